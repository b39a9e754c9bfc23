import type { Locale } from '../../../core/model/locale.ts';
import type { ReportCounts, ShownReport } from '../../../core/model/reports/monthlyReport.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { drawBar } from '../figures/chart.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';

/** Most services that are listed. */
const mostServices = 20;

export interface ReportView {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly path: string;
  readonly months: readonly string[];
  readonly month: string;
  /** Null: there is none of this month. */
  readonly shown: ShownReport | null;
  readonly mayComment: boolean;
  /** What the person had written, when the form is shown again, and why it was not taken; null: nothing was wrong. */
  readonly refused: { readonly text: string; readonly why: 'comment' | 'foreign' } | null;
  readonly accountName: (id: string) => string;
  readonly departmentName: (id: string) => string;
  readonly serviceName: (id: string) => string | null;
  readonly kindName: (id: string) => string;
  readonly agentName: (id: string) => string;
}

const none = html``;

/** The report of a month, to be read, commented and printed. */
export function reportMain(view: ReportView): Html {
  const { locale, path, months, month, shown } = view;
  const { report: strings } = pageStrings(locale);
  const choice = (each: string) =>
    html`<li><a href="${path}?mes=${each}&amp;lang=${locale}"${each === month ? html` aria-current="true"` : none}>${monthAndYear(each, locale)}</a></li>`;
  return html`<div class="figurespage report"><p class="crumbs"><a href="/console">${strings.back}</a></p>
<h1>${interpolate(strings.heading, { month: monthAndYear(month, locale) })}</h1>
<nav class="lengths" aria-label="${strings.months}"><ul>${months.slice(0, 25).map(choice)}</ul></nav>
${shown === null ? html`<p>${strings.missing}</p>` : body(shown, view)}</div>`;
}

function body({ report, isUnfinished, comments }: ShownReport, view: ReportView): Html {
  const { report: strings } = pageStrings(view.locale);
  const { total, accounts, departments, asked, kinds, announced, surveyAnswers, suggestions } = report;
  const made = (outcome: string) => suggestions[outcome] ?? 0;
  const services = Object.entries(asked).flatMap(([id, count]) => {
    const name = view.serviceName(id);
    return name === null ? [] : [[name, count] as const];
  });
  const accountRows = [
    ...Object.entries(accounts)
      .filter(([id]) => !id.startsWith('('))
      .map(([id, counts]) => [view.accountName(id), counts] as const),
    [strings.all, total] as const,
  ];
  return html`${isUnfinished ? html`<p class="banner">${strings.unfinished}</p>` : none}
<p class="print">${strings.print}</p>
<h2>${strings.byAccount}</h2>
${accountTable(accountRows, view)}
<h2>${strings.byArea}</h2>
${areaTable(
  Object.entries(departments).map(([id, counts]) => [view.departmentName(id), counts] as const),
  view,
)}
<h2>${strings.asked}</h2>
${countTable(strings.service, services, mostServices, view)}
<h2>${strings.kinds}</h2>
${countTable(
  strings.kind,
  Object.entries(kinds).map(([id, count]) => [view.kindName(id), count] as const),
  mostServices,
  view,
)}
<h2>${strings.participation}</h2>
${renderMarkdown(
  interpolate(strings.participationText, {
    announced,
    answers: surveyAnswers,
    studied: made('studied'),
    accepted: made('accepted'),
    refused: made('refused'),
  }),
)}
${isUnfinished ? none : commentsSection(comments, view)}
<h2>${strings.how}</h2>
${renderMarkdown(strings.howText)}`;
}

type Row = readonly [name: string, counts: ReportCounts];

function accountTable(rows: readonly Row[], { locale }: ReportView): Html {
  const { report: strings } = pageStrings(locale);
  const cells = (c: ReportCounts) => [
    number(c.posted, locale),
    number(c.edited + c.removed, locale),
    c.posted === 0 ? '–' : strings.unknown,
    number(c.messages, locale),
    share(c.answered, c.answered + c.offered + c.unanswered, locale),
    number(c.unanswered, locale),
    number(c.opened, locale),
    share(c.firstInTime, c.firstInTime + c.firstLate, locale),
    share(c.useful, c.useful + c.useless, locale),
    mean(c, locale),
  ];
  const { posts, changed, reach, messages, atOnce, unanswered, opened, firstInTime, useful, rating, account } =
    strings.columns;
  return table(
    strings.byAccount,
    [account, posts, changed, reach, messages, atOnce, unanswered, opened, firstInTime, useful, rating],
    rows.map(([name, counts]) => [name, cells(counts)]),
  );
}

function areaTable(rows: readonly Row[], { locale }: ReportView): Html {
  const { report: strings } = pageStrings(locale);
  if (rows.length === 0) return html`<p>${strings.nothing}</p>`;
  const { area, opened, replies, firstInTime, resolvedInTime, closed, rating } = strings.columns;
  const cells = (c: ReportCounts) => [
    number(c.opened, locale),
    number(c.replies, locale),
    share(c.firstInTime, c.firstInTime + c.firstLate, locale),
    share(c.resolvedInTime, c.resolvedInTime + c.resolvedLate, locale),
    number(c.closed, locale),
    mean(c, locale),
  ];
  return table(
    strings.byArea,
    [area, opened, replies, firstInTime, resolvedInTime, closed, rating],
    rows.map(([name, counts]) => [name, cells(counts)]),
  );
}

function countTable(
  head: string,
  counts: readonly (readonly [string, number])[],
  most: number,
  { locale }: ReportView,
): Html {
  const { report: strings } = pageStrings(locale);
  if (counts.length === 0) return html`<p>${strings.nothing}</p>`;
  const sorted = counts.toSorted(([, one], [, other]) => other - one).slice(0, most);
  const highest = sorted[0]?.[1] ?? 0;
  return html`<div class="scrolling" role="region" aria-label="${head}" tabindex="0"><table><thead><tr><th scope="col">${head}</th><th scope="col">${strings.columns.count}</th><td></td></tr></thead>
<tbody>${sorted.map(
    ([name, count]) =>
      html`<tr><th scope="row">${name}</th><td>${number(count, locale)}</td><td class="barcell">${drawBar(count, highest)}</td></tr>
`,
  )}</tbody></table></div>`;
}

function table(label: string, heads: readonly string[], rows: readonly (readonly [string, readonly string[]])[]): Html {
  return html`<div class="scrolling" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([name, cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody></table></div>`;
}

function commentsSection(comments: ShownReport['comments'], view: ReportView): Html {
  const { locale, timeZone, refused, month, path } = view;
  const { report: strings } = pageStrings(locale);
  const dates = createDates(locale, timeZone);
  const form = html`<form method="post" action="${path}/comentari" class="reportcomment">
${refused === null ? none : html`<p class="fault" role="alert" id="fault">${strings.faults[refused.why]}</p>`}
<input type="hidden" name="mes" value="${month}"><input type="hidden" name="lang" value="${locale}">
<label for="text">${strings.comment}</label>
<textarea id="text" name="text" rows="4" maxlength="2000" required>${refused?.text ?? ''}</textarea>
<button class="button" type="submit">${strings.send}</button></form>`;
  return html`<h2 id="comentaris">${strings.comments}</h2>
${comments.length === 0 ? html`<p>${strings.noComments}</p>` : none}
${comments.map(
  ({ at, by, text }) =>
    html`<blockquote><p class="plaintext">${text}</p><p class="source">${view.agentName(by)}, ${dates.day(at)}</p></blockquote>
`,
)}
${view.mayComment ? form : none}`;
}

const number = (value: number, locale: Locale) => new Intl.NumberFormat(locale).format(value);

/** A part of some, as "12 (80 %)"; a dash where there are none. */
function share(part: number, all: number, locale: Locale): string {
  if (all === 0) return '–';
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part / all);
  return `${number(part, locale)} / ${number(all, locale)} (${percent})`;
}

function mean({ rated, ratingSum }: ReportCounts, locale: Locale): string {
  if (rated === 0) return '–';
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(ratingSum / rated);
  return `${value} (${number(rated, locale)})`;
}

/** "novembre del 2026". */
export function monthAndYear(month: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(Date.parse(`${month}-15T00:00Z`)).replaceAll('’', "'");
}
