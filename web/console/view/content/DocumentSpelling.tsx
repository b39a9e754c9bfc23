import { useEffect } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { writeText } from '../../actions/content/editor.ts';
import { checkDocumentSpelling, spellingStore } from '../../actions/content/spelling.ts';
import { withWord } from '../../model/content/spelling.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { UnknownWord } from './UnknownWords.tsx';

/** Most words below a document. */
const mostShown = 12;

/** Unknown words of a document that is edited as text, such as the phrases, by line. */
export function DocumentSpelling({ text }: { readonly text: string }) {
  const strings = useStrings().content.spelling;
  const found = useStore(spellingStore, ({ document }) => (document?.text === text ? document.words : null));
  useEffect(() => checkDocumentSpelling(text), [text, found === null]);
  if (found === null || found.length === 0) return null;
  const toField = () => document.getElementById('document-text')?.focus();
  return (
    <section class="spelling" aria-label={strings.title}>
      <p class="hint">{strings.unknown}</p>
      <ul>
        {found.slice(0, mostShown).map(({ locale, word, line, from, to }) => (
          <UnknownWord
            key={`${from} ${word}`}
            locale={locale}
            word={word}
            line={line}
            onReplace={(other) => {
              writeText(withWord(text, word, other, from, to));
              toField();
            }}
            onAdded={toField}
          />
        ))}
      </ul>
      {found.length > mostShown && <p class="hint">{interpolate(strings.more, { count: found.length - mostShown })}</p>}
    </section>
  );
}
