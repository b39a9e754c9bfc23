import { type Locale, locales } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { type Html, html } from '../html.ts';
import { type PageValues, pageStrings } from './strings.ts';

/** One of our own pages, before its frame is added. */
export interface Page {
  readonly locale: Locale;
  /** Its path, as in `/xat`: the links to the other languages lead there. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  /** Additional elements of the head, such as scripts and refreshes. */
  readonly head: Html;
  /** Public address of the service, where search engines are to know one address of the page; absent: they are not. */
  readonly url?: string;
}

/** What every page is rendered with. */
export interface Frame {
  /** Address of the style sheet. */
  readonly style: string;
  readonly values: (locale: Locale) => PageValues;
}

const nothing = html``;
/** Each language in its own name. */
export const languageNames = { ca: 'Català', es: 'Castellano', en: 'English' } as const;

/** A whole page: skip link, name, languages, content, and the links that the law requires on each page. */
export function renderPage(frame: Frame, page: Page): string {
  const { common } = pageStrings(page.locale);
  const inLanguage = (path: string) => `${path}?lang=${page.locale}`;
  const title = page.title.includes(common.service) ? page.title : `${page.title} · ${common.service}`;
  return html`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${page.description}">
<link rel="stylesheet" href="${frame.style}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${locales.map((locale) => html`<link rel="alternate" hreflang="${locale}" href="${page.url ?? ''}${page.path}?lang=${locale}">`)}
${page.url === undefined ? nothing : html`<link rel="canonical" href="${page.url}${inLanguage(page.path)}">`}
${page.head}
</head>
<body>
<a class="skip" href="#main">${common.skip}</a>
<header class="site">
<a class="brand" href="${inLanguage('/')}">${mark}${common.service}</a>
<nav aria-label="${common.languages}"><ul>${locales.map((locale) => languageItem(locale, page))}</ul></nav>
</header>
<main id="main" tabindex="-1">
${page.main}
</main>
<footer class="site">
<p class="council">${interpolate('{{council}}', frame.values(page.locale))}</p>
<nav aria-label="${common.footer}"><ul>
${footerItem(inLanguage('/'), '/', common.home, page)}
${footerItem(inLanguage('/temes'), '/temes', common.guide, page)}
${footerItem(inLanguage('/agenda'), '/agenda', common.agenda, page)}
${footerItem(inLanguage('/participa'), '/participa', common.participation, page)}
${footerItem(inLanguage('/xat'), '/xat', common.chat, page)}
${footerItem(inLanguage('/cas'), '/cas', common.case, page)}
${footerItem(inLanguage('/transparencia'), '/transparencia', common.transparency, page)}
${footerItem(inLanguage('/privacitat'), '/privacitat', common.privacy, page)}
${footerItem(inLanguage('/accessibilitat'), '/accessibilitat', common.accessibility, page)}
</ul></nav>
</footer>
</body>
</html>
`.html;
}

function languageItem(locale: Locale, page: Page): Html {
  const current = locale === page.locale ? html` aria-current="true"` : nothing;
  return html`<li><a href="${page.path}?lang=${locale}" lang="${locale}" hreflang="${locale}"${current}>${languageNames[locale]}</a></li>`;
}

function footerItem(href: string, path: string, label: string, page: Page): Html {
  const current = path === page.path ? html` aria-current="page"` : nothing;
  return html`<li><a href="${href}"${current}>${label}</a></li>`;
}

/** A small window. */
const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M6 28V14a10 10 0 0 1 20 0v14z"/><path d="M16 4v24M6 17h20"/></svg>`;
