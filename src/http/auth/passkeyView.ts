import { isIP } from 'node:net';
import type { PasskeyQuestion } from '../../identity/auth.ts';
import { type Html, html } from '../html.ts';
import type { AuthStrings } from './strings.ts';

/** Whether browsers accept passkeys at an address: only where it is a name (WebAuthn, 5.1.2). */
export function takesPasskeys(origin: string): boolean {
  return isIP(new URL(origin).hostname.replace(/^\[|\]$/g, '')) === 0;
}

/**
 * A form that asks the browser for a passkey and sends its response: a new one (`make`: the options), or an existing
 * one (`ask`: where to get the options). A script shows the form and does the rest.
 */
export function passkeyForm(
  strings: AuthStrings,
  form: {
    readonly action: string;
    readonly button: string;
    readonly isFirst: boolean;
    readonly how: { readonly make: PasskeyQuestion } | { readonly ask: string };
  },
): Html {
  const { action, button, isFirst, how } = form;
  const data = 'make' in how ? html`data-options="${JSON.stringify(how.make)}"` : html`data-ask="${how.ask}"`;
  return html`<form class="passkey" method="post" action="${action}" ${data} hidden>
<input type="hidden" name="answer">
<button class="button${isFirst ? '' : ' second'}" type="submit">${button}</button>
<p class="fault" role="alert" hidden>${strings.passkey.failed}</p></form>`;
}
