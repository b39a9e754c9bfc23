import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import { answerFaults } from '../../../core/model/event.ts';
import type { Inbound, Rendered } from '../../../core/model/message.ts';
import { type Html, html } from '../../html.ts';
import type { PageStrings } from '../strings.ts';

/** The entry that a choice rates; null: it is no rating. */
export function ratedEntry(choice: string): string | null {
  return /^use(?:ful|less):([^/]+)/.exec(choice)?.[1] ?? null;
}

/** What a message says of an answer; null: it is no rating. */
export function ratingIn(inbound: Inbound | null): string | null {
  const choice = inbound?.content.kind === 'choice' ? inbound.content.value : '';
  return ratedEntry(choice) === null ? null : choice;
}

/** Revision of the newest answer with an entry; null: there is none. */
export function answerTurn(turns: readonly TranscriptTurn[], entry: string): number | null {
  const isAnswer = ({ answers }: Rendered) => answers === entry;
  return turns.findLast(({ content }) => content?.outbound.some(isAnswer))?.revision ?? null;
}

/** A rating as words. */
export function ratingLabel(choice: string, chat: PageStrings['chat']): string {
  const fault = faultOf(choice);
  if (fault !== null) return `${chat.rateWhy} ${chat[fault]}`;
  return `${chat.rate} ${choice.startsWith('useful:') ? chat.rateYes : chat.rateNo}`;
}

/** Whether the answer was useful, what is wrong with it, or thanks for having said so. */
export function ratingForm(
  entry: string,
  { rated, chat, hidden }: { readonly rated: string | null; readonly chat: PageStrings['chat']; readonly hidden: Html },
): Html {
  if (rated !== null && rated !== `useless:${entry}`) return html`<p class="rate" role="status">${chat.rated}</p>`;
  const button = (label: string, value: string) =>
    html`<button type="submit" name="choice" value="${value}">${label}</button>`;
  const buttons =
    rated === null
      ? [button(chat.rateYes, `useful:${entry}`), button(chat.rateNo, `useless:${entry}`)]
      : answerFaults.map((fault) => button(chat[fault], `useless:${entry}/${fault}`));
  return html`<form class="rate" method="post" action="/xat">${hidden}<fieldset><legend>${rated === null ? chat.rate : chat.rateWhy}</legend>${buttons}</fieldset></form>`;
}

function faultOf(choice: string) {
  return answerFaults.find((fault) => choice.endsWith(`/${fault}`)) ?? null;
}
