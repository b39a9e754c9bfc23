import type { Locale } from '../../../core/model/locale.ts';
import type { FigureQuery, PublishedFigure } from '../../../core/ports/publishedFigures.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { pageStrings } from '../strings.ts';
import type { Labels } from './labels.ts';

const nothing = html``;

/** A row of a table with bars. */
export interface Row {
  readonly name: string;
  readonly count: number;
  /** Shown in another colour: what should not be. */
  readonly isBad?: boolean;
}

export interface FigureContext {
  readonly locale: Locale;
  readonly labels: Labels;
  readonly smallestCell: number;
  readonly queries: readonly FigureQuery[];
}

/** Cells in this order, where they have one of their own. */
const orders: Readonly<Record<string, readonly string[]>> = {
  time: ['1', '4', '24', '72', '240', '720', 'more'],
  rating: ['5', '4', '3', '2', '1'],
  outcome: ['kept', 'missed'],
};

const badCells = new Set(['missed', 'question.unanswered']);
/** Most rows that stand open; the rest is one press away. */
const rowsOpen = 12;

/** A figure as a table with bars, and how it is recomputed. */
export function figureView(figure: PublishedFigure, context: FigureContext): Html {
  const { locale, labels, queries } = context;
  const { transparency } = pageStrings(locale);
  const query = queries.find(({ id }) => id === figure.id);
  const title = (transparency.figures as Readonly<Record<string, string>>)[figure.id] ?? figure.id;
  const order = orders[query?.by ?? ''];
  const cells = Object.entries(figure.cells).sort(([one, few], [other, many]) =>
    order === undefined ? many - few : order.indexOf(one) - order.indexOf(other),
  );
  const rows = [
    ...cells.map(([cell, count]) => ({ name: labels.cell(figure.id, cell), count, isBad: badCells.has(cell) })),
    ...(figure.others === 0 ? [] : [{ name: transparency.others, count: figure.others }]),
  ];
  const isOne = query?.by === null;
  const isTime = query?.by === 'time' && figure.id.includes('.late.');
  return html`<section class="figure" aria-labelledby="${figure.id}"><h3 id="${figure.id}">${title}</h3>
<p class="total">${totalText(figure, context)}</p>
${isOne || rows.length === 0 ? nothing : barTable(isTime ? rows.map((row) => ({ ...row, isBad: true })) : rows, title, locale)}
${query === undefined ? nothing : queryView(query, locale)}</section>`;
}

function totalText({ id, total }: PublishedFigure, { locale, smallestCell, queries }: FigureContext): string {
  const { transparency } = pageStrings(locale);
  if (total !== null)
    return total === 0 ? transparency.none : interpolate(transparency.total, { count: numberIn(total, locale) });
  const query = queries.find((each) => each.id === id);
  if (query?.of != null) return transparency.hidden;
  // It is counted before it is entered, and not in the period in which a log began to count.
  const text = query?.by === 'cells' ? transparency.uncounted : transparency.fewer;
  return interpolate(text, { least: String(smallestCell) });
}

/** A table in which each row has its bar. */
export function barTable(rows: readonly Row[], title: string, locale: Locale): Html {
  const { transparency } = pageStrings(locale);
  const sum = rows.reduce((total, { count }) => total + count, 0);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const table = (some: readonly Row[]) => html`<table><caption class="hidden">${title}</caption>
<thead class="hidden"><tr><th scope="col">${transparency.what}</th><th scope="col">${transparency.count}</th><th scope="col">${transparency.share}</th></tr></thead>
<tbody>${some.map((row) => rowView(row, sum, most, locale))}</tbody></table>`;
  if (rows.length <= rowsOpen) return table(rows);
  const more = interpolate(transparency.moreRows, { count: String(rows.length - rowsOpen) });
  return html`${table(rows.slice(0, rowsOpen))}<details><summary>${more}</summary>${table(rows.slice(rowsOpen))}</details>`;
}

function rowView({ name, count, isBad }: Row, sum: number, most: number, locale: Locale): Html {
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(count / sum);
  const width = Math.round((count / most) * 1000) / 10;
  return html`<tr><th scope="row">${name}<svg class="bar${isBad ? ' bad' : ''}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="4" class="track"/><rect width="${width}" height="4"/></svg></th><td>${numberIn(count, locale)}</td><td>${share}</td></tr>`;
}

/** Which entries of the log are counted, so that anybody can count them again. */
function queryView({ types, where, by, of }: FigureQuery, locale: Locale): Html {
  const { transparency } = pageStrings(locale);
  const conditions = Object.entries(where).map(
    ([name, values]) =>
      html`<li><code>${name}</code>: ${values.map((value, index) => html`${index === 0 ? '' : ', '}<code>${value}</code>`)}</li>`,
  );
  return html`<details class="query"><summary>${transparency.query}</summary><ul>
<li>${transparency.queryTypes}: ${types.map((type, index) => html`${index === 0 ? '' : ', '}<code>${type}</code>`)}</li>
${conditions}
${by === null ? nothing : html`<li>${transparency.queryBy}: <code>${by}</code></li>`}
${of === null ? nothing : html`<li>${transparency.queryOf}: <code>${of.figure}</code>, <code>${of.cell}</code></li>`}
</ul><p><a href="#check">${transparency.queryRun}</a></p></details>`;
}

export function numberIn(count: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { useGrouping: 'always' }).format(count);
}
