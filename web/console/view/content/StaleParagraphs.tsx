import type { Locale } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore } from '../../actions/content/editor.ts';
import { translatedOf, translatedStore } from '../../actions/content/translated.ts';
import { type FieldPath, textAt } from '../../model/content/fields.ts';
import { type StaleParagraph, staleParagraphs } from '../../model/content/staleParagraphs.ts';
import { diffWords } from '../../model/content/wordDiff.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';

/** The paragraphs of a long translation to look at again; null: it is marked as a whole, or not at all. */
export function useStaleParagraphs(locale: Locale, path: FieldPath): readonly StaleParagraph[] | null {
  const catalan = [...path.slice(0, -1), 'ca'];
  // Texts, not the entry: typing elsewhere draws nothing here.
  const document = useStore(editorStore, (value) => value.document?.id ?? '');
  const hasLive = useStore(editorStore, (value) => value.document?.live?.entry != null);
  const liveCatalan = useStore(editorStore, (value) => textAt(value.document?.live?.entry, catalan));
  const live = useStore(editorStore, (value) => textAt(value.document?.live?.entry, path));
  const draftCatalan = useStore(editorStore, ({ entry }) => textAt(entry, catalan));
  const draft = useStore(editorStore, ({ entry }) => textAt(entry, path));
  const translatedFrom = useStore(translatedStore, ({ byField }) =>
    translatedOf(byField, translationField(document, path)),
  );
  if (!hasLive || locale === 'ca') return null;
  return staleParagraphs({ live: liveCatalan, draft: draftCatalan }, { live, draft }, translatedFrom);
}

/** Names the field of a document. */
export const translationField = (document: string, path: FieldPath): string => `${document} ${path.join('.')}`;

/** Each paragraph to look at, what changed in the Catalan, and a button that selects its translation. */
export function StaleParagraphs(props: { readonly paragraphs: readonly StaleParagraph[]; readonly field: string }) {
  const strings = useStrings().content;
  const { paragraphs, field } = props;
  return (
    <div class="staleparagraphs">
      <p class="problem">{strings.stale}</p>
      <ul>
        {paragraphs.map((paragraph) => (
          <li key={`${paragraph.kind} ${paragraph.number}`}>
            <Heading paragraph={paragraph} field={field} />
            <p lang="ca" class="catalan">
              {diffWords(paragraph.before, paragraph.after).map(({ kind, text }, index) =>
                kind === 'same' ? (
                  text
                ) : kind === 'added' ? (
                  <ins key={index}>{text}</ins>
                ) : (
                  <del key={index}>{text}</del>
                ),
              )}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Heading({ paragraph, field }: { readonly paragraph: StaleParagraph; readonly field: string }) {
  const strings = useStrings().content.staleParagraphs;
  const { kind, number, at } = paragraph;
  const text = interpolate(strings[kind], { n: number });
  if (at === null) return <span>{text}</span>;
  return (
    <button type="button" class="plain small" onClick={() => select(field, at)}>
      {text}
    </button>
  );
}

/** Puts the focus into the field, with the paragraph selected. */
function select(field: string, { start, end }: { readonly start: number; readonly end: number }): void {
  const element = document.getElementById(field);
  if (!(element instanceof HTMLTextAreaElement)) return;
  element.focus();
  element.setSelectionRange(start, end);
}
