import type { GuideChange, GuideRelease } from '../../../content/desk/guideReleases.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { longDate } from '../longDate.ts';
import { pageStrings } from '../strings.ts';

const titleOf = ({ id, title }: GuideChange, locale: Locale) => title?.[locale] ?? title?.ca ?? id;

/** How a release reads, line by line. */
export function changesText(release: GuideRelease, locale: Locale): string {
  const { guide } = pageStrings(locale);
  const { note, reverts, services, others, number } = release;
  return [
    ...(note === '' ? [] : [note]),
    ...(reverts === null ? [] : [interpolate(guide.reverts, { number: String(reverts) })]),
    ...services.map((change) => `${guide.kinds[change.kind]}: ${titleOf(change, locale)}`),
    ...(others === 0 ? [] : [interpolate(guide.others, { count: String(others) })]),
    ...(number === 1 ? [guide.first] : []),
  ].join('\n');
}

/** The page of what changed; `isPublished`: whether a service can be read now. */
export function changesView(
  releases: readonly GuideRelease[],
  locale: Locale,
  isPublished: (id: string) => boolean,
): Html {
  const { guide } = pageStrings(locale);
  const list = html`<ol class="steps changes">${releases.map((release) => releaseItem(release, locale, isPublished))}</ol>`;
  return html`<div class="prose guide"><p class="crumbs"><a href="/temes?lang=${locale}">${guide.title}</a></p>
<h1>${guide.changesTitle}</h1>
<p>${guide.changesIntro}</p>
${releases.length === 0 ? html`<p>${guide.noChanges}</p>` : list}
<p><a href="/temes/canvis.xml?lang=${locale}" type="application/atom+xml">${guide.feed}</a></p></div>`;
}

function releaseItem(release: GuideRelease, locale: Locale, isPublished: (id: string) => boolean): Html {
  const { guide } = pageStrings(locale);
  const { number, at, note, reverts, services, others } = release;
  const date = longDate(at, locale);
  const items = services.map((change) => {
    const title = titleOf(change, locale);
    const shown = isPublished(change.id)
      ? html`<a href="/temes/${change.id}?lang=${locale}">${title}</a>`
      : html`${title}`;
    return html`<li>${guide.kinds[change.kind]}: ${shown}</li>`;
  });
  const list = services.length === 0 ? html`` : html`<ul>${items}</ul>`;
  return html`<li id="release-${number}"><h2>${interpolate(guide.release, { number: String(number) })}</h2>
<time datetime="${new Date(at).toISOString()}">${date}</time>
${note === '' ? html`` : html`<p>${note}</p>`}
${reverts === null ? html`` : html`<p>${interpolate(guide.reverts, { number: String(reverts) })}</p>`}
${number === 1 ? html`<p>${guide.first}</p>` : html``}
${list}
${others === 0 ? html`` : html`<p>${interpolate(guide.others, { count: String(others) })}</p>`}</li>`;
}
