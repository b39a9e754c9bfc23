import type { Locale } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore } from '../../actions/content/editor.ts';
import { translatedOf, translatedStore } from '../../actions/content/translated.ts';
import { type FieldPath, textAt } from '../../model/content/fields.ts';
import type { TwoVersions } from '../../model/content/paragraphs.ts';
import { type StaleParagraph, staleParagraphs } from '../../model/content/staleParagraphs.ts';
import { diffWords } from '../../model/content/wordDiff.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { selectIn } from './selectIn.ts';

/** A text as citizens get it and as it is drafted. `path`: with the language. */
export function useTwoVersions(path: FieldPath): TwoVersions {
  // Texts, not the entry: typing elsewhere draws nothing here.
  const live = useStore(editorStore, (value) => textAt(value.document?.live?.entry, path));
  const draft = useStore(editorStore, ({ entry }) => textAt(entry, path));
  return { live, draft };
}

/** The paragraphs of a long translation to look at again; null: it is marked as a whole, or not at all. */
export function useStaleParagraphs(locale: Locale, path: FieldPath): readonly StaleParagraph[] | null {
  const document = useStore(editorStore, (value) => value.document?.id ?? '');
  const hasLive = useStore(editorStore, (value) => value.document?.live?.entry != null);
  const catalan = useTwoVersions([...path.slice(0, -1), 'ca']);
  const own = useTwoVersions(path);
  const translatedFrom = useStore(translatedStore, ({ byField }) =>
    translatedOf(byField, translationField(document, path)),
  );
  if (!hasLive || locale === 'ca') return null;
  return staleParagraphs(catalan, own, translatedFrom);
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
            <CatalanChange paragraph={paragraph} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What changed in the Catalan of a paragraph, word by word. */
export function CatalanChange({ paragraph: { before, after } }: { readonly paragraph: StaleParagraph }) {
  return (
    <p lang="ca" class="catalan">
      {diffWords(before, after).map(({ kind, text }, index) =>
        kind === 'same' ? text : kind === 'added' ? <ins key={index}>{text}</ins> : <del key={index}>{text}</del>,
      )}
    </p>
  );
}

function Heading({ paragraph, field }: { readonly paragraph: StaleParagraph; readonly field: string }) {
  const strings = useStrings().content.staleParagraphs;
  const { kind, number, at } = paragraph;
  const text = interpolate(strings[kind], { n: number });
  if (at === null) return <span>{text}</span>;
  return (
    <button type="button" class="plain small" onClick={() => selectIn(field, at)}>
      {text}
    </button>
  );
}
