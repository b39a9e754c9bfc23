import { useState } from 'preact/hooks';
import {
  type CasePriority,
  caseCloseReasons,
  casePriorities,
  type SanctionKind,
  sanctionKinds,
} from '../../../src/core/model/case.ts';
import { instantIn } from '../../../src/core/util/dates.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { runFromDialog } from '../actions/picked.ts';
import { snoozeMoments } from '../model/snooze.ts';
import { useStore } from '../observable.ts';
import { state, townZone } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { DialogForm, Options } from './forms.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

export function CloseDialog() {
  const strings = useStrings();
  const { dialog, selectedCase } = state.get();
  const isForAll = dialog?.kind === 'close' && dialog.all === true;
  const isUnanswered = !isForAll && selectedCase?.view?.case.staffAt === null;
  const [reason, setReason] = useState<(typeof caseCloseReasons)[number]>('resolved');
  return (
    <DialogForm
      title={strings.closeTitle}
      action={strings.commands.close}
      ready
      onDone={() => runFromDialog({ kind: 'close', reason })}
    >
      <Options
        legend={strings.closeReason}
        options={caseCloseReasons.map((each) => [each, strings.closeReasons[each]] as const)}
        value={reason}
        onPick={setReason}
      />
      <p class="hint">
        {isUnanswered && `${strings.closeUnanswered} `}
        {strings.closeHint}
      </p>
    </DialogForm>
  );
}

/** The priority of all cases that are picked. */
export function PriorityDialog() {
  const strings = useStrings();
  const [priority, setPriority] = useState<CasePriority>('normal');
  return (
    <DialogForm
      title={strings.commands.priority}
      action={strings.save}
      ready
      onDone={() => runFromDialog({ kind: 'set-priority', priority })}
    >
      <Options
        legend={strings.priority}
        options={casePriorities.map((each) => [each, strings.priorities[each]] as const)}
        value={priority}
        onPick={setPriority}
      />
    </DialogForm>
  );
}

export function SnoozeDialog() {
  const strings = useStrings();
  const locale = useLocale();
  const zone = useStore(state, townZone);
  const moments = snoozeMoments(Date.now(), zone);
  const [which, setWhich] = useState<keyof typeof moments | 'other'>('tomorrow');
  const [other, setOther] = useState('');
  const until = which === 'other' ? instantIn(zone, other) : moments[which];
  const isReady = until > Date.now();
  return (
    <DialogForm
      title={strings.snoozeTitle}
      action={strings.commands.snooze}
      ready={isReady}
      onDone={() => runFromDialog({ kind: 'snooze', until })}
    >
      <Options
        legend={strings.snoozeUntil}
        options={[
          ['hour', `${strings.snoozeMoments.hour}: ${fullDate(moments.hour, locale)}`],
          ['tomorrow', `${strings.snoozeMoments.tomorrow}: ${fullDate(moments.tomorrow, locale)}`],
          ['monday', `${strings.snoozeMoments.monday}: ${fullDate(moments.monday, locale)}`],
          ['other', strings.snoozeMoments.other],
        ]}
        value={which}
        onPick={setWhich}
      />
      {which === 'other' && (
        <input
          type="datetime-local"
          class="field"
          aria-label={strings.snoozeMoments.other}
          value={other}
          onInput={({ currentTarget }) => setOther(currentTarget.value)}
        />
      )}
    </DialogForm>
  );
}

export function ProposeDialog({ evidence }: { readonly evidence: number }) {
  const strings = useStrings();
  const locale = useLocale();
  const conditions = Object.entries(state.get().setting?.conditions ?? {});
  const [sanction, setSanction] = useState<SanctionKind>('warning');
  const [breaks, setBreaks] = useState('');
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={strings.proposeTitle}
      action={strings.propose}
      ready={reason.trim() !== '' && (breaks !== '' || sanction === 'removal')}
      onDone={() =>
        runFromDialog({
          kind: 'propose',
          sanction,
          breaks: breaks === '' ? null : breaks,
          evidence,
          reason: reason.trim(),
        })
      }
    >
      <Options
        legend={strings.sanction}
        options={sanctionKinds.map((each) => [each, strings.sanctions[each]] as const)}
        value={sanction}
        onPick={setSanction}
      />
      <label class="labelled">
        {strings.breaks}
        <select value={breaks} onChange={({ currentTarget }) => setBreaks(currentTarget.value)}>
          <option value="">{strings.noCondition}</option>
          {conditions.map(([id, say]) => (
            <option key={id} value={id}>
              {say[locale]}
            </option>
          ))}
        </select>
      </label>
      <Reason value={reason} onWrite={setReason} />
      <p class="hint">{strings.proposeHint}</p>
    </DialogForm>
  );
}

export function DecideDialog({ proposal, accept }: { readonly proposal: string; readonly accept: boolean }) {
  const strings = useStrings();
  const locale = useLocale();
  const { setting, selectedCase } = state.get();
  const found = selectedCase?.view?.case.proposals.find(({ id }) => id === proposal);
  const isNotified = found !== undefined && found.sanction !== 'removal' && found.breaks !== null;
  const condition = setting?.conditions[found?.breaks ?? '']?.[locale] ?? '';
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={accept ? strings.confirmTitle : strings.rejectTitle}
      action={accept ? strings.confirm : strings.reject}
      ready={reason.trim() !== ''}
      onDone={() => runFromDialog({ kind: 'decide', proposal, accept, reason: reason.trim() })}
    >
      {accept && isNotified && <p class="hint">{interpolate(strings.willRead, { condition })}</p>}
      <Reason value={reason} onWrite={setReason} />
    </DialogForm>
  );
}

export function GlassDialog() {
  const strings = useStrings();
  return (
    <ReasonDialog
      title={strings.glassTitle}
      action={strings.glassAction}
      hint={strings.glassHint}
      label={strings.glassReason}
      onDone={(reason) => runFromDialog({ kind: 'break-glass', reason })}
    />
  );
}

function Reason({ value, onWrite }: { readonly value: string; readonly onWrite: (text: string) => void }) {
  const strings = useStrings();
  return (
    <label class="labelled">
      {strings.reason}
      <textarea
        rows={3}
        required
        aria-describedby="reason-hint"
        value={value}
        onInput={({ currentTarget }) => onWrite(currentTarget.value)}
      />
      <span class="hint" id="reason-hint">
        {strings.reasonHint}
      </span>
    </label>
  );
}
