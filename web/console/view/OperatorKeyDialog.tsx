import { useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { OperatorKey } from '../../../src/http/api/wire.ts';
import { toast } from '../actions/announce.ts';
import { faultCode, faultText } from '../actions/faults.ts';
import { ask } from '../api.ts';
import { useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { closeDialog, Modal } from './Modal.tsx';

/** Creates the key by which an administrator proves their identity on the command line. It is shown once. */
export function OperatorKeyDialog() {
  const { operatorKey: strings, cancel } = useStrings();
  const locale = useLocale();
  const [made, setMade] = useState<OperatorKey | null>(null);
  const make = async () => {
    try {
      setMade(await ask<OperatorKey>('POST', 'me/operator-key', {}));
    } catch (error) {
      toast(faultText(faultCode(error)), 'bad');
    }
  };
  const remove = async () => {
    try {
      await ask('POST', 'me/operator-key/removal', {});
      closeDialog();
      toast(strings.removed, 'good');
    } catch (error) {
      toast(faultText(faultCode(error)), 'bad');
    }
  };
  return (
    <Modal title={strings.title} wide={false}>
      <div class="dialogform">
        <p class="hint">{strings.hint}</p>
        {made !== null && (
          <label class="labelled">
            {interpolate(strings.made, { until: fullDate(made.expiresAt, locale) })}
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
            {made === null ? cancel : strings.done}
          </button>
          {made === null && (
            <button type="button" onClick={() => void remove()}>
              {strings.remove}
            </button>
          )}
          {made === null && (
            <button type="button" class="button" onClick={() => void make()}>
              {strings.make}
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}
