import type { CaseState } from '../../model/case.ts';
import type { Inbound } from '../../model/message.ts';
import { maskPersonalData } from '../../model/personalData.ts';
import { codeIn, showCode } from '../../model/transferCode.ts';
import type { Middleware, Turn } from '../draft.ts';
import { heardFrom } from '../openCase.ts';
import { answerEntry } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { nextDue, sameAgain, statusOf } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';

/**
 * Goes on with a conversation that the person brought along: in its language, with what was on offer there, and with the
 * question that was asked, so that nothing has to be asked or said twice.
 */
export const continueHere: Middleware = (turn, next) => {
  const { carried, inbound } = turn.input;
  if (carried === null) {
    const own = ownCase(turn);
    if (own !== undefined) return followUp(turn, own, next);
    if (!isCode(inbound)) return next();
    turn.events.push({ type: 'code.unknown' });
    return say(turn, 'codeUnknown', ['command:help']);
  }
  turn.events.push({ type: 'conversation.continued', from: carried.from, account: carried.account });
  const { language, introduced, offered } = carried.state;
  turn.locale = language?.locale ?? turn.locale;
  turn.state = {
    ...turn.state,
    language: language ?? turn.state.language,
    introduced: introduced || turn.state.introduced,
  };
  const { text, kinds } = maskPersonalData(carried.question, () => ' ');
  turn.text = text.trim();
  turn.personalData = kinds;
  turn.chosen = null;
  turn.classification = null;
  const matter = carried.state.cases.find(({ openedBy }) => openedBy === carried.revision);
  if (matter !== undefined && matter.kind !== 'personal-data') {
    // It is with people already: asking it again would open it twice.
    const { translate } = turn.input;
    turn.events.push({ type: 'case.asked', case: matter.code, by: null });
    return sayText(turn, `${translate('continued', turn.locale, {})}\n\n${statusOf(turn, matter)}`, []);
  }
  if (carried.answered !== null) {
    say(turn, 'continued', []);
    return answerEntry(turn, carried.answered);
  }
  const isQuestion = turn.text !== '' && turn.input.knowledge.command(turn.text) === null;
  say(turn, 'continued', isQuestion ? [] : offered);
  if (isQuestion) next();
};

/** The case of this conversation whose code the person wrote, by itself or among words. */
function ownCase({ text, input: { inbound }, state }: Turn): CaseState | undefined {
  const code = inbound.content.kind === 'text' ? codeIn(inbound.content) : null;
  const written = code === null ? text.toUpperCase() : showCode(code);
  return state.cases.find((each) => written.includes(each.code));
}

/**
 * Tells how a case stands. Words beside the code, or the code once it is overdue, are for whoever deals with it. Others
 * need not see where it is followed.
 */
function followUp(turn: Turn, matter: CaseState, next: () => void): void {
  const isOpen = matter.status !== 'closed';
  if (isPublic(turn) && !isOpen) return next();
  const isAlone = showCode(codeIn(turn.input.inbound.content) ?? '') === matter.code;
  const due = nextDue(matter);
  if (isOpen && (!isAlone || isPublic(turn) || (due !== null && due < turn.input.now)))
    heardFrom(turn, matter, matter.assignee === null ? [] : [matter.assignee]);
  turn.events.push({ type: 'case.asked', case: matter.code, by: null });
  sayText(turn, isPublic(turn) ? sameAgain(turn, matter) : statusOf(turn, matter), []);
}

/** Whether the message is meant as a code: one that a link carried, or one typed as it was shown. */
function isCode({ content }: Inbound): boolean {
  if (content.kind === 'continue') return true;
  return codeIn(content) !== null && 'text' in content && content.text.includes('-');
}
