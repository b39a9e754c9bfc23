import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { nameOfAgent } from './names.ts';

/** Sanctions proposed against a message or its author: nothing happens before a person confirms. */
export function Proposals({ view }: { readonly view: CaseView }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const open = view.case.proposals.filter(({ decided }) => decided === null);
  if (open.length === 0) return null;
  const decide = (choice: { proposal: string; accept: boolean }) =>
    state.set({ dialog: { kind: 'decide', ...choice } });
  return (
    <ul class="proposals" aria-label={strings.proposals}>
      {open.map(({ id, sanction, by, breaks }) => (
        <li key={id}>
          <p>
            <strong>{strings.sanctions[sanction]}</strong>{' '}
            {'rule' in by
              ? interpolate(strings.proposedByRule, { rule: by.rule })
              : interpolate(strings.proposedBy, { name: nameOfAgent(setting, by.agent) })}
            {breaks !== null && ` ${strings.breaks} ${setting?.conditions[breaks]?.[locale] ?? breaks}`}
          </p>
          {view.may.includes('decide') && (
            <div class="commands">
              <button type="button" onClick={() => decide({ proposal: id, accept: true })}>
                {strings.confirm}
              </button>
              <button type="button" onClick={() => decide({ proposal: id, accept: false })}>
                {strings.reject}
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
