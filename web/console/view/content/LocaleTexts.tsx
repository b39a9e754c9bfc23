import { useState } from 'preact/hooks';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { noteTranslated } from '../../actions/content/translated.ts';
import { type FieldPath, textAt } from '../../model/content/fields.ts';
import { keptText } from '../../model/content/lines.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { StaleMark, useStale } from './draft.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { FieldProblems, useFieldProblems } from './problems.tsx';
import { ReadabilityHints } from './ReadabilityHints.tsx';
import { StaleParagraphs, translationField, useStaleParagraphs } from './StaleParagraphs.tsx';
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
  return (
    <fieldset class="texts">
      <legend>{props.legend}</legend>
      {props.hint !== undefined && <p class="hint">{props.hint}</p>}
      <div class="threes">
        {locales.map((locale) => (
          <LocaleText key={locale} locale={locale} path={[...path, locale]} limit={props.limit} isLong={isLong} />
        ))}
      </div>
      {isLong && (
        <button
          type="button"
          class="plain small"
          aria-expanded={isPreviewed}
          onClick={() => setPreviewed(!isPreviewed)}
        >
          {isPreviewed ? strings.content.hidePreview : strings.content.preview}
        </button>
      )}
      {isPreviewed && <PreviewPanel path={path} />}
      <FieldProblems path={path} isExact />
    </fieldset>
  );
}

function LocaleText(props: {
  readonly locale: Locale;
  readonly path: FieldPath;
  readonly limit: number | null;
  readonly isLong: boolean;
}) {
  const strings = useStrings();
  const { locale, path, limit } = props;
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  const shown = value.replace(/\n$/, '');
  const id = `field-${path.join('-')}`;
  const problems = useFieldProblems(path);
  const paragraphs = useStaleParagraphs(locale, path);
  const isFieldStale = useStale(path);
  const byParagraph = props.isLong ? paragraphs : null;
  const isStale = byParagraph === null ? isFieldStale : byParagraph.length > 0;
  const length = Array.from(shown).length;
  const isOver = limit !== null && length > limit;
  // An aspect that is being written stays, although it has no text for a moment.
  const empty = path[0] === 'aspects' ? '' : undefined;
  const write = (text: string) => {
    if (props.isLong && locale !== 'ca') {
      const { document, entry } = editorStore.get();
      const catalan = textAt(entry, [...path.slice(0, -1), 'ca']);
      noteTranslated(translationField(document?.id ?? '', path), { before: shown, after: text, catalan });
    }
    writeField(path, (props.isLong ? keptText(text, value) : text || undefined) ?? empty);
  };
  const described = problems.length > 0 || isStale ? `${id}-said` : undefined;
  return (
    <div class="localetext">
      <label for={id}>
        <span>{strings.languages[locale]}</span>
        {limit !== null && (
          <span class={`hint ${isOver ? 'over' : ''}`} aria-hidden="true">
            {length}/{limit}
          </span>
        )}
      </label>
      {props.isLong ? (
        <textarea
          id={id}
          lang={locale}
          rows={4}
          value={shown}
          aria-invalid={problems.length > 0}
          aria-describedby={described}
          onInput={({ currentTarget }) => write(currentTarget.value)}
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
        {isStale && (byParagraph === null ? <StaleMark /> : <StaleParagraphs paragraphs={byParagraph} field={id} />)}
        <FieldProblems path={path} />
      </div>
      {props.isLong && <ReadabilityHints locale={locale} text={shown} />}
      <UnknownWords locale={locale} text={shown} field={id} onReplace={write} />
    </div>
  );
}
