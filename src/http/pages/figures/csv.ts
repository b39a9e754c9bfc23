import { measures } from '../../../content/unanswered/askedQuestion.ts';
import { byTopicOverTime, type FiguresRow, type FiguresSpan } from '../../../content/unanswered/figures.ts';
import { tableCsv } from '../tableCsv.ts';

/** The figures as a table for other programs (RFC 4180), one row a day, entry, aspect and language. */
export function askedCsv(rows: readonly FiguresRow[]): string {
  return tableCsv([
    ['day', 'entry', 'aspect', 'language', ...measures],
    ...rows.map((row) => [
      row.day,
      row.entry,
      row.aspect,
      row.locale,
      ...measures.map((measure) => String(row[measure])),
    ]),
  ]);
}

/** The figures by topic and language over time, one row a span of days, topic and language in which something was asked. */
export function topicsCsv(
  rows: readonly FiguresRow[],
  spans: readonly FiguresSpan[],
  topicOf: (row: FiguresRow) => string | null,
): string {
  const series = byTopicOverTime(rows, spans, topicOf);
  return tableCsv([
    ['from', 'to', 'topic', 'language', ...measures],
    ...spans.flatMap(({ from, days }, index) =>
      series.flatMap(({ topic, locale, counts }) => {
        const found = counts[index];
        if (found === undefined || measures.every((measure) => found[measure] === 0)) return [];
        return [[from, days.at(-1) ?? from, topic, locale, ...measures.map((measure) => String(found[measure]))]];
      }),
    ),
  ]);
}
