import { useEffect, useState } from 'preact/hooks';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { comparesParagraphs, keepComparesParagraphs } from '../../actions/content/byParagraph.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { noteTranslated } from '../../actions/content/translated.ts';
import { type FieldPath, textAt } from '../../model/content/fields.ts';
import { keptText } from '../../model/content/lines.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { StaleMark, useStale } from './draft.tsx';
import { fieldId } from './fields.tsx';
import { leaveField, ParagraphRows, useParagraphRows, type WritingAt } from './ParagraphRows.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { FieldProblems, useFieldProblems } from './problems.tsx';
import { ReadabilityHints } from './ReadabilityHints.tsx';
import { StaleParagraphs, translationField, useStaleParagraphs } from './StaleParagraphs.tsx';
import { beginParagraphIn, selectIn } from './selectIn.ts';
import { UnknownWords } from './UnknownWords.tsx';

/** A text in the three languages, next to each other. */
export function LocaleTexts(props: {
  readonly legend: string;
  readonly hint?: string;
  readonly path: FieldPath;
  /** Most characters, where there is a limit. */
  readonly limit: number | null;
  readonly isLong: boolean;
}) {
  const strings = useStrings();
  const [isPreviewed, setPreviewed] = useState(false);
  const { path, isLong } = props;
  const rows = useParagraphRows(path);
  const hasRows = isLong && rows.length > 1;
  const [isCompared, setCompared] = useState(() => hasRows && comparesParagraphs());
  const [writing, setWriting] = useState<WritingAt | null>(null);
  useEffect(() => {
    if (writing === null) return;
    const { locale, start, end } = writing;
    const field = fieldId([...path, locale]);
    if (end === null) beginParagraphIn(field, start);
    else selectIn(field, { start, end });
  }, [writing]);
  const compare = () => {
    setCompared(!isCompared);
    setWriting(null);
    keepComparesParagraphs(isCompared ? 'off' : 'on');
  };
  const written = writing?.locale ?? null;
  // Whose field is open comes first: it is below the paragraphs.
  const shown = written === null ? locales : [written, ...locales.filter((locale) => locale !== written)];
  return (
    <fieldset class="texts">
      <legend>{props.legend}</legend>
      {props.hint !== undefined && <p class="hint">{props.hint}</p>}
      <div class={`threes ${isCompared ? 'compared' : ''}`}>
        {isCompared && (
          <ParagraphRows legend={props.legend} path={path} rows={rows} written={written} onWrite={setWriting} />
        )}
        {(isCompared ? shown : locales).map((locale) => (
          <LocaleText
            key={locale}
            locale={locale}
            path={[...path, locale]}
            limit={props.limit}
            form={!isLong ? 'line' : isCompared && locale !== written ? 'remarks' : isCompared ? 'compared' : 'text'}
          />
        ))}
      </div>
      {isLong && (
        <div class="textcommands">
          <button
            type="button"
            class="plain small"
            aria-expanded={isPreviewed}
            onClick={() => setPreviewed(!isPreviewed)}
          >
            {isPreviewed ? strings.content.hidePreview : strings.content.preview}
          </button>
          {(hasRows || isCompared) && (
            <button type="button" class="plain small" aria-pressed={isCompared} onClick={compare}>
              {strings.content.byParagraph.compare}
            </button>
          )}
        </div>
      )}
      {isPreviewed && <PreviewPanel path={path} />}
      <FieldProblems path={path} isExact />
    </fieldset>
  );
}

/** A text in one language. */
function LocaleText(props: {
  readonly locale: Locale;
  readonly path: FieldPath;
  readonly limit: number | null;
  /**
   * `line`: a short text; `text`: a long one; `compared`: a long one below the paragraphs of all languages; `remarks`: what
   * is to be said of one that is read there.
   */
  readonly form: 'line' | 'text' | 'compared' | 'remarks';
}) {
  const strings = useStrings();
  const { locale, path, limit, form } = props;
  const isLong = form !== 'line';
  const isCompared = form === 'compared' || form === 'remarks';
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  const shown = value.replace(/\n$/, '');
  const id = fieldId(path);
  const problems = useFieldProblems(path);
  const paragraphs = useStaleParagraphs(locale, path);
  const isFieldStale = useStale(path);
  const byParagraph = isLong ? paragraphs : null;
  const isStale = byParagraph === null ? isFieldStale : byParagraph.length > 0;
  const length = Array.from(shown).length;
  const isOver = limit !== null && length > limit;
  // An aspect that is being written stays, although it has no text for a moment.
  const empty = path[0] === 'aspects' ? '' : undefined;
  const write = (text: string) => {
    if (isLong && locale !== 'ca') {
      const { document, entry } = editorStore.get();
      const versions = (of: FieldPath, draft: string) => ({ live: textAt(document?.live?.entry, of), draft });
      const catalan = [...path.slice(0, -1), 'ca'];
      noteTranslated(translationField(document?.id ?? '', path), {
        before: shown,
        catalan: versions(catalan, textAt(entry, catalan)),
        translation: versions(path, text),
      });
    }
    writeField(path, (isLong ? keptText(text, value) : text || undefined) ?? empty);
  };
  const described = problems.length > 0 || isStale ? `${id}-said` : undefined;
  const name = (
    <>
      <span>{strings.languages[locale]}</span>
      {limit !== null && (
        <span class={`hint ${isOver ? 'over' : ''}`} aria-hidden="true">
          {length}/{limit}
        </span>
      )}
    </>
  );
  return (
    <div class={`localetext ${isCompared ? form : ''}`}>
      {form === 'remarks' ? (
        // What was done below leads here, where there is no field to lead to.
        <p id={id} class="localename" tabIndex={-1}>
          {name}
        </p>
      ) : (
        <label for={id} class="localename">
          {name}
        </label>
      )}
      {form === 'remarks' ? null : isLong ? (
        <textarea
          id={id}
          lang={locale}
          rows={4}
          value={shown}
          aria-invalid={problems.length > 0}
          aria-describedby={described}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && isCompared && leaveField(currentTarget, locale)}
        />
      ) : (
        <input
          id={id}
          class="field"
          lang={locale}
          value={shown}
          aria-invalid={problems.length > 0}
          aria-describedby={described}
          autocomplete="off"
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
      )}
      <div id={`${id}-said`}>
        {isStale && byParagraph === null && <StaleMark />}
        {isStale && byParagraph !== null && !isCompared && <StaleParagraphs paragraphs={byParagraph} field={id} />}
        <FieldProblems path={path} />
      </div>
      {isLong && <ReadabilityHints locale={locale} text={shown} />}
      <UnknownWords locale={locale} text={shown} field={id} onReplace={write} />
    </div>
  );
}
