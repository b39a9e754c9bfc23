import { type Html, html } from '../html.ts';
import { renderMarkdown } from '../pages/markdown.ts';
import { passkeyForm } from './passkeyView.ts';
import { faultBox, field, type SignInFault } from './staffPage.ts';
import type { AuthStrings } from './strings.ts';

/** Where a passkey response is sent, and where the browser gets its options. */
interface PasskeyPaths {
  readonly action: string;
  readonly ask: string;
}

/** The form for e-mail and password, and the other ways to sign in; null: not offered. */
export function signInMain(
  strings: AuthStrings,
  view: { action: string; passkey: PasskeyPaths | null; oidc: string | null; email: string; fault: SignInFault | null },
): Html {
  const { fault, passkey, oidc } = view;
  return html`<div class="entrance"><h1>${strings.title}</h1>${renderMarkdown(strings.lead)}
${faultBox(fault, strings)}
<form method="post" action="${view.action}">
${field({ name: 'email', label: strings.email, type: 'email', autocomplete: 'username', value: view.email, hint: null }, fault)}
${field({ name: 'password', label: strings.password, type: 'password', autocomplete: 'current-password', value: '', hint: null }, fault)}
<button class="button" type="submit">${strings.submit}</button>
</form>
${passkey === null ? html`` : passkeyForm(strings, { action: passkey.action, button: strings.passkey.enter, isFirst: false, how: { ask: passkey.ask } })}
${oidc === null ? html`` : html`<p><a class="button second" href="${oidc}">${strings.oidc}</a></p>`}
<p class="hint">${strings.forgotten}</p></div>`;
}

/** The second step: a passkey, a code, or both, depending on what the person has set up. */
export function codeMain(
  strings: AuthStrings,
  view: { action: string; passkey: PasskeyPaths | null; codes: boolean; back: string; fault: SignInFault | null },
): Html {
  const { code } = strings;
  const { passkey, codes, fault } = view;
  const byPasskey =
    passkey === null
      ? html``
      : html`<p class="hint">${strings.passkey.what}</p>
${passkeyForm(strings, { action: passkey.action, button: strings.passkey.go, isFirst: true, how: { ask: passkey.ask } })}
<p class="without-passkey">${strings.passkey.without}</p>`;
  const byCode = html`<p>${code.lead}</p><form method="post" action="${view.action}">
${field({ name: 'code', label: code.label, type: 'text', autocomplete: 'one-time-code', value: '', hint: null }, fault)}
<button class="button${passkey === null ? '' : ' second'}" type="submit">${code.submit}</button>
</form>`;
  return html`<div class="entrance"><h1>${code.title}</h1><p>${code.step}</p>
${faultBox(fault, strings)}${byPasskey}
${passkey !== null && codes ? html`<p class="or">${strings.or}</p>` : html``}
${codes ? byCode : html``}
<p><a href="${view.back}">${code.back}</a></p></div>`;
}
