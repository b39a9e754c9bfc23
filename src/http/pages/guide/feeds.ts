import type { GuideRelease } from '../../../content/desk/guideReleases.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { locales } from '../../../core/model/locale.ts';
import type { Entry } from '../../../core/ports/knowledge.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { html } from '../../html.ts';
import { type PageStrings, pageStrings } from '../strings.ts';
import { changesText } from './changes.ts';
import { licence } from './structuredData.ts';

interface FeedView {
  /** Public address of the service. */
  readonly url: string;
  readonly locale: Locale;
  readonly council: string;
  /** The newest first. */
  readonly releases: readonly GuideRelease[];
  /** When it was last changed, if nothing was released yet. */
  readonly now: number;
}

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

/** What changed in the guide, when and why, for programs that read news (Atom, RFC 4287). */
export function atomFeed({ url, locale, council, releases, now }: FeedView): string {
  const { guide }: PageStrings = pageStrings(locale);
  const page = `${url}/temes/canvis?lang=${locale}`;
  const updated = new Date(releases[0]?.at ?? now).toISOString();
  const entries = releases.map((release) => {
    const at = new Date(release.at).toISOString();
    return html`<entry>
<id>${url}/temes/canvis#release-${release.number}</id>
<title>${interpolate(guide.release, { number: String(release.number) })}</title>
<updated>${at}</updated>
<link rel="alternate" type="text/html" href="${page}#release-${release.number}"/>
<content type="text">${changesText(release, locale)}</content>
</entry>
`;
  });
  return (
    declaration +
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${url}/temes/canvis</id>
<title>${guide.changesTitle} · ${council}</title>
<updated>${updated}</updated>
<author><name>${council}</name></author>
<rights>${guide.rights} ${licence}</rights>
<link rel="self" type="application/atom+xml" href="${url}/temes/canvis.xml?lang=${locale}"/>
<link rel="alternate" type="text/html" href="${page}"/>
${entries}</feed>
`.html
  );
}

/** The public pages in their languages, for search engines. */
export function sitemap(url: string, services: readonly Entry[], pages: readonly string[]): string {
  const all = [
    ...pages.map((path) => ({ path, changed: null as string | null })),
    ...services.map(({ id, verified }) => ({ path: `/temes/${id}`, changed: verified })),
  ];
  const items = all.flatMap(({ path, changed }) => {
    const alternates = locales.map(
      (locale) => html`<xhtml:link rel="alternate" hreflang="${locale}" href="${url}${path}?lang=${locale}"/>
`,
    );
    const modified = changed === null ? html`` : html`<lastmod>${changed}</lastmod>`;
    return locales.map(
      (locale) => html`<url><loc>${url}${path}?lang=${locale}</loc>${modified}
${alternates}</url>
`,
    );
  });
  return (
    declaration +
    html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${items}</urlset>
`.html
  );
}
