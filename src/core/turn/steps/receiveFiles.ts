import { indexCases } from '../../cases/caseDraft.ts';
import type { InboundContent } from '../../model/message.ts';
import { addedTo, citizenWrote, openCaseIn } from '../openCase.ts';
import { sameAgain } from '../replies/receipt.ts';
import { appendPhrase, say, sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Handles files. If there is text as well, the text is answered, in one message. A file without text belongs to the
 * waiting case; without one, the bot says that it cannot read files. Files that were not kept get no receipt:
 * `sayNotKept` reports them.
 */
export const receiveFiles: Middleware = (turn, next) => {
  const { content } = turn.input.inbound;
  if (content.kind !== 'files') return next();
  if (turn.text !== '') {
    const { cases } = turn.state;
    next();
    if (content.files.length > 0 && turn.state.cases === cases && isAnsweredByBot(turn))
      appendPhrase(turn, 'fileBeside');
    return;
  }
  if (content.files.length === 0) return;
  const caseState = openCaseIn(turn);
  const isMore = isMoreOfAlbum(turn, content);
  if (caseState !== undefined && isMore) {
    // Staff were notified of the first one.
    addedTo(turn, caseState);
    return indexCases(turn);
  }
  if (caseState !== undefined) {
    citizenWrote(turn, caseState);
    return sayText(turn, sameAgain(turn, caseState), []);
  }
  if (isMore) return;
  say(turn, 'files', []);
  turn.events.push({ type: 'question.unanswered', reason: 'files', knowledge: turn.input.knowledge.version });
};

/** Whether only the bot has handled the text. A person who gets the case sees the files as well. */
function isAnsweredByBot({ events, outbound }: Turn): boolean {
  return outbound.length > 0 && events.some(({ type }) => type === 'question.understood');
}

/** Whether the previous message was of the same album: the person sent one thing, and gets one answer. */
function isMoreOfAlbum({ input }: Turn, { album }: Extract<InboundContent, { kind: 'files' }>): boolean {
  return album !== undefined && input.state.album === album;
}
