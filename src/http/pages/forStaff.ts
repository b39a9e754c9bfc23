import type { RequestHandler, Response } from 'express';
import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import { hasRole } from '../../core/cases/policy.ts';
import type { StaffRole } from '../../core/model/agent.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { signedInOf } from '../auth/guard.ts';
import { html } from '../html.ts';
import { type Frame, type Page, renderPage } from './layout.ts';
import { languageOf, localeFor } from './pageLanguage.ts';

const texts: Localised<Pick<typeof ca.console, 'notForYou' | 'roles'>> = {
  ca: ca.console,
  es: es.console,
  en: en.console,
};

/** Admits only people with one of some roles to a page of ours; others read that it is not for them, and who may see it. */
export function forStaff({
  roles,
  frame,
  fallback,
}: {
  readonly roles: readonly StaffRole[];
  readonly frame: Frame;
  readonly fallback: Locale;
}): RequestHandler {
  return (request, response, next) => {
    const { agent } = signedInOf(response);
    if (hasRole(agent, roles)) return next();
    const locale = localeFor(languageOf(request, request.query.lang, fallback), agent);
    const { notForYou, roles: names } = texts[locale];
    const may = new Intl.ListFormat(locale, { type: 'disjunction' }).format(roles.map((role) => names[role]));
    const main = html`<div class="prose"><h1>${notForYou.title}</h1>
<p>${interpolate(notForYou.who, { roles: may })}</p>
<p>${notForYou.text}</p>
<p><a href="/console">${notForYou.back}</a></p></div>`;
    const { title } = notForYou;
    sendStaffPage(response.status(403), frame, { locale, path: request.path, title, description: title, main });
  };
}

/** Sends a page for staff: nobody keeps it, and no search engine finds it. */
export function sendStaffPage(response: Response, frame: Frame, page: Omit<Page, 'head' | 'url'>): void {
  const robots = html`<meta name="robots" content="noindex">`;
  response
    .set({ 'Content-Language': page.locale, 'Cache-Control': 'no-store' })
    .type('html')
    .send(renderPage(frame, { ...page, head: robots }));
}
