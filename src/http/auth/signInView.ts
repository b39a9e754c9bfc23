import { type Html, html } from '../html.ts';
import { renderMarkdown } from '../pages/markdown.ts';
import { type Fault, faultBox, field } from './show.ts';
import type { AuthStrings } from './strings.ts';

/** The form of e-mail and password. */
export function signInMain(
  strings: AuthStrings,
  view: { action: string; oidc: string | null; email: string; fault: Fault | null },
): Html {
  const { fault } = view;
  return html`<div class="entrance"><h1>${strings.title}</h1>${renderMarkdown(strings.lead)}
${faultBox(fault, strings)}
<form method="post" action="${view.action}">
${field({ name: 'email', label: strings.email, type: 'email', autocomplete: 'username', value: view.email, hint: null }, fault)}
${field({ name: 'password', label: strings.password, type: 'password', autocomplete: 'current-password', value: '', hint: null }, fault)}
<button class="button" type="submit">${strings.submit}</button>
</form>
${view.oidc === null ? html`` : html`<p class="or">${strings.or}</p><p><a class="button second" href="${view.oidc}">${strings.oidc}</a></p>`}
<p class="hint">${strings.forgotten}</p></div>`;
}

/** The form of the second step. */
export function codeMain(strings: AuthStrings, view: { action: string; back: string; fault: Fault | null }): Html {
  const { code } = strings;
  return html`<div class="entrance"><h1>${code.title}</h1><p>${code.lead}</p>
${faultBox(view.fault, strings)}
<form method="post" action="${view.action}">
${field({ name: 'code', label: code.label, type: 'text', autocomplete: 'one-time-code', value: '', hint: null }, view.fault)}
<button class="button" type="submit">${code.submit}</button>
</form>
<p><a href="${view.back}">${code.back}</a></p></div>`;
}
