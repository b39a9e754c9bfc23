import { useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { giveBack, takeCase } from '../actions/transfer.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { nameOfAgent } from './names.ts';

/** What a colleague wrote for who receives the case: it is taken or given back, with a short answer if wanted. */
export function TransferNote({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const { transfers, commands } = useStrings();
  const [answer, setAnswer] = useState('');
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const { transfer, may } = view;
  if (transfer === null || transfer.comment === null || transfer.by === me) return null;
  const { by, comment } = transfer;
  const name = nameOfAgent(setting, by);
  return (
    <section class="proposals" aria-label={transfers.label}>
      <p class="plaintext">
        <strong>{interpolate(transfers.from, { name })}</strong> {comment}
      </p>
      {may.includes('take') && (
        <form
          class="commands"
          onSubmit={(event) => {
            event.preventDefault();
            takeCase();
          }}
        >
          <label>
            {interpolate(transfers.answer, { name })}{' '}
            <input
              id="transfer-answer"
              class="field"
              type="text"
              maxLength={1000}
              autocomplete="off"
              value={answer}
              onInput={({ currentTarget }) => setAnswer(currentTarget.value)}
            />
          </label>{' '}
          <button type="submit" disabled={busy}>
            {commands.take}
          </button>{' '}
          {may.includes('assign') && (
            <button type="button" disabled={busy} onClick={() => giveBack(by)}>
              {interpolate(transfers.giveBack, { name })}
            </button>
          )}
        </form>
      )}
    </section>
  );
}
