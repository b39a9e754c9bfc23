import { interpolate } from '../../core/util/interpolate.ts';
import type { SessionSummary } from '../../identity/auth.ts';
import { minLength } from '../../identity/password.ts';
import { type Html, html } from '../html.ts';
import type { AccountView } from './accountModel.ts';
import { deviceOf } from './device.ts';
import { factorSection } from './factorSection.ts';
import { momentOf } from './moment.ts';
import { faultBox, field } from './staffPage.ts';
import type { AuthStrings } from './strings.ts';

/** A person's own account: password, second factor and sessions. */
export function accountMain(strings: AuthStrings, view: AccountView): Html {
  const { account } = strings;
  const { agent, mustAddSecondFactor } = view.signedIn;
  const roles = agent.roles.map((role) => strings.roles[role]).join(', ');
  const done = {
    password: account.password.done,
    factor: account.factor.done,
    passkey: account.passkeys.done,
    passkeyRemoved: account.passkeys.removed,
    session: account.sessions.done,
  };
  return html`<div class="entrance wide"><h1>${account.title}</h1>
<p>${interpolate(account.who, { name: agent.name, email: agent.email })}<br>${interpolate(account.roles, { roles })}</p>
${mustAddSecondFactor ? html`<p class="banner">${account.mustAdd}</p>` : html`<p><a class="button" href="${view.paths.console}">${account.console}</a></p>`}
${view.done === null ? html`` : html`<p class="banner" role="status">${done[view.done]}</p>`}
${faultBox(view.fault, strings)}
${factorSection(strings, view)}${view.ways.hasPassword ? passwordSection(strings, view) : html`<p>${account.password.oidc}</p>`}
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

function passwordSection(strings: AuthStrings, { signedIn, paths }: AccountView): Html {
  const { password } = strings.account;
  const hint = interpolate(strings.welcome.passwordHint, { least: String(minLength) });
  return html`<section aria-labelledby="password"><h2 id="password">${password.title}</h2>
<form method="post" action="${paths.password}">
<input class="hidden" type="email" name="email" value="${signedIn.agent.email}" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
${current(strings, 'current')}
${field({ name: 'next', label: password.next, type: 'password', autocomplete: 'new-password', value: '', hint }, null)}
<button class="button second" type="submit">${password.submit}</button></form></section>`;
}

function sessionsSection(strings: AuthStrings, { sessions, locale, timeZone, paths }: AccountView): Html {
  const { sessions: labels } = strings.account;
  return html`<section aria-labelledby="sessions"><h2 id="sessions">${labels.title}</h2>
<ul class="sessions">${sessions.map((session) => sessionItem(session, strings, { locale, timeZone, paths }))}</ul>
<form method="post" action="${paths.everywhere}"><button class="button second" type="submit">${labels.everywhere}</button></form></section>`;
}

function sessionItem(
  session: SessionSummary,
  strings: AuthStrings,
  { locale, timeZone, paths }: Pick<AccountView, 'locale' | 'timeZone' | 'paths'>,
): Html {
  const { sessions: labels } = strings.account;
  const device = deviceOf(session.userAgent) ?? labels.unknown;
  const when = interpolate(labels.since, {
    since: momentOf(session.since, locale, timeZone),
    seen: momentOf(session.seenAt, locale, timeZone),
  });
  const end = session.isThis
    ? html`<strong>${labels.this}</strong>`
    : html`<form method="post" action="${paths.session}"><input type="hidden" name="session" value="${session.id}">
<button class="button second" type="submit" aria-label="${interpolate(labels.endNamed, { device })}">${labels.end}</button></form>`;
  return html`<li><div><span>${device}</span><br><span class="hint">${when}</span></div>${end}</li>`;
}
