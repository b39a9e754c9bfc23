import { z } from 'zod';
import { type KeyedCode, readCaseCode } from '../../../core/cases/caseLinks.ts';
import { type Html, html } from '../../html.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import { pageStrings } from '../strings.ts';
import { ownCases } from './ownCases.ts';

/** Longer than any code or key, however it is typed. */
const maxLength = 40;

const field = z.string().max(maxLength).catch('');
const sentForm = z.object({ code: field, key: field });

/** What somebody typed; empty where it cannot be a code or key. */
export type Typed = z.infer<typeof sentForm>;

/** Reads a form; `code`: the one in the address, which takes precedence over the form's. */
export function readTyped(body: unknown, code: unknown): Typed {
  const { data } = sentForm.safeParse(body);
  const inAddress = z.string().max(maxLength).safeParse(code).data;
  return { code: inAddress ?? data?.code ?? '', key: data?.key ?? '' };
}

export type CaseFault = 'wrong' | 'busy' | 'unproven';

/** The form for code and key. A script submits it automatically when the link contained the key. */
export function caseForm(
  language: PageLanguage,
  typed: Typed,
  fault: CaseFault | null,
  /** The cases that this browser remembers. */
  own: readonly KeyedCode[],
): Html {
  const { isChosen, locale } = language;
  const { case: strings, chat } = pageStrings(locale);
  const described = fault === null ? html`` : html` aria-describedby="fault"`;
  return html`<div class="prose"><h1>${strings.title}</h1>
${ownCases(own, locale, html`<p><a href="/xat?lang=${locale}#cases">${chat.casesForget}</a></p>`)}
<p>${strings.intro}</p>
${fault === null ? html`` : html`<p class="fault" id="fault" role="alert">${strings[fault]}</p>`}
<form class="follow" method="post" action="/cas" id="follow">
${isChosen ? html`<input type="hidden" name="lang" value="${locale}">` : html``}
<div><label for="code">${strings.code}</label>
<input id="code" name="code" value="${readCaseCode(typed.code) ?? typed.code}" maxlength="${maxLength}" required autocomplete="off" autocapitalize="characters" spellcheck="false"${described}></div>
<div><label for="key">${strings.key}</label>
<input id="key" name="key" value="${typed.key}" maxlength="${maxLength}" required autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="key-hint${fault === null ? '' : ' fault'}">
<p id="key-hint">${strings.keyHint}</p></div>
<button class="button" type="submit">${strings.show}</button>
</form></div>`;
}
