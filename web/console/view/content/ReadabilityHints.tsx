import { readabilityHints } from '../../../../src/content/readability/hints.ts';
import type { ReadabilityHint } from '../../../../src/content/readability/views.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { jargonStore } from '../../actions/content/jargon.ts';
import { useStore } from '../../observable.ts';
import { type ConsoleStrings, useStrings } from '../../strings.ts';

/** What makes a text hard to read, quietly: nothing has to be done about it. */
export function ReadabilityHints({ locale, text }: { readonly locale: Locale; readonly text: string }) {
  const strings = useStrings().content.readability;
  const jargon = useStore(jargonStore, (value) => value.jargon?.[locale] ?? null);
  const hints = readabilityHints(text, locale, jargon ?? []);
  if (hints.length === 0) return null;
  return (
    <details class="readability">
      <summary>{interpolate(strings.title, { count: hints.length })}</summary>
      <ul>
        {hints.map((hint, index) => (
          <li key={index}>{hintText(hint, strings)}</li>
        ))}
      </ul>
    </details>
  );
}

function hintText(hint: ReadabilityHint, strings: ConsoleStrings['content']['readability']): string {
  if (hint.kind === 'jargon') return interpolate(strings.jargon, { said: hint.said, rather: hint.rather });
  if (hint.kind === 'passive') return interpolate(strings.passive, { said: hint.said });
  return interpolate(strings[hint.kind], { words: hint.words, start: hint.start });
}
