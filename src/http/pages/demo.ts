import { type Request, Router } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { html } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { languageOf } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface DemoDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  /** Public key with which the widget opens conversations. */
  readonly siteKey: string;
  /** Address under which a request arrived, without a trailing slash. */
  readonly baseUrl: (request: Request) => string;
}

/** `/`: what Finestreta is, with the widget on it and instructions for adding it to another page. */
export function createDemoPage({ frame, fallback, siteKey, baseUrl }: DemoDeps): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const { locale } = languageOf(request, request.query.lang, fallback);
    const { demo } = pageStrings(locale);
    const snippet = `<script src="${baseUrl(request)}/embed.js"\n        data-site-key="${siteKey}" data-lang="${locale}" defer></script>`;
    const main = html`<div class="banner">${renderMarkdown(interpolate(demo.banner, frame.values(locale)))}</div>
<div class="hero"><h1>${demo.heading}</h1>
<p class="lead">${demo.lead}</p>
<a class="button" href="/xat?lang=${locale}" data-finestreta-open>${demo.open}</a>
<noscript><div class="banner">${renderMarkdown(demo.withoutScript)}</div></noscript></div>
<section class="how"><h2>${demo.howHeading}</h2>${renderMarkdown(demo.how)}</section>
<section class="prose"><h2>${demo.embedHeading}</h2><p>${demo.embed}</p>
<pre tabindex="0" role="region" aria-label="${demo.embedLabel}"><code>${snippet}</code></pre></section>`;
    const head = html`<script src="/embed.js" data-site-key="${siteKey}" data-lang="${locale}" defer></script>`;
    const { title, description } = demo;
    response
      .set({ 'Content-Language': locale, Vary: 'Accept-Language', 'Cache-Control': 'no-cache' })
      .type('html')
      .send(renderPage(frame, { locale, path: '/', title, description, main, head }));
  });
  return router;
}
