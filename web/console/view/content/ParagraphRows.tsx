import { useEffect, useState } from 'preact/hooks';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { FieldPath } from '../../model/content/fields.ts';
import { type Paragraph, type ParagraphRow, paragraphRows } from '../../model/content/paragraphs.ts';
import type { StaleParagraph } from '../../model/content/staleParagraphs.ts';
import { useStrings } from '../../strings.ts';
import { CatalanChange, useStaleParagraphs, useTwoVersions } from './StaleParagraphs.tsx';

/** Where somebody writes: a paragraph of a language, or the position of one that is missing. */
export interface WritingAt {
  readonly locale: Locale;
  readonly start: number;
  /** Null: nothing is there yet. */
  readonly end: number | null;
}

/** The rows of a text. `path`: without the language. */
export function useParagraphRows(path: FieldPath): readonly ParagraphRow[] {
  const ca = useTwoVersions([...path, 'ca']);
  const es = useTwoVersions([...path, 'es']);
  const en = useTwoVersions([...path, 'en']);
  return paragraphRows({ ca, es, en });
}

/** The three languages of a text to compare, a paragraph a row; each has a button that leads to it in the field. */
export function ParagraphRows(props: {
  readonly legend: string;
  readonly path: FieldPath;
  readonly rows: readonly ParagraphRow[];
  /** The language whose field is below. */
  readonly written: Locale | null;
  readonly onWrite: (at: WritingAt) => void;
}) {
  const strings = useStrings();
  const { path, rows, written } = props;
  const stale = {
    ca: none,
    es: useStaleParagraphs('es', [...path, 'es']) ?? none,
    en: useStaleParagraphs('en', [...path, 'en']) ?? none,
  };
  const position = useCaret(`field-${[...path, written].join('-')}`);
  const current = written === null || position === null ? -1 : rowAt(rows, written, position);
  return (
    <div class="paragraphrows">
      <p class="rowhead" aria-hidden="true">
        {locales.map((locale) => (
          <span key={locale}>{strings.languages[locale]}</span>
        ))}
      </p>
      <ol aria-label={interpolate(strings.content.byParagraph.label, { text: props.legend })}>
        {rows.map((row, index) => (
          <li key={index} class="paragraphrow" aria-current={index === current ? 'true' : undefined}>
            {locales.map((locale) => (
              <Cell
                key={locale}
                locale={locale}
                number={index + 1}
                paragraph={row[locale]}
                stale={staleIn(stale[locale], row, locale, rows)}
                onWrite={() => props.onWrite(writingAt(rows, index, locale))}
              />
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}

const none: readonly StaleParagraph[] = [];

/** Where a link of light Markdown leads to: it is the same in each language, and cut off where it is long. */
const linkAddress = /(?<=\]\()(https?:\/\/[^\s)]+)/;

/** Puts the focus back to the paragraph in whose field it is. */
export function leaveField(field: Element, locale: Locale): void {
  const cell = `.paragraphrow[aria-current] > :nth-child(${locales.indexOf(locale) + 1})`;
  field.closest('fieldset')?.querySelector<HTMLElement>(`${cell} button`)?.focus();
}

function Cell(props: {
  readonly locale: Locale;
  readonly number: number;
  readonly paragraph: Paragraph | null;
  readonly stale: StaleParagraph | null;
  readonly onWrite: () => void;
}) {
  const strings = useStrings();
  const texts = strings.content.byParagraph;
  const { locale, number, paragraph, stale } = props;
  const language = strings.languages[locale];
  return (
    <div class={`paragraphcell ${stale === null ? '' : 'stale'}`}>
      <p class="rowlanguage">{language}</p>
      {paragraph === null ? (
        <p class="hint">{texts.missing}</p>
      ) : (
        <p lang={locale} class="paragraph">
          {paragraph.text.split(linkAddress).map((text, index) =>
            index % 2 === 0 ? (
              text
            ) : (
              <span key={index} class="address" title={text}>
                {text}
              </span>
            ),
          )}
        </p>
      )}
      {stale !== null && (
        <>
          <p class="problem">{texts[stale.kind]}</p>
          {stale.kind === 'changed' && <CatalanChange paragraph={stale} />}
        </>
      )}
      <button
        type="button"
        class="plain small"
        aria-label={interpolate(paragraph === null ? texts.addIn : texts.editIn, { n: number, language })}
        onClick={props.onWrite}
      >
        {paragraph === null ? texts.add : texts.edit}
      </button>
    </div>
  );
}

/** What is to be looked at again in a cell. */
function staleIn(
  stale: readonly StaleParagraph[],
  row: ParagraphRow,
  locale: Locale,
  rows: readonly ParagraphRow[],
): StaleParagraph | null {
  const own = row[locale];
  if (own !== null) return stale.find(({ at }) => at?.start === own.start) ?? null;
  if (row.ca === null) return null;
  const number = rows.filter(({ ca }) => ca !== null).indexOf(row) + 1;
  return stale.find((each) => each.at === null && each.number === number) ?? null;
}

/** Where a paragraph is, or would be: after the one before it. */
function writingAt(rows: readonly ParagraphRow[], index: number, locale: Locale): WritingAt {
  const own = rows[index]?.[locale] ?? null;
  if (own !== null) return { locale, start: own.start, end: own.end };
  const before = rows.slice(0, index).findLast((row) => row[locale] !== null)?.[locale] ?? null;
  return { locale, start: before?.end ?? 0, end: null };
}

/** The row in which a position of a language's text is: that of the last paragraph that begins before it. */
function rowAt(rows: readonly ParagraphRow[], locale: Locale, position: number): number {
  return rows.findLastIndex((row) => (row[locale]?.start ?? Number.POSITIVE_INFINITY) <= position);
}

/** Where the caret is in a field; null: elsewhere. */
function useCaret(field: string): number | null {
  const [position, setPosition] = useState<number | null>(null);
  useEffect(() => {
    const look = () => {
      const element = document.activeElement;
      setPosition(element instanceof HTMLTextAreaElement && element.id === field ? element.selectionStart : null);
    };
    look();
    for (const event of ['selectionchange', 'focusin']) document.addEventListener(event, look);
    return () => {
      for (const event of ['selectionchange', 'focusin']) document.removeEventListener(event, look);
    };
  }, [field]);
  return position;
}
