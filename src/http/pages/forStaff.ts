import type { RequestHandler } from 'express';
import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import { hasRole } from '../../core/cases/policy.ts';
import type { StaffRole } from '../../core/model/agent.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { signedInOf } from '../auth/guard.ts';
import { html } from '../html.ts';
import type { Frame } from './layout.ts';
import { languageOf, localeFor } from './pageLanguage.ts';
import { sendUnlisted } from './sendUnlisted.ts';

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
    sendUnlisted(response.status(403), frame, { locale, path: request.path, title, description: title, main });
  };
}
