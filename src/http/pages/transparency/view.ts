import type { Locale } from '../../../core/model/locale.ts';
import type { CouncilAct, Publication, PublishedFigures } from '../../../core/ports/publishedFigures.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { longDate } from '../longDate.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import { allPeriods, cumulate } from './cumulate.ts';
import { barTable, type FigureContext, figureView } from './figureView.ts';
import type { Labels } from './labels.ts';
import { type OverdueNow, overdueView } from './overdue.ts';

const nothing = html``;

interface TransparencyView {
  readonly locale: Locale;
  /** Null: there is no public log. */
  readonly figures: PublishedFigures | null;
  /** The publication that is shown; null: there is none yet. */
  readonly publication: Publication | null;
  readonly overdue: OverdueNow;
  readonly labels: Labels;
  /** First day of the next period: what happens until then is published after it. */
  readonly next: string;
  /** Public address of the service. */
  readonly url: string;
  /** What is at work: names and versions. */
  readonly versions: readonly { readonly name: string; readonly version: string }[];
}

/** Groups of figures under one heading, by the beginning of their names. */
const groups = [
  ['questions', ['questions.']],
  ['cases', ['cases.']],
  ['first', ['deadlines.first']],
  ['resolution', ['deadlines.resolution']],
  ['measures', ['measures.', 'reads', 'erasures']],
] as const;

/** Periods in the picture of the past. */
const pastShown = 12;

/** The whole page: what the council's assistant does, counted from the public log. */
export function transparencyView(view: TransparencyView): Html {
  const { locale, figures, publication } = view;
  const { transparency } = pageStrings(locale);
  return html`<div class="transparency"><div class="prose"><h1>${transparency.title}</h1>
${renderMarkdown(transparency.intro)}</div>
${overdueView(view.overdue, view.labels, locale)}
${figures === null ? html`<p>${transparency.noLog}</p>` : calendar(view, figures)}
${figures === null || publication === null ? nothing : publicationView(view, figures, publication)}
${algorithmView(view)}
${figures === null ? nothing : checkView(view, figures)}</div>`;
}

/** All publications, the newest first, and when the next one comes. */
function calendar({ locale, publication, labels, next }: TransparencyView, figures: PublishedFigures): Html {
  const { transparency } = pageStrings(locale);
  const soon = interpolate(figures.publications.length === 0 ? transparency.firstSoon : transparency.nextSoon, {
    day: longDate(Date.parse(next), locale),
  });
  const all = cumulate(figures);
  const shown = [...figures.publications.toReversed(), ...(all === null ? [] : [all])];
  const items = shown.map((each) => {
    const current = each.period === publication?.period ? html` aria-current="page"` : nothing;
    return html`<li><a href="/transparencia/${each.period}?lang=${locale}"${current}>${labels.period(each)}</a></li>`;
  });
  return html`<section aria-labelledby="calendar"><h2 id="calendar">${transparency.calendar}</h2>
<p>${soon}</p>
${shown.length === 0 ? nothing : html`<nav class="contents" aria-labelledby="calendar"><ul>${items}</ul></nav>`}</section>`;
}

function publicationView(view: TransparencyView, figures: PublishedFigures, publication: Publication): Html {
  const { locale, labels } = view;
  const { transparency } = pageStrings(locale);
  const context: FigureContext = { locale, labels, smallestCell: figures.smallestCell, queries: figures.queries };
  const isAll = publication.period === allPeriods;
  const days = interpolate(transparency.days, {
    from: longDate(Date.parse(publication.from), locale),
    until: longDate(Date.parse(publication.until) - 1, locale),
  });
  const sections = groups.map(([name, beginnings]) => {
    const own = publication.figures.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning)));
    // A part of what is empty or hidden says nothing new.
    const shown = own.filter(
      ({ id, total }) => total !== null || !figures.queries.some((query) => query.id === id && query.of !== null),
    );
    return html`<section aria-labelledby="${name}"><h2 id="${name}">${transparency.groups[name]}</h2>
<div class="figures">${name === 'questions' ? pastView(view, figures) : nothing}${shown.map((figure) => figureView(figure, context))}</div></section>`;
  });
  return html`<div class="prose"><h2 class="period">${labels.period(publication)}</h2>
<p>${days} ${isAll ? transparency.allHint : ''}</p>
<p>${transparency.download}: <a href="/transparencia/dades/${publication.period}.csv">CSV</a>, <a href="/transparencia/dades/${publication.period}.json">JSON</a></p></div>
${sections}
<section aria-labelledby="acts"><h2 id="acts">${transparency.acts}</h2>${actsView(publication.acts, locale)}
<p><a href="/temes/canvis?lang=${locale}">${transparency.why}</a></p></section>`;
}

/** Questions of the newest periods, side by side. */
function pastView({ locale, labels }: TransparencyView, { publications }: PublishedFigures): Html {
  const { transparency } = pageStrings(locale);
  const rows = publications.slice(-pastShown).flatMap((publication) => {
    const total = publication.figures.find(({ id }) => id === 'questions.outcome')?.total;
    return total ? [{ name: labels.period(publication), count: total }] : [];
  });
  if (rows.length < 2) return nothing;
  return html`<section class="figure" aria-labelledby="past"><h3 id="past">${transparency.past}</h3>${barTable(rows, transparency.past, locale)}</section>`;
}

function actsView(acts: readonly CouncilAct[], locale: Locale): Html {
  const { transparency } = pageStrings(locale);
  if (acts.length === 0) return html`<p>${transparency.none}</p>`;
  const names: Readonly<Record<string, string>> = transparency.actNames;
  const items = acts.map(({ day, type, fields }) => {
    const { release, documents, reverts, account, towards, origin, protocol } = fields;
    const said = interpolate(names[type] ?? type, {
      release: String(release),
      documents: String(documents),
      account: String(account),
      towards: String(towards),
      origin: String(origin),
      protocol: String(protocol).slice(0, 12),
    });
    const undone =
      typeof reverts === 'number' ? ` ${interpolate(transparency.reverts, { number: String(reverts) })}` : '';
    return html`<li><time datetime="${day}">${longDate(Date.parse(day), locale)}</time>: ${said}${undone}</li>`;
  });
  return html`<ul class="acts">${items}</ul>`;
}

/** Which algorithm is at work, in plain words, with the versions that run. */
function algorithmView({ locale, versions }: TransparencyView): Html {
  const { transparency } = pageStrings(locale);
  const { algorithm } = transparency;
  return html`<section aria-labelledby="algorithm"><h2 id="algorithm">${algorithm.title}</h2>
<dl class="sheet">${algorithm.rows.map(({ name, text }) => html`<div><dt>${name}</dt><dd>${renderMarkdown(text)}</dd></div>`)}
<div><dt>${algorithm.versions}</dt><dd><ul>${versions.map(({ name, version }) => html`<li>${name}: <code>${version}</code></li>`)}</ul></dd></div></dl></section>`;
}

function checkView({ locale, url }: TransparencyView, { smallestCell }: PublishedFigures): Html {
  const { transparency } = pageStrings(locale);
  const command = `npm run --silent transparency:recompute -- ${url}/transparencia/log --compare ${url}/transparencia/dades.json`;
  return html`<section class="prose" aria-labelledby="check"><h2 id="check">${transparency.check}</h2>
${renderMarkdown(interpolate(transparency.checkText, { least: String(smallestCell) }))}
<pre tabindex="0" role="region" aria-label="${transparency.command}"><code>${command}</code></pre>
<p><a href="/transparencia/comprova?lang=${locale}">${transparency.proof}</a></p>
<p>${transparency.allData}: <a href="/transparencia/dades.csv">CSV</a>, <a href="/transparencia/dades.json">JSON</a></p></section>
${openDataView(locale)}`;
}

/** What programs and catalogues of others take. */
function openDataView(locale: Locale): Html {
  const { openData } = pageStrings(locale);
  return html`<section class="prose" aria-labelledby="open-data"><h2 id="open-data">${openData.downloads}</h2>
<ul><li>${openData.requests}: <a href="/transparencia/avisos.csv">CSV</a>, <a href="/transparencia/avisos.json">JSON</a></li>
<li><a href="/transparencia/calendari.ics?lang=${locale}">${openData.calendar}</a></li>
<li><a href="/transparencia/cataleg.ttl">${openData.catalog}</a></li></ul></section>`;
}
