import type { KeyedCode } from '../../../core/cases/caseLinks.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { pageStrings } from '../strings.ts';

/**
 * The cases that this browser remembers, each opened by one press; `actions`: what else can be done with them. A key
 * travels in the body: addresses end up in logs and histories.
 */
export function ownCases(cases: readonly KeyedCode[], locale: Locale, actions: Html): Html {
  if (cases.length === 0) return html``;
  const { chat } = pageStrings(locale);
  const row = ({ code, key }: KeyedCode) =>
    html`<li><form method="post" action="/cas"><input type="hidden" name="code" value="${code}"><input type="hidden" name="key" value="${key}"><input type="hidden" name="lang" value="${locale}"><button type="submit">${interpolate(chat.caseSee, { code })}</button></form></li>`;
  return html`<section class="restart" aria-labelledby="cases"><h2 id="cases">${chat.cases}</h2>
<ul class="plain">${cases.map(row)}</ul>
<p>${chat.casesHint}</p>
${actions}</section>`;
}
