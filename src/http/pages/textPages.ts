import { Router } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { html } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { languageOf } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

/** The pages that contain only text, by their address. */
const textPages = { '/privacitat': 'privacy', '/accessibilitat': 'accessibility' } as const;

/** `/privacitat` and `/accessibilitat`, in three languages (`?lang=`). Their texts are in `locales/`. */
export function createTextPages(frame: Frame, fallback: Locale): Router {
  const router = Router();
  for (const [path, key] of Object.entries(textPages)) {
    router.get(path, (request, response) => {
      const { locale } = languageOf(request, request.query.lang, fallback);
      const strings = pageStrings(locale);
      const { title, description, sections } = strings[key];
      const values = { retention: strings.privacy.noRetention, ...frame.values(locale) };
      const main = html`<div class="prose"><h1>${title}</h1>
${sections.map(({ heading, text }) => html`<section><h2>${heading}</h2>${renderMarkdown(interpolate(text, values))}</section>`)}</div>`;
      response
        .set({ 'Content-Language': locale, Vary: 'Accept-Language', 'Cache-Control': 'no-cache' })
        .type('html')
        .send(renderPage(frame, { locale, path, title, description, main, head: html`` }));
    });
  }
  return router;
}
