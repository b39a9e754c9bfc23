import { type Html, html } from '../../html.ts';

/** The drawing's own units; the page scales it to its width. */
const width = 720;
const height = 96;
const bottom = 18;
const right = 44;

/** A chart of one number a day. */
export interface DayChart {
  readonly id: string;
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly days: readonly string[];
  readonly values: readonly number[];
  /** The highest value of all charts that stand together: they share one scale. */
  readonly highest: number;
  /** A day as its axis names it. */
  readonly dayText: (day: string) => string;
}

/** Columns of one number a day, drawn on the server. The table beside it has the numbers. */
export function drawDays({ id, title, days, values, highest, dayText }: DayChart): Html {
  const top = Math.max(1, highest);
  const step = (width - right) / Math.max(1, days.length);
  const columns = values.map((value, index) => {
    const tall = value === 0 ? 0 : Math.max(1.5, (value / top) * (height - bottom - 8));
    const x = rounded(index * step);
    return html`<rect x="${x}" y="${rounded(height - bottom - tall)}" width="${rounded(step * 0.78)}" height="${rounded(tall)}"/>`;
  });
  const line = height - bottom;
  return html`<svg class="days" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}">
<title id="${id}">${title}</title>
<g class="grid"><path d="M0 ${line}H${width - right}M0 8H${width - right}"/></g>
<g class="columns">${columns}</g>
<g class="axis"><text x="${width - right + 6}" y="13">${top}</text><text x="${width - right + 6}" y="${line}">0</text>
<text x="0" y="${height - 3}">${dayText(days[0] ?? '')}</text><text x="${width - right}" y="${height - 3}" text-anchor="end">${dayText(days.at(-1) ?? '')}</text></g>
</svg>`;
}

/** A bar in a row of a table: the number beside it says the same. */
export function drawBar(value: number, highest: number): Html {
  const long = highest === 0 ? 0 : (value / highest) * 100;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${rounded(long)}" height="8"/></svg>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
