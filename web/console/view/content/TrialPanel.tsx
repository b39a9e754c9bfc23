import { useEffect, useRef, useState } from 'preact/hooks';
import type { TrialReasons } from '../../../../src/content/desk/views.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import {
  chooseInTrial,
  closeTrial,
  keepTrial,
  sayInTrial,
  startTrial,
  type TrialLine,
  trialStore,
} from '../../actions/content/trial.ts';
import { useStore } from '../../observable.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { Icon } from '../Icon.tsx';
import { Markdown } from '../Markdown.tsx';

/** A chat with the bot as the drafts make it, with what it understood. */
export function TrialPanel() {
  const strings = useStrings();
  const { lines, said, isBusy, fault, locale } = useStore(trialStore, (value) => value);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [lines.length, isBusy]);
  return (
    <aside class="trial" aria-labelledby="trial-title">
      <header>
        <h2 id="trial-title">{strings.content.try.title}</h2>
        <button type="button" class="plain" aria-label={strings.content.try.close} onClick={() => closeTrial()}>
          <Icon name="close" />
        </button>
      </header>
      <div class="trialbar">
        <label>
          <span class="hidden">{strings.language}</span>
          <select value={locale} onChange={({ currentTarget }) => void startTrial(currentTarget.value as Locale)}>
            {locales.map((each) => (
              <option key={each} value={each}>
                {strings.languages[each]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void startTrial(locale)}>
          {strings.content.try.again}
        </button>
        <button type="button" disabled={said.length === 0 || isBusy} onClick={() => void keepTrial()}>
          {strings.content.try.keep}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="triallines" tabIndex={0} aria-label={strings.content.try.title} aria-busy={isBusy}>
        {lines.map((line, index) => (
          <Line key={index} line={line} isLast={index === lines.length - 1 && !isBusy} />
        ))}
        {isBusy && (
          <p class="hint">
            {strings.content.try.busy} {lines.length === 0 && strings.content.try.busyFirst}
          </p>
        )}
        <Fault text={fault} />
        <div ref={end} />
      </section>
      <SayForm />
    </aside>
  );
}

function SayForm() {
  const strings = useStrings().content.try;
  const [text, setText] = useState('');
  return (
    <form
      class="trialform"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        void sayInTrial(text.trim());
        setText('');
      }}
    >
      <label for="trial-field" class="hidden">
        {strings.field}
      </label>
      <input
        id="trial-field"
        class="field"
        value={text}
        placeholder={strings.placeholder}
        autocomplete="off"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="button" disabled={text.trim() === ''}>
        {strings.say}
      </button>
    </form>
  );
}

function Line({ line, isLast }: { readonly line: TrialLine; readonly isLast: boolean }) {
  const strings = useStrings().content.try;
  if (line.by === 'me') return <p class="bubble me">{line.text}</p>;
  return (
    <div class="trialturn">
      {line.replies.length === 0 && <p class="hint">{strings.silent}</p>}
      {line.replies.map((reply, index) => (
        <div key={index} class="bubble bot">
          <Markdown text={reply.text} />
          {reply.choices.length > 0 && (
            <ul class="trialchoices">
              {reply.choices.map(({ label, value }) => (
                <li key={value}>
                  <button type="button" disabled={!isLast} onClick={() => void chooseInTrial(label, value)}>
                    {label}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      {line.why !== null && <Why why={line.why} />}
    </div>
  );
}

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

/** What was understood, and what decided. */
function Why({ why }: { readonly why: TrialReasons }) {
  const strings = useStrings();
  const locale = useLocale();
  const texts = strings.content.try;
  const sides = why.aspects.map(
    ({ aspect, confidence }) => `${named(strings.content.aspectNames, aspect)} ${percent(confidence)}`,
  );
  return (
    <details class="why">
      <summary>{texts.why}</summary>
      <dl>
        <dt>{texts.answered}</dt>
        <dd>
          {why.entry === null
            ? texts.noEntry
            : [
                why.entry.id,
                why.entry.aspect === null ? null : named(strings.content.aspectNames, why.entry.aspect),
                why.entry.exception,
              ]
                .filter((each) => each !== null)
                .join(' · ')}
        </dd>
        {why.topics.length > 0 && (
          <>
            <dt>{texts.topics}</dt>
            <dd>
              <ul>
                {why.topics.slice(0, 4).map(({ entry, title, confidence }) => (
                  <li key={entry}>
                    <span>{title?.[locale] ?? title?.ca ?? entry}</span> <meter value={confidence} aria-hidden="true" />{' '}
                    {percent(confidence)}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {sides.length > 0 && (
          <>
            <dt>{texts.aspects}</dt>
            <dd>{sides.join(', ')}</dd>
          </>
        )}
        {why.kind !== null && (
          <>
            <dt>{strings.kind}</dt>
            <dd>
              {interpolate('{{kind}} ({{percent}})', {
                kind: named(strings.kinds, why.kind.kind),
                percent: percent(why.kind.confidence),
              })}
            </dd>
          </>
        )}
        {why.rule !== null && (
          <>
            <dt>{strings.ruleOfProtocol}</dt>
            <dd>{why.rule}</dd>
          </>
        )}
        {why.flow !== null && (
          <>
            <dt>{texts.flow}</dt>
            <dd>{[why.flow.id, why.flow.asks].filter((each) => each !== null).join(' · ')}</dd>
          </>
        )}
        {why.language !== null && (
          <>
            <dt>{strings.language}</dt>
            <dd>{named(strings.languages, why.language)}</dd>
          </>
        )}
      </dl>
    </details>
  );
}
