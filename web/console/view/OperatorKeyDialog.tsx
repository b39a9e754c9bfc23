import { useState } from 'preact/hooks';
import type { OperatorKey } from '../../../src/http/api/wire.ts';
import { toast } from '../actions/announce.ts';
import { codeOf, faultWords } from '../actions/faults.ts';
import { ask } from '../api.ts';
import { fill } from '../model/fill.ts';
import { useLocale, useWords } from '../words.ts';
import { fullDate } from './Deadline.tsx';
import { closeDialog, Modal } from './Modal.tsx';

/** Makes the key by which an administrator proves on the command line who they are. It is shown once. */
export function OperatorKeyDialog() {
  const { operatorKey: words, cancel } = useWords();
  const locale = useLocale();
  const [made, setMade] = useState<OperatorKey | null>(null);
  const make = async () => {
    try {
      setMade(await ask<OperatorKey>('POST', 'me/operator-key', {}));
    } catch (error) {
      toast(faultWords(codeOf(error)), 'bad');
    }
  };
  const remove = async () => {
    try {
      await ask('POST', 'me/operator-key/removal', {});
      closeDialog();
      toast(words.removed, 'good');
    } catch (error) {
      toast(faultWords(codeOf(error)), 'bad');
    }
  };
  return (
    <Modal title={words.title} wide={false}>
      <div class="dialogform">
        <p class="hint">{words.hint}</p>
        {made !== null && (
          <label class="labelled">
            {fill(words.made, { until: fullDate(made.expiresAt, locale) })}
            <input
              class="field"
              readOnly
              value={made.key}
              autoComplete="off"
              spellcheck={false}
              onFocus={({ currentTarget }) => currentTarget.select()}
            />
          </label>
        )}
        <div class="end">
          <button type="button" onClick={closeDialog}>
            {made === null ? cancel : words.done}
          </button>
          {made === null && (
            <button type="button" onClick={() => void remove()}>
              {words.remove}
            </button>
          )}
          {made === null && (
            <button type="button" class="button" onClick={() => void make()}>
              {words.make}
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}
