import type { Locale } from '../../../core/model/locale.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { pageStrings } from '../strings.ts';
import type { Labels } from './labels.ts';

/** What is said of a case that is overdue. */
export interface OverdueCase {
  readonly kind: string;
  readonly department: string;
}

/** How many cases are overdue: each number is the least of its group of five. */
export interface OverdueNow {
  readonly least: number;
  /** By name; those below five are left out. */
  readonly department: readonly (readonly [name: string, least: number])[];
  readonly kind: readonly (readonly [name: string, least: number])[];
}

/** Cases are told in groups of so many: those who reload the page learn of no single case. */
const step = 5;

const nothing = html``;

/**
 * Counts cases in groups. Each number says something of its own cases alone, so that no difference between two of them
 * says more.
 */
export function groupOverdue(cases: readonly (OverdueCase | null)[]): OverdueNow {
  const named = cases.filter((each) => each !== null);
  const by = (name: keyof OverdueCase) =>
    [...Map.groupBy(named, (each) => each[name])]
      .map(([value, own]) => [value, leastOf(own.length)] as const)
      .filter(([, least]) => least > 0)
      .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  return { least: leastOf(cases.length), department: by('department'), kind: by('kind') };
}

const leastOf = (count: number) => Math.floor(count / step) * step;

/** What is overdue now: the only numbers that are not of a period. */
export function overdueView(overdue: OverdueNow, labels: Labels, locale: Locale): Html {
  const { transparency } = pageStrings(locale);
  const { least } = overdue;
  const text = least === 0 ? transparency.overdueFew : transparency.overdueSome;
  const said = (from: number, name = '') => ({
    name,
    least: String(from),
    most: String(from + step - 1),
    above: String(from + step),
  });
  const list = (by: 'department' | 'kind') =>
    overdue[by].length === 0
      ? nothing
      : html`<h3>${transparency.overdueBy[by]}</h3><ul>${overdue[by].map(
          ([name, from]) =>
            html`<li>${interpolate(transparency.overdueGroup, said(from, labels.cell(`overdue.${by}`, name)))}</li>`,
        )}</ul>`;
  return html`<section class="overdue" aria-labelledby="overdue"><h2 id="overdue">${transparency.overdue}</h2>
<p><strong>${interpolate(text, said(least))}</strong></p>
${list('department')}${list('kind')}
<p class="source">${transparency.overdueHint}</p></section>`;
}
