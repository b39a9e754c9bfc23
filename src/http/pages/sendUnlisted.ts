import type { Response } from 'express';
import { html } from '../html.ts';
import { type Frame, type Page, renderPage } from './layout.ts';

/** Sends a page that nobody keeps and no search engine finds: one for staff, or one that says what went wrong. */
export function sendUnlisted(response: Response, frame: Frame, page: Omit<Page, 'head' | 'url'>): void {
  const robots = html`<meta name="robots" content="noindex">`;
  response
    .set({ 'Content-Language': page.locale, 'Cache-Control': 'no-store' })
    .type('html')
    .send(renderPage(frame, { ...page, head: robots }));
}
