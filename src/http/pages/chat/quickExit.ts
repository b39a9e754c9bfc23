import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import { type Html, html } from '../../html.ts';
import type { PageStrings } from '../strings.ts';

/** Where the link leads: the server clears the cookie and redirects to a harmless page. */
export const exitPath = '/xat/surt';

/** Whether a conversation may have to be left at once. */
export function offersQuickExit(turns: readonly TranscriptTurn[]): boolean {
  return turns.some(({ content }) => content?.outbound.some(({ quickExit }) => quickExit === true));
}

/**
 * The link, which stays visible, and an explanation of what it does and does not do. The script adds that keys work
 * too.
 */
export function quickExitLink(chat: PageStrings['chat']): Html {
  return html`<div class="exit"><a class="button" id="quick-exit" href="${exitPath}" rel="noreferrer nofollow" aria-describedby="quick-exit-hint">${chat.quickExit}</a>
<p id="quick-exit-hint">${chat.quickExitHint} <span id="quick-exit-keys" hidden>${chat.quickExitKeys}</span></p></div>`;
}
