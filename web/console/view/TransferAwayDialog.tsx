import { useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { runFromDialog } from '../actions/picked.ts';
import { absenceNow, deputyNow } from '../model/absence.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { showLastDay } from '../townDates.ts';
import { DialogForm, Options } from './forms.tsx';
import { nameOfAgent } from './names.ts';

/** Asks before a case goes to somebody who is away: their deputy gets it, or it is left with them. */
export function TransferAwayDialog({
  agent,
  comment,
}: {
  readonly agent: string;
  readonly comment?: string | undefined;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const { setting, now } = useStore(state, (value) => value);
  const [to, setTo] = useState<'deputy' | 'person'>('deputy');
  const own = strings.absence.transfer;
  const absence = absenceNow(setting, agent, now);
  const deputy = deputyNow(setting, agent, now);
  const values = {
    name: nameOfAgent(setting, agent),
    deputy: deputy === null ? '' : nameOfAgent(setting, deputy),
    until: absence === null ? '' : showLastDay(absence, locale),
  };
  return (
    <DialogForm
      title={strings.commands.assign}
      action={own.action}
      ready={true}
      onDone={() =>
        runFromDialog({ kind: 'assign', to: to === 'deputy' ? { agent } : { agent, ifAway: 'keep' }, comment })
      }
    >
      <p>{interpolate(own.away, values)}</p>
      <Options
        legend={own.who}
        options={[
          ['deputy', interpolate(own.toDeputy, values)],
          ['person', interpolate(own.toPerson, values)],
        ]}
        value={to}
        onPick={setTo}
      />
    </DialogForm>
  );
}
