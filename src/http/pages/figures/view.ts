import { type Counts, type Measure, measures, noCounts } from '../../../content/unanswered/askedQuestion.ts';
import { addUp, byDayAndLanguage, daysOf, type FiguresRow } from '../../../content/unanswered/figures.ts';
import type { Figures } from '../../../content/unanswered/questionDesk.ts';
import { type Locale, locales } from '../../../core/model/locale.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { longDate } from '../longDate.ts';
import { drawBar, drawDays } from './chart.ts';
import type { FiguresView } from './figuresView.ts';
import { scrolling } from './scrolling.ts';
import { languageName } from './strings.ts';
import { dayTexts, topicsOverTime } from './topicsOverTime.ts';

/** The page of the figures: questions by day and language, by topic, and by service and aspect. */
export function figuresMain({ rows, period, ready }: Figures, view: FiguresView): Html {
  const { strings, days, lengths, path, locale } = view;
  const known = rows.filter(({ entry }) => entry === '' || view.entry(entry) !== null);
  const total = addUp(known, ({ entry }) => (entry === '' ? '' : null)).get('') ?? noCounts;
  const address = (length: number) => `${path}?dies=${length}&lang=${locale}`;
  const choice = (length: number) => {
    const current = length === days ? html` aria-current="true"` : html``;
    return html`<li><a href="${address(length)}"${current}>${interpolate(strings.days, { n: length })}</a></li>`;
  };
  const inWords = (day: string) => longDate(Date.parse(day), locale);
  return html`<div class="figurespage"><p class="crumbs"><a href="/console/contingut/sense-resposta">${strings.back}</a></p>
<h1>${strings.title}</h1>
<p>${interpolate(strings.period, { from: inWords(period.from), to: inWords(period.to) })}</p>
<nav class="lengths" aria-label="${strings.length}"><ul>${lengths.map(choice)}</ul></nav>
<p><a class="button second" href="${path}.csv?dies=${days}" download>${strings.download}</a></p>
${ready ? html`` : html`<p class="banner">${strings.notReady}</p>`}
<p class="totals">${interpolate(strings.total, { asked: total.asked, given: total.given, offered: total.offered, escalated: total.escalated })}</p>
${byDay(known, period, view)}
${byTopic(known, view)}
${topicsOverTime(known, period, view)}
${byService(known, view)}
<h2>${strings.meaning}</h2>
<dl class="meaning">${measures.map((measure) => html`<div><dt>${strings.measures[measure]}</dt><dd>${strings.means[measure]}</dd></div>`)}</dl></div>`;
}

function byDay(rows: readonly FiguresRow[], period: Figures['period'], { strings, locale }: FiguresView): Html {
  const days = daysOf(period);
  const values = byDayAndLanguage(rows, days);
  const highest = Math.max(0, ...locales.flatMap((each) => values[each]));
  const sumOf = (of: Locale) => values[of].reduce((sum, value) => sum + value, 0);
  const dayText = dayTexts(locale);
  const chart = (of: Locale) => {
    const most = Math.max(0, ...values[of]);
    const title = interpolate(strings.chart, { language: languageName(strings, of), n: sumOf(of), most });
    return html`<figure><figcaption>${title}</figcaption>${drawDays({ id: `days-${of}`, title, days, values: values[of], highest })}<p class="axis" aria-hidden="true"><span>${dayText(days[0] ?? '')}</span><span>${dayText(days.at(-1) ?? '')}</span></p></figure>`;
  };
  const row = (day: string, index: number) =>
    html`<tr><th scope="row">${dayText(day)}</th>${locales.map((of) => html`<td>${values[of][index] ?? 0}</td>`)}</tr>`;
  return html`<h2>${strings.byDay}</h2>
${locales.map(chart)}
<details><summary>${strings.dayTable}</summary>${scrolling(
    strings.byDay,
    html`<table><thead><tr><th scope="col">${strings.day}</th>${locales.map((of) => html`<th scope="col">${languageName(strings, of)}</th>`)}</tr></thead><tbody>${days.map(row)}</tbody></table>`,
  )}</details>`;
}

function byTopic(rows: readonly FiguresRow[], view: FiguresView): Html {
  const { strings } = view;
  const topicOf = ({ entry }: FiguresRow) => view.entry(entry)?.topic ?? null;
  const sums = [...addUp(rows, topicOf)].sort(([, one], [, other]) => other.asked - one.asked);
  const languages = addUp(rows, (row) => {
    const topic = topicOf(row);
    return topic === null ? null : `${topic} ${row.locale}`;
  });
  const highest = Math.max(0, ...sums.map(([, { asked }]) => asked));
  if (sums.length === 0) return html`<h2>${strings.byTopic}</h2><p>${strings.nothing}</p>`;
  return html`<h2>${strings.byTopic}</h2>${scrolling(
    strings.byTopic,
    html`<table><thead><tr><th scope="col">${strings.topic}</th><th scope="col">${strings.measures.asked}</th><td></td>${locales.map((of) => html`<th scope="col">${languageName(strings, of)}</th>`)}<th scope="col">${strings.measures.refused}</th><th scope="col">${strings.measures.escalated}</th></tr></thead>
<tbody>${sums.map(
      ([topic, counts]) =>
        html`<tr><th scope="row">${topic}</th><td>${counts.asked}</td><td class="barcell">${drawBar(counts.asked, highest)}</td>${locales.map((of) => html`<td>${languages.get(`${topic} ${of}`)?.asked ?? 0}</td>`)}<td>${counts.refused}</td><td>${counts.escalated}</td></tr>`,
    )}</tbody></table>`,
  )}`;
}

function byService(rows: readonly FiguresRow[], view: FiguresView): Html {
  const { strings } = view;
  const own = rows.filter(({ entry }) => entry !== '');
  const sums = [...addUp(own, ({ entry }) => entry)].sort(([, one], [, other]) => other.asked - one.asked);
  if (sums.length === 0) return html``;
  const aspects = addUp(own, ({ entry, aspect }) => (aspect === '' ? null : `${entry} ${aspect}`));
  const cells = (counts: Counts) => measures.map((measure: Measure) => html`<td>${counts[measure]}</td>`);
  const service = ([id, counts]: readonly [string, Counts]) => {
    const sides = [...aspects].filter(([key]) => key.startsWith(`${id} `));
    return html`<tr><th scope="row">${view.entry(id)?.title ?? id}</th>${cells(counts)}</tr>
${sides.map(([key, side]) => html`<tr class="side"><th scope="row">${view.aspect(key.slice(id.length + 1))}</th>${cells(side)}</tr>`)}`;
  };
  return html`<h2>${strings.byService}</h2>${scrolling(
    strings.byService,
    html`<table><thead><tr><th scope="col">${strings.service}</th>${measures.map((measure) => html`<th scope="col">${strings.measures[measure]}</th>`)}</tr></thead><tbody>${sums.map(service)}</tbody></table>`,
  )}`;
}
