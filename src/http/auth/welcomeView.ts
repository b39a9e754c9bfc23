import { interpolate } from '../../core/util/interpolate.ts';
import type { OpenedLink } from '../../identity/identity.ts';
import { maxLength, minLength } from '../../identity/password.ts';
import { type Html, html } from '../html.ts';
import { faultBox, field, type SignInFault } from './staffPage.ts';
import type { AuthStrings } from './strings.ts';

/** Asks for the token of a link: a script fills it in from the address, or a person does. */
export function tokenMain(strings: AuthStrings, view: { action: string; fault: SignInFault | null }): Html {
  const { welcome } = strings;
  const { fault } = view;
  return html`<div class="entrance"><h1>${welcome.title}</h1><p>${welcome.lead}</p>
${faultBox(fault, strings)}
<form method="post" action="${view.action}" id="token-form">
${field({ name: 'token', label: welcome.token, type: 'text', autocomplete: 'off', value: '', hint: welcome.tokenHint }, fault)}
<button class="button" type="submit">${welcome.next}</button>
</form></div>`;
}

/** Asks for a password, and the first administrator also for their name and e-mail address. */
export function passwordMain(
  strings: AuthStrings,
  view: { action: string; token: string; link: OpenedLink; name: string; email: string; fault: SignInFault | null },
): Html {
  const { welcome } = strings;
  const { link, fault } = view;
  const email = link.agent?.email ?? view.email;
  const lead = interpolate(welcome[link.purpose], { email });
  const who =
    link.agent === null
      ? html`${field({ name: 'name', label: welcome.name, type: 'text', autocomplete: 'name', value: view.name, hint: null }, null)}
${field({ name: 'email', label: strings.email, type: 'email', autocomplete: 'username', value: view.email, hint: null }, null)}`
      : html`<input class="hidden" type="email" name="email" value="${email}" autocomplete="username" readonly tabindex="-1" aria-hidden="true">`;
  const hint = interpolate(welcome.passwordHint, { least: String(minLength), most: String(maxLength) });
  return html`<div class="entrance"><h1>${welcome.title}</h1><p>${lead}</p>
${faultBox(fault, strings)}
<form method="post" action="${view.action}">
<input type="hidden" name="token" value="${view.token}">
${who}
${field({ name: 'password', label: strings.password, type: 'password', autocomplete: 'new-password', value: '', hint }, fault)}
<button class="button" type="submit">${welcome.submit}</button>
</form></div>`;
}
