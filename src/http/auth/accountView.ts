import type { Locale } from '../../core/locale.ts';
import type { SessionSummary, SignedIn } from '../../staff/auth.ts';
import { shortest } from '../../staff/password.ts';
import { type Html, html } from '../html.ts';
import { fill } from '../pages/strings.ts';
import { deviceOf } from './device.ts';
import { type Fault, faultBox, field } from './show.ts';
import type { AuthStrings } from './strings.ts';

/** Where the forms of the page lead, with the language that was asked for. */
export interface AccountPaths {
  readonly password: string;
  readonly factor: string;
  readonly codes: string;
  readonly session: string;
  readonly everywhere: string;
  readonly signOut: string;
  readonly console: string;
}

export type Done = 'password' | 'factor' | 'session';

export interface AccountView {
  readonly signedIn: SignedIn;
  readonly sessions: readonly SessionSummary[];
  readonly locale: Locale;
  readonly paths: AccountPaths;
  /** What was just done; null: nothing. */
  readonly done: Done | null;
  readonly fault: Fault | null;
}

/** Somebody's own account: password, second factor and sessions. */
export function accountMain(strings: AuthStrings, view: AccountView): Html {
  const { account } = strings;
  const { agent, mustAddSecondFactor, method } = view.signedIn;
  const roles = agent.roles.map((role) => strings.roles[role]).join(', ');
  const done = { password: account.password.done, factor: account.factor.done, session: account.sessions.done };
  return html`<div class="entrance wide"><h1>${account.title}</h1>
<p>${fill(account.who, { name: agent.name, email: agent.email })}<br>${fill(account.roles, { roles })}</p>
${mustAddSecondFactor ? html`<p class="notice">${account.mustAdd}</p>` : html`<p><a class="button" href="${view.paths.console}">${account.console}</a></p>`}
${view.done === null ? html`` : html`<p class="notice" role="status">${done[view.done]}</p>`}
${faultBox(view.fault, strings)}
${method === 'oidc' ? html`<p>${account.password.oidc}</p>` : html`${factorSection(strings, view)}${passwordSection(strings, view)}`}
${sessionsSection(strings, view)}
<form method="post" action="${view.paths.signOut}"><button class="button second" type="submit">${account.signOut}</button></form></div>`;
}

const current = (strings: AuthStrings, name: string): Html =>
  field(
    {
      name,
      label: strings.account.password.current,
      type: 'password',
      autocomplete: 'current-password',
      value: '',
      hint: null,
    },
    null,
  );

function factorSection(strings: AuthStrings, { signedIn, paths }: AccountView): Html {
  const { factor } = strings.account;
  const isOn = signedIn.secondFactor;
  return html`<section aria-labelledby="factor"><h2 id="factor">${factor.title}</h2><p>${isOn ? factor.on : factor.off}</p>
<form method="post" action="${paths.factor}">${current(strings, 'proof')}
<button class="button${isOn ? ' second' : ''}" type="submit">${isOn ? factor.again : factor.submit}</button>
${isOn ? html`<button class="button second" type="submit" formaction="${paths.codes}">${factor.codes}</button>` : html``}</form></section>`;
}

function passwordSection(strings: AuthStrings, { signedIn, paths }: AccountView): Html {
  const { password } = strings.account;
  const hint = fill(strings.welcome.passwordHint, { least: String(shortest) });
  return html`<section aria-labelledby="password"><h2 id="password">${password.title}</h2>
<form method="post" action="${paths.password}">
<input class="hidden" type="email" name="email" value="${signedIn.agent.email}" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
${current(strings, 'current')}
${field({ name: 'next', label: password.next, type: 'password', autocomplete: 'new-password', value: '', hint }, null)}
<button class="button second" type="submit">${password.submit}</button></form></section>`;
}

function sessionsSection(strings: AuthStrings, { sessions, locale, paths }: AccountView): Html {
  const { sessions: words } = strings.account;
  return html`<section aria-labelledby="sessions"><h2 id="sessions">${words.title}</h2>
<ul class="sessions">${sessions.map((session) => sessionItem(session, strings, locale, paths))}</ul>
<form method="post" action="${paths.everywhere}"><button class="button second" type="submit">${words.everywhere}</button></form></section>`;
}

function sessionItem(session: SessionSummary, strings: AuthStrings, locale: Locale, paths: AccountPaths): Html {
  const { sessions: words } = strings.account;
  const device = deviceOf(session.userAgent) ?? words.unknown;
  const when = fill(words.since, { since: momentOf(session.since, locale), seen: momentOf(session.seenAt, locale) });
  const end = session.isThis
    ? html`<strong>${words.this}</strong>`
    : html`<form method="post" action="${paths.session}"><input type="hidden" name="session" value="${session.id}">
<button class="button second" type="submit" aria-label="${fill(words.endNamed, { device })}">${words.end}</button></form>`;
  return html`<li><div><span>${device}</span><br><span class="hint">${when}</span></div>${end}</li>`;
}

function momentOf(at: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Madrid' }).format(
    at,
  );
}
