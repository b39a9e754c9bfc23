import type { NewSecondFactor, PasskeyQuestion } from '../../identity/auth.ts';
import { type Html, html } from '../html.ts';
import { passkeyForm } from './passkeyView.ts';
import { qrSvg } from './qrSvg.ts';
import { faultBox, field, type SignInFault } from './staffPage.ts';
import type { AuthStrings } from './strings.ts';

/** How to set up a second factor; without `made` only the proof is asked for again: the secret is shown once. */
export function factorMain(
  strings: AuthStrings,
  view: { action: string; back: string; made: NewSecondFactor | null; fault: SignInFault | null },
): Html {
  const { factor } = strings.account;
  const { made, fault } = view;
  const shown =
    made === null
      ? html``
      : html`<p>${factor.renewNote}</p><p>${factor.scan}</p>${qrSvg(made.uri, factor.qr)}
<p>${factor.typed}<br><code class="secret">${grouped(made.secret)}</code></p>
<p>${factor.keep}</p>${codeList(made.backupCodes)}`;
  return html`<div class="entrance wide"><h1>${factor.setTitle}</h1>
${faultBox(fault, strings)}${shown}
<form method="post" action="${view.action}">
${field({ name: 'code', label: factor.prove, type: 'text', autocomplete: 'one-time-code', value: '', hint: null }, fault)}
<button class="button" type="submit">${factor.proveSubmit}</button></form>
<p><a href="${view.back}">${strings.code.back}</a></p></div>`;
}

/** How to create a passkey: the browser does it when the person asks. */
export function passkeyMain(
  strings: AuthStrings,
  { action, back, make }: { action: string; back: string; make: PasskeyQuestion },
): Html {
  const { passkeys } = strings.account;
  return html`<div class="entrance wide"><h1>${passkeys.addTitle}</h1><p>${passkeys.addLead}</p>
${passkeyForm(strings, { action, button: passkeys.create, isFirst: true, how: { make } })}
<p class="without-passkey">${strings.passkey.without}</p>
<p><a href="${back}">${strings.account.title}</a></p></div>`;
}

/** New backup codes, shown once. */
export function codesMain(strings: AuthStrings, view: { codes: readonly string[]; back: string }): Html {
  const { account } = strings;
  return html`<div class="entrance wide"><h1>${account.factor.title}</h1><p>${account.factor.newCodes}</p>
<p>${account.factor.keep.replace(/^\d\. /, '')}</p>${codeList(view.codes)}
<p><a class="button" href="${view.back}">${account.title}</a></p></div>`;
}

const codeList = (codes: readonly string[]): Html =>
  html`<ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`;

/** In groups of four, as people type it. */
const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');
