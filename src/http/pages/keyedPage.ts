import type { Response } from 'express';
import { type Html, html } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';
import type { PageLanguage } from './pageLanguage.ts';

/** A page that a key opens: the case of a citizen, or what is kept of their conversation. */
interface KeyedPage {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  /** Address of a further script; absent: none. */
  readonly script?: string;
}

/** Sends such a page with the script that sends the key of a link: nobody keeps it, finds it, or learns its address. */
export function sendKeyedPage(
  response: Response,
  { locale }: PageLanguage,
  { frame, script }: { readonly frame: Frame; readonly script: string },
  page: KeyedPage,
): void {
  const head = html`<meta name="robots" content="noindex"><script src="${script}" defer></script>${page.script === undefined ? html`` : html`<script src="${page.script}" defer></script>`}`;
  response
    .set({
      'Content-Language': locale,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      'Referrer-Policy': 'no-referrer',
    })
    .type('html')
    .send(renderPage(frame, { locale, ...page, head }));
}
