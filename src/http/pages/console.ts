import { type Request, type Response, Router } from 'express';
import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../core/model/locale.ts';
import { html } from '../html.ts';
import { brandColours } from './brandColours.ts';
import type { BuiltFiles } from './builtFiles.ts';
import { languageOf } from './pageLanguage.ts';

const strings: Localised<typeof ca.console> = { ca: ca.console, es: es.console, en: en.console };

/**
 * `/console` and the addresses below it that the page's script renders. The page itself contains no personal data:
 * everything comes from `/console/api`, which checks the sign-in and sends people who are not signed in to
 * `/console/entra`.
 */
export function createConsolePage(files: BuiltFiles['console'], fallback: Locale): Router {
  const router = Router();
  router.get(
    [
      '/console',
      '/console/cas/:code',
      '/console/personal',
      '/console/ganxos',
      '/console/tiquets',
      '/console/codi',
      '/console/departaments',
      '/console/avisos',
      '/console/lectures',
      '/console/conservacio',
      '/console/drets',
      '/console/tauler',
      '/console/etiquetes',
      '/console/anuncis',
      '/console/canals',
      '/console/canals/nou',
      '/console/canals/compte/:account',
      '/console/canals/compte/:account/edita',
      '/console/no-lliurats',
      '/console/no-lliurats/:account',
      '/console/contingut',
      '/console/contingut/publica',
      '/console/contingut/sense-resposta',
      '/console/contingut/historia',
      '/console/contingut/text/*document',
    ],
    (request, response) => {
      const { locale } = languageOf(request, request.query.lang, fallback);
      response
        .set({ 'Content-Language': locale, Vary: 'Accept-Language', 'Cache-Control': 'no-cache' })
        .type('html')
        .send(shell(files, locale));
    },
  );
  router.get('/console/manifest.webmanifest', manifest);
  return router;
}

function shell(files: BuiltFiles['console'], locale: Locale): string {
  const { title, noScript } = strings[locale];
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${files.style}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/assets/icon-192.png">
<link rel="manifest" href="/console/manifest.webmanifest" crossorigin="use-credentials">
${files.preloaded.map((script) => html`<link rel="modulepreload" href="${script}">`)}
<script type="module" src="${files.script}"></script>
</head>
<body>
<div id="console"><noscript><main><p>${noScript}</p></main></noscript></div>
</body>
</html>
`.html;
}

/**
 * The manifest with which a phone or a desktop installs the console as an application. Nothing is stored: its
 * service worker, where somebody is notified on the device, answers no request.
 */
function manifest(_: Request, response: Response): void {
  response
    .set('Cache-Control', 'public, max-age=3600')
    .type('application/manifest+json')
    .send(
      JSON.stringify({
        id: '/console',
        name: ca.console.title,
        short_name: ca.console.brand,
        lang: 'ca',
        start_url: '/console',
        scope: '/console',
        display: 'standalone',
        background_color: brandColours.accent,
        theme_color: brandColours.accent,
        icons: [
          { src: '/assets/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/assets/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/assets/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      }),
    );
}
