import { type Html, html } from '../../html.ts';

/** The drawing's own units: the page stretches it to its width. */
const width = 720;
const height = 60;

/** A chart of one number a day. */
interface DayChart {
  readonly id: string;
  /** What it shows, for those who do not see it. */
  readonly title: string;
  readonly days: readonly string[];
  readonly values: readonly number[];
  /** The highest value of all charts that stand together: they share one scale. */
  readonly highest: number;
}

/** Columns of one number a day, drawn on the server. The table beside it has the numbers. */
export function drawDays({ id, title, days, values, highest }: DayChart): Html {
  const step = width / Math.max(1, days.length);
  const columns = values.map((value, index) => {
    const tall = value === 0 ? 0 : Math.max(1.5, (value / Math.max(1, highest)) * height);
    return html`<rect x="${rounded(index * step)}" y="${rounded(height - tall)}" width="${rounded(step * 0.78)}" height="${rounded(tall)}"/>`;
  });
  return html`<svg class="daychart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-labelledby="${id}">
<title id="${id}">${title}</title>${columns}</svg>`;
}

/** A bar in a row of a table: the number beside it says the same. */
export function drawBar(value: number, highest: number): Html {
  const long = highest === 0 ? 0 : (value / highest) * 100;
  return html`<svg class="barline" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${rounded(long)}" height="8"/></svg>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
