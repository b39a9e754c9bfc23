import type { Locale } from '../../../core/model/locale.ts';
import type { Aspect } from '../../../core/model/understanding.ts';
import type { AspectAnswer, Entry, Knowledge } from '../../../core/ports/knowledge.ts';
import { openingOf } from '../../../core/util/firstSentences.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { quickExitLink } from '../chat/quickExit.ts';
import { longDate } from '../longDate.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import { maxSearchLength, type SearchResult } from './search.ts';
import { aspectsOf, type ServiceGroup, type ServicePart, specialCasesOf } from './services.ts';
import { licence } from './structuredData.ts';

const nothing = html``;

/** What became of a search that shows nothing. */
export type SearchFault = 'tooLong' | 'busy';

/** All services, by department. */
export function indexView(groups: readonly ServiceGroup[], locale: Locale): Html {
  const { guide } = pageStrings(locale);
  return html`<div class="guide"><div class="prose"><h1>${guide.title}</h1><p>${guide.intro}</p></div>
${searchForm(locale, '', null)}
<div class="groups">${groups.map((group) => groupSection(group, locale))}</div>
${footNote(locale)}</div>`;
}

/** What a search found. */
export function searchView(text: string, result: SearchResult | SearchFault, locale: Locale): Html {
  const { guide } = pageStrings(locale);
  const fault = typeof result === 'string' ? result : null;
  return html`<div class="prose guide"><p class="crumbs"><a href="/temes?lang=${locale}">${guide.title}</a></p>
<h1>${guide.searchTitle}</h1>
${searchForm(locale, text, fault)}
${typeof result === 'string' ? nothing : results(text, result, locale)}</div>`;
}

function results(text: string, { found, help, isAlarm }: SearchResult, locale: Locale): Html {
  const { guide } = pageStrings(locale);
  const danger =
    help === null
      ? nothing
      : html`<div class="banner danger" role="alert">${renderMarkdown((isAlarm ? help.alarm : help.line)[locale] ?? help.number)}</div>`;
  const exit = help?.quickExit ? quickExitLink(pageStrings(locale).chat) : nothing;
  const items = found.map(({ service, part }) => {
    const address = `/temes/${service.id}?lang=${locale}${part === null ? '' : `#${part}`}`;
    const whole = (service.aspects[part as Aspect] ?? service).answer[locale];
    const { text: opening } = openingOf(whole.trim());
    return html`<li><h2><a href="${address}">${service.title[locale]}</a></h2>${renderMarkdown(opening)}</li>`;
  });
  const list =
    found.length === 0
      ? html`${help === null ? html`<p>${interpolate(guide.foundNone, { text })}</p>` : nothing}`
      : html`<p role="status">${interpolate(guide.found, { count: String(found.length), text })}</p><ol class="found">${items}</ol>`;
  return html`${exit}${danger}${list}
<p>${guide.notThere} <a href="/xat?lang=${locale}">${guide.askChat}</a></p>`;
}

/** No such service, or not any more. */
export function unknownView(locale: Locale): Html {
  const { guide } = pageStrings(locale);
  return html`<div class="prose guide"><p class="crumbs"><a href="/temes?lang=${locale}">${guide.title}</a></p>
<h1>${guide.unknownTitle}</h1><p>${guide.unknown}</p>
${searchForm(locale, '', null)}</div>`;
}

interface ServiceView {
  readonly service: Entry;
  readonly locale: Locale;
  readonly knowledge: Pick<Knowledge, 'aspectTitle'>;
  /** Name of its department; null: it has none. */
  readonly department: string | null;
  /** Services that a person may want next. */
  readonly related: readonly Entry[];
}

/** Everything that the bot can say about a service, with where it is from. */
export function serviceView({ service, locale, knowledge, department, related }: ServiceView): Html {
  const { guide, chat } = pageStrings(locale);
  const sections = aspectsOf(service, knowledge, locale);
  const exceptions = specialCasesOf(service, locale);
  const plain = service.plain?.[locale].trim();
  const contents = [
    ...sections.map(({ anchor, title }) => [anchor, title] as const),
    ...(exceptions.length > 0 ? [['special', guide.exceptions] as const] : []),
  ];
  return html`<article class="prose guide service"><p class="crumbs"><a href="/temes?lang=${locale}">${guide.title}</a>${
    department === null
      ? nothing
      : html` <span aria-hidden="true">›</span> <a href="/temes?lang=${locale}#${service.department ?? ''}">${department}</a>`
  }</p>
${service.quickExit ? quickExitLink(chat) : nothing}
<h1>${service.title[locale]}</h1>
${renderMarkdown(service.answer[locale].trim())}
${sourceLine(service, locale)}
<p class="ask-about"><a class="button" href="/xat?lang=${locale}&amp;tema=${service.id}">${guide.askAbout}</a></p>
${contents.length === 0 ? nothing : html`<nav class="contents" aria-label="${guide.contents}"><ul>${contents.map(([anchor, title]) => html`<li><a href="#${anchor}">${title}</a></li>`)}</ul></nav>`}
${plain === undefined ? nothing : html`<section><h2 id="plain">${guide.plain}</h2>${renderMarkdown(plain)}</section>`}
${sections.map((part) => html`<section><h2 id="${part.anchor}">${part.title}</h2>${partBody(part, service, locale)}</section>`)}
${exceptions.length === 0 ? nothing : html`<section><h2 id="special">${guide.exceptions}</h2>${exceptions.map((part) => html`<h3 id="${part.anchor}">${part.title}</h3>${partBody(part, service, locale)}`)}</section>`}
${related.length === 0 ? nothing : html`<section><h2 id="related">${guide.related}</h2><ul>${related.map((each) => serviceItem(each, locale))}</ul></section>`}
${footNote(locale)}</article>`;
}

/** The answer of a part, and its source where that is another one than the service's. */
function partBody({ answer }: ServicePart, service: Entry, locale: Locale): Html {
  const isOwn = answer.source?.url === service.source?.url && answer.verified === service.verified;
  return html`${renderMarkdown(answer.answer[locale].trim())}${isOwn ? nothing : sourceLine(answer, locale)}`;
}

function sourceLine({ source, verified }: Pick<AspectAnswer, 'source' | 'verified'>, locale: Locale): Html {
  const { guide } = pageStrings(locale);
  if (source === null) return nothing;
  const date =
    verified === null
      ? nothing
      : html`, ${guide.checked} <time datetime="${verified}">${longDate(Date.parse(verified), locale)}</time>`;
  return html`<p class="source">${guide.source}: <a href="${source.url}">${source.name}</a>${date}</p>`;
}

/** The field that searches all services. */
export function searchForm(locale: Locale, text: string, fault: SearchFault | null): Html {
  const { guide } = pageStrings(locale);
  const described = fault === null ? nothing : html` aria-describedby="fault"`;
  return html`<search><form class="find" method="get" action="/temes">
<input type="hidden" name="lang" value="${locale}">
<label for="q">${guide.search}</label>
<div><input type="search" id="q" name="q" value="${text}" maxlength="${maxSearchLength}" autocomplete="off"${described}>
<button class="button" type="submit">${guide.find}</button></div>
${fault === null ? nothing : html`<p class="fault" id="fault" role="alert">${interpolate(guide[fault], { most: String(maxSearchLength) })}</p>`}
</form></search>`;
}

function groupSection({ department, name, services }: ServiceGroup, locale: Locale): Html {
  return html`<section><h2 id="${department ?? 'general'}">${name}</h2><ul>${services.map((service) => serviceItem(service, locale))}</ul></section>`;
}

function serviceItem({ id, title }: Entry, locale: Locale): Html {
  return html`<li><a href="/temes/${id}?lang=${locale}">${title[locale]}</a></li>`;
}

/** Licence, and what changed lately. */
function footNote(locale: Locale): Html {
  const { guide } = pageStrings(locale);
  return html`<p class="source foot"><a href="/temes/canvis?lang=${locale}">${guide.changesTitle}</a> · ${guide.rights} <a href="${licence}" rel="license">CC BY 4.0</a></p>`;
}
