import type { Request, Response } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { isLocked, type Locked } from '../../identity/auth.ts';
import { minLength } from '../../identity/password.ts';
import { type Html, html } from '../html.ts';
import { type Frame, renderPage } from '../pages/layout.ts';
import { languageOf } from '../pages/pageLanguage.ts';
import type { AuthStrings } from './strings.ts';

/** What went wrong, by the key of its text; or that sign-in is locked for a while. */
export type SignInFault = Exclude<keyof AuthStrings['faults'], 'locked'> | Locked;

/** HTTP status of a page that says what went wrong. */
const statuses: Partial<Record<keyof AuthStrings['faults'], number>> = {
  busy: 429,
  foreign: 403,
  link: 410,
  oidcAway: 503,
};

export interface Shown {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  readonly head: Html;
  readonly fault: SignInFault | null;
}

/** Sends one of the sign-in pages; they are never cached. */
export function show(frame: Frame, response: Response, locale: Locale, page: Shown): void {
  const { fault, ...rest } = page;
  if (isLocked(fault)) response.set('Retry-After', String(fault.retryAfter));
  response
    .status(fault === null ? 200 : isLocked(fault) ? 429 : (statuses[fault] ?? 400))
    .set({ 'Content-Language': locale, 'Cache-Control': 'no-store' })
    .type('html')
    .send(renderPage(frame, { ...rest, locale }));
}

/** The language of a staff page: the requested one, else the browser's, else the city's. */
export function pageLocaleOf(request: Request, fallback: Locale): Locale {
  return languageOf(request, request.query.lang, fallback).locale;
}

/** An address of ours that keeps the requested language. */
export function to(path: string, request: Request): string {
  const { isChosen, locale } = languageOf(request, request.query.lang, 'ca');
  return isChosen ? `${path}?lang=${locale}` : path;
}

export function faultBox(fault: SignInFault | null, strings: AuthStrings): Html {
  if (fault === null) return html``;
  const message = isLocked(fault)
    ? interpolate(strings.faults.locked, { wait: waitOf(fault, strings.locale) })
    : interpolate(strings.faults[fault], { least: String(minLength) });
  return html`<p class="fault" id="fault" role="alert">${message}</p>`;
}

/** How long sign-in is locked, in whole minutes. */
function waitOf({ retryAfter }: Locked, locale: string): string {
  const minutes = Math.max(1, Math.ceil(retryAfter / 60));
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes);
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly value: string;
  readonly hint: string | null;
}

/** A labelled field; `fault` marks it as wrong. */
export function field({ name, label, type, autocomplete, value, hint }: Field, fault: SignInFault | null): Html {
  const described = [...(hint === null ? [] : [`${name}-hint`]), ...(fault === null ? [] : ['fault'])].join(' ');
  const describedBy = described === '' ? html`` : html` aria-describedby="${described}"`;
  return html`<div class="field"><label for="${name}">${label}</label>
${hint === null ? html`` : html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" maxlength="254" autocapitalize="none" spellcheck="false" required${describedBy}></div>`;
}
