import type { CaseView } from '../../../src/http/api/wire.ts';
import { fill } from '../model/fill.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { useLocale, useWords } from '../words.ts';
import { nameOfAgent } from './names.ts';

/** What is proposed against a message or its author: nothing happens before a person says so. */
export function Proposals({ view }: { readonly view: CaseView }) {
  const words = useWords();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const open = view.case.proposals.filter(({ decided }) => decided === null);
  if (open.length === 0) return null;
  const decide = (proposal: string, accept: boolean) => state.set({ dialog: { kind: 'decide', proposal, accept } });
  return (
    <ul class="proposals" aria-label={words.proposals}>
      {open.map(({ id, sanction, by, breaks }) => (
        <li key={id}>
          <p>
            <strong>{words.sanctions[sanction]}</strong>{' '}
            {'rule' in by
              ? fill(words.proposedByRule, { rule: by.rule })
              : fill(words.proposedBy, { name: nameOfAgent(setting, by.agent) })}
            {breaks !== null && ` ${words.breaks} ${setting?.conditions[breaks]?.[locale] ?? breaks}`}
          </p>
          {view.may.includes('decide') && (
            <div class="deeds">
              <button type="button" onClick={() => decide(id, true)}>
                {words.confirm}
              </button>
              <button type="button" onClick={() => decide(id, false)}>
                {words.reject}
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
