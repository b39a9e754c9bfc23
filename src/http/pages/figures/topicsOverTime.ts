import { byTopicOverTime, type FiguresRow, type FiguresSpan, spansOf } from '../../../content/unanswered/figures.ts';
import type { Figures } from '../../../content/unanswered/questionDesk.ts';
import { type Locale, locales } from '../../../core/model/locale.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { drawDays } from './chart.ts';
import type { FiguresView } from './figuresView.ts';
import { scrolling } from './scrolling.ts';
import { languageName } from './strings.ts';

type View = Pick<FiguresView, 'strings' | 'locale' | 'entry' | 'days' | 'path'>;

/** Questions by topic and language over time: a drawing for each that was asked for, and the same in a table. */
export function topicsOverTime(rows: readonly FiguresRow[], period: Figures['period'], view: View): Html {
  const { strings, path, days } = view;
  const spans = spansOf(period);
  const isWeekly = spans.some((span) => span.days.length > 1);
  const all = askedSeries(rows, spans, view);
  const head = html`<h2>${strings.topicsOverTime}</h2>`;
  if (all.size === 0) return html`${head}<p>${strings.nothing}</p>`;
  // One scale for all: topics are compared, too.
  const highest = Math.max(...[...all.values()].flatMap((own) => own.flatMap(({ values }) => values)));
  const dayText = dayTexts(view.locale);
  return html`${head}
<p>${isWeekly ? strings.weekly : strings.daily}</p>
<p><a class="button second" href="${path}-temes.csv?dies=${days}" download>${strings.downloadTopics}</a></p>
${[...all].map(([topic, own]) => topicBlock(topic, own, { view, spans, highest, isWeekly, dayText }))}`;
}

interface Series {
  readonly locale: Locale;
  readonly values: readonly number[];
}

/** What was asked of each topic, by language; topics that nobody asked for are left out. */
function askedSeries(
  rows: readonly FiguresRow[],
  spans: readonly FiguresSpan[],
  view: View,
): ReadonlyMap<string, readonly Series[]> {
  const all = byTopicOverTime(rows, spans, ({ entry }) => view.entry(entry)?.topic ?? null)
    .map(({ topic, locale, counts }) => ({ topic, locale, values: counts.map(({ asked }) => asked) }))
    .filter(({ values }) => values.some((value) => value > 0));
  const order = new Map(locales.map((locale, index) => [locale, index]));
  const inOrder = all.toSorted((one, other) => (order.get(one.locale) ?? 0) - (order.get(other.locale) ?? 0));
  return new Map(
    [...new Set(all.map(({ topic }) => topic))].map((topic) => [topic, inOrder.filter((each) => each.topic === topic)]),
  );
}

function topicBlock(
  topic: string,
  own: readonly Series[],
  {
    view,
    spans,
    highest,
    isWeekly,
    dayText,
  }: {
    readonly view: View;
    readonly spans: readonly FiguresSpan[];
    readonly highest: number;
    readonly isWeekly: boolean;
    readonly dayText: (day: string) => string;
  },
): Html {
  const { strings } = view;
  const from = spans.map((span) => span.from);
  const chart = ({ locale, values }: Series) => {
    const sum = values.reduce((total, value) => total + value, 0);
    const say = isWeekly ? strings.chartWeeks : strings.chart;
    const title = interpolate(say, { language: languageName(strings, locale), n: sum, most: Math.max(...values) });
    const id = `topic-${topic}-${locale}`;
    return html`<figure><figcaption>${title}</figcaption>${drawDays({ id, title: `${topic}. ${title}`, days: from, values, highest })}<p class="axis" aria-hidden="true"><span>${dayText(from[0] ?? '')}</span><span>${dayText(from.at(-1) ?? '')}</span></p></figure>`;
  };
  const row = (day: string, index: number) =>
    html`<tr><th scope="row">${dayText(day)}</th>${own.map(({ values }) => html`<td>${values[index] ?? 0}</td>`)}</tr>`;
  const label = interpolate(strings.topicTable, { topic });
  const columns = own.map(({ locale }) => html`<th scope="col">${languageName(strings, locale)}</th>`);
  const first = isWeekly ? strings.week : strings.day;
  return html`<section class="topic"><h3>${topic}</h3><div class="charts">${own.map(chart)}</div>
<details><summary>${label}</summary>${scrolling(
    label,
    html`<table><thead><tr><th scope="col">${first}</th>${columns}</tr></thead><tbody>${from.map(row)}</tbody></table>`,
  )}</details></section>`;
}

/** Days as people of a language write them, briefly. */
export function dayTexts(locale: Locale): (day: string) => string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return (day) => format.format(Date.parse(day));
}
