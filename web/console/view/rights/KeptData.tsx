import type { KeptConversation, PersonalData } from '../../../../src/core/model/rights/personalData.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfAccount } from '../names.ts';

/** Everything that is kept about a person. Seeing it is on record. */
export function KeptData({ data }: { readonly data: PersonalData }) {
  const strings = useStrings().rights;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="kept" tabIndex={0} aria-label={strings.kept}>
      {data.conversations.length === 0 && <p>{strings.nothingKept}</p>}
      {data.conversations.map((each) => (
        <Kept key={each.id} kept={each} />
      ))}
    </section>
  );
}

function Kept({ kept }: { readonly kept: KeptConversation }) {
  const strings = useStrings().rights;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { account, startedAt, messages, devices, erased, cases, isHeld } = kept;
  const facts = { account: nameOfAccount(setting, account), at: fullDate(startedAt, locale), n: messages.length };
  return (
    <>
      <h4>{interpolate(strings.conversationOf, facts)}</h4>
      {isHeld && <p class="fault">{strings.isHeld}</p>}
      {erased > 0 && <p class="hint">{interpolate(strings.erasedTurns, { n: erased })}</p>}
      <ol>
        {messages.map(({ at, from, text, files }, index) => (
          <li key={index} class={from}>
            <p class="muted">
              {strings.from[from]}, {fullDate(at, locale)}
            </p>
            {text !== '' && <p class="plaintext">{text}</p>}
            {files.length > 0 && <p class="hint">{files.map(({ name }) => name).join(', ')}</p>}
          </li>
        ))}
      </ol>
      {devices.map(({ at, service }, index) => (
        <p key={index} class="hint">
          {interpolate(strings.deviceOf, { at: fullDate(at, locale), service })}
        </p>
      ))}
      {cases.map(({ code, openedAt, answers }) => (
        <p key={code} class="hint">
          {interpolate(strings.caseOf, { code, at: fullDate(openedAt, locale) })}{' '}
          {Object.entries(answers)
            .map(([name, value]) => `${name}: ${value}`)
            .join('; ')}
        </p>
      ))}
    </>
  );
}
