import type { Request } from 'express';
import type { Agent } from '../../core/model/agent.ts';
import { isLocale, type Locale, locales } from '../../core/model/locale.ts';

/** The language of a page, and whether the person asked for it by `?lang=`. */
export interface PageLanguage {
  readonly locale: Locale;
  readonly isChosen: boolean;
}

/** The language from `lang` (in the address or a form), else the browser's, else the city's. */
export function languageOf(request: Request, chosen: unknown, fallback: Locale): PageLanguage {
  if (isLocale(chosen)) return { locale: chosen, isChosen: true };
  const accepted = request.headers['accept-language'] ? request.acceptsLanguages([...locales]) : false;
  return { locale: isLocale(accepted) ? accepted : fallback, isChosen: false };
}

/** The same where the choice is sent by a form, or stands in the address. */
export function sentLanguage(request: Request, fallback: Locale): PageLanguage {
  const sent = (request.body as { lang?: unknown } | undefined)?.lang;
  return languageOf(request, sent ?? request.query.lang, fallback);
}

/** The language of a page for one of the staff: their own, unless they asked for another one. */
export function localeFor({ isChosen, locale }: PageLanguage, { locales: own }: Pick<Agent, 'locales'>): Locale {
  return isChosen ? locale : (own[0] ?? locale);
}
