import type { Inbound, Rendered } from '../../../core/model/message.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import { pageStrings } from '../strings.ts';

/** A question with what was answered. */
export interface ProvableAnswer {
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly inbound: Inbound;
  readonly outbound: readonly Rendered[];
}

/** Why there is no proof. */
export type ReceiptFault = 'wrong' | 'busy' | 'notYet';

const nothing = html``;

/** Longest beginning of an answer that is shown, in characters: enough to know it again. */
const shownLength = 220;

/** Name of the file of a proof. */
export function receiptName({ locale }: PageLanguage): string {
  return `${pageStrings(locale).receipts.file}.tlog-proof`;
}

/** What is shown without a key. A script submits it where the address had one. */
export function receiptsForm({ locale, isChosen }: PageLanguage, fault: ReceiptFault | null): Html {
  const strings = pageStrings(locale).receipts;
  return html`<div class="prose"><h1>${strings.title}</h1>
${faultOf(fault, locale)}
${renderMarkdown(strings.intro)}
<form class="follow" method="post" action="/comprovants" id="follow" hidden>
${isChosen ? html`<input type="hidden" name="lang" value="${locale}">` : nothing}
<input type="hidden" name="code" value="xat"><input type="hidden" name="key" value="">
<button class="button" type="submit">${strings.show}</button></form></div>`;
}

interface ReceiptsView {
  readonly language: PageLanguage;
  /** The key that opened the page, with which its forms open it again. */
  readonly key: string;
  readonly answers: readonly ProvableAnswer[];
  readonly timeZone: string;
  readonly fault: ReceiptFault | null;
}

/** The answers, newest first, each with the button that saves its proof. */
export function receiptsView({ language: { locale }, key, answers, timeZone, fault }: ReceiptsView): Html {
  const strings = pageStrings(locale).receipts;
  const dates = createDates(locale, timeZone);
  const item = ({ revision, at, inbound, outbound }: ProvableAnswer) => {
    const asked = wordsOf(inbound) || strings.noWords;
    const heading = `answer-${revision}`;
    const [first] = outbound;
    return html`<li><h2 id="${heading}">${asked}</h2>
<p class="source"><time datetime="${new Date(at).toISOString()}">${dates.soon(at)}</time></p>
${first === undefined ? nothing : html`<p lang="${first.locale}">${beginningOf(first.text)}</p>`}
<form method="post" action="/comprovants/desa"><input type="hidden" name="lang" value="${locale}"><input type="hidden" name="key" value="${key}"><input type="hidden" name="revision" value="${String(revision)}">
<button class="button second" type="submit" aria-describedby="${heading}">${strings.save}</button></form></li>`;
  };
  return html`<div class="prose receipts"><h1>${strings.title}</h1>${faultOf(fault, locale)}
${renderMarkdown(strings.shown)}
${answers.length === 0 ? html`<p>${strings.none}</p>` : html`<ul class="plain">${answers.map(item)}</ul>`}
<p><a href="/transparencia/comprova?lang=${locale}">${strings.check}</a></p></div>`;
}

function faultOf(fault: ReceiptFault | null, locale: PageLanguage['locale']): Html {
  return fault === null
    ? nothing
    : html`<p class="fault" role="alert">${pageStrings(locale).receipts.faults[fault]}</p>`;
}

function wordsOf({ content }: Inbound): string {
  return 'text' in content ? content.text : '';
}

/** The first words of an answer, without its light Markdown. */
function beginningOf(text: string): string {
  const plain = text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= shownLength
    ? plain
    : interpolate('{{text}}…', { text: plain.slice(0, shownLength).trimEnd() });
}
