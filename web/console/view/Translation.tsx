import { useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseTurn, MachineTranslated } from '../../../src/http/api/wire.ts';
import { faultCode, faultText } from '../actions/faults.ts';
import { ask } from '../api.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';

/** What the citizen wrote, translated by a machine for who asks. It stays in this page, and goes to nobody. */
export function Translation({ code, turn }: { readonly code: string; readonly turn: CaseTurn }) {
  const strings = useStrings();
  const locale = useLocale();
  const own = strings.translation;
  const isOffered = useStore(
    state,
    ({ setting, selectedCase }) => setting?.translates === true && selectedCase?.view?.may.includes('note') === true,
  );
  const [isWaiting, setWaiting] = useState(false);
  const [translated, setTranslated] = useState<MachineTranslated | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  if (!isOffered) return null;
  const { conversation, revision } = turn;
  const translate = async () => {
    setWaiting(true);
    setFault(null);
    try {
      setTranslated(await ask<MachineTranslated>('POST', `cases/${code}/translation`, { conversation, revision }));
    } catch (error) {
      setFault(faultText(faultCode(error)));
    } finally {
      setWaiting(false);
    }
  };
  const { from } = translated ?? { from: null };
  const language = from === null ? null : (new Intl.DisplayNames([locale], { type: 'language' }).of(from) ?? from);
  return (
    <div class="translation" role="status">
      {translated === null && (
        <button type="button" class="plain" title={own.hint} disabled={isWaiting} onClick={() => void translate()}>
          {isWaiting ? own.waiting : own.ask}
        </button>
      )}
      {translated !== null && (
        <>
          <p class="hint">{language === null ? own.made : interpolate(own.madeFrom, { from: language })}</p>
          <p class="plaintext" lang={locale}>
            {translated.text}
          </p>
        </>
      )}
      {fault !== null && <p class="fault">{fault}</p>}
    </div>
  );
}
