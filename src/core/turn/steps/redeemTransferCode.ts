import { dueOf } from '../../cases/deadlines.ts';
import { codeIn, showCode } from '../../journal/transferCode.ts';
import type { CaseState } from '../../model/case.ts';
import { slotOf, stepOf } from '../../model/flow.ts';
import { maskPersonalData } from '../../model/maskPersonalData.ts';
import type { Inbound } from '../../model/message.ts';
import { putQuestion } from '../flows/flowQuestions.ts';
import { takeAlong } from '../flows/moved.ts';
import { settlingIn } from '../flows/settle.ts';
import { citizenWrote } from '../openCase.ts';
import { answerEntry } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { sameAgain, statusOf } from '../replies/receipt.ts';
import { say, sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Continues a conversation from another channel: in its language, with the choices offered there, and with the question
 * that was asked, so that nothing has to be asked or said twice.
 */
export const redeemTransferCode: Middleware = (turn, next) => {
  const { transfer, inbound } = turn.input;
  if (transfer === null) {
    if (turn.input.keyedCase && !isPublic(turn)) {
      turn.events.push({ type: 'case.asked', case: turn.input.keyedCase.code, by: null });
      return sayText(turn, statusOf(turn, turn.input.keyedCase), []);
    }
    const own = ownCase(turn);
    // "I want to cancel case …" names it to have it closed.
    if (own !== undefined && own.status !== 'closed' && settlingIn(turn) !== null) return next();
    if (own !== undefined) return followUp(turn, own, next);
    if (!isCode(inbound) || isAskedForCode(turn)) return next();
    turn.events.push({ type: 'transfer-code.unknown' });
    return say(turn, 'codeUnknown', ['command:help']);
  }
  turn.events.push({ type: 'conversation.transferred', from: transfer.from, account: transfer.account });
  const { language, introduced, offered } = transfer.state;
  turn.locale = language?.locale ?? turn.locale;
  turn.state = {
    ...turn.state,
    language: language ?? turn.state.language,
    introduced: introduced || turn.state.introduced,
  };
  const { text, kinds } = maskPersonalData(transfer.question, () => ' ');
  turn.text = text.trim();
  turn.personalData = kinds;
  turn.chosen = null;
  turn.classification = null;
  const moved = takeAlong(turn, transfer);
  if (moved !== null) {
    say(turn, 'continued', []);
    return putQuestion(turn, moved.definition, moved.step);
  }
  const caseState = transfer.state.cases.find(({ openedBy }) => openedBy === transfer.revision);
  if (caseState !== undefined && caseState.kind !== 'personal-data') {
    // Staff already have the question: asking again would open a second case.
    const { translate } = turn.input;
    turn.events.push({ type: 'case.asked', case: caseState.code, by: null });
    return sayText(turn, `${translate('continued', turn.locale, {})}\n\n${statusOf(turn, caseState)}`, []);
  }
  if (transfer.answered !== null) {
    say(turn, 'continued', []);
    return answerEntry(turn, transfer.answered);
  }
  const isQuestion = turn.text !== '' && turn.input.knowledge.command(turn.text) === null;
  say(turn, 'continued', isQuestion ? [] : offered);
  if (isQuestion) next();
};

/** The case of this conversation whose code the text contains, alone or among other words. */
function ownCase({ text, input: { inbound }, state }: Turn): CaseState | undefined {
  const code = inbound.content.kind === 'text' ? codeIn(inbound.content) : null;
  const written = code === null ? text.toUpperCase() : showCode(code);
  return state.cases.find((each) => written.includes(each.code));
}

/**
 * Reports the status of a case. Text next to the code, or the code alone once the case is overdue, also notifies staff.
 * Others must not see where the case can be followed.
 */
function followUp(turn: Turn, caseState: CaseState, next: () => void): void {
  const isOpen = caseState.status !== 'closed';
  if (isPublic(turn) && !isOpen) return next();
  const isAlone = showCode(codeIn(turn.input.inbound.content) ?? '') === caseState.code;
  const due = dueOf(caseState);
  if (isOpen && (!isAlone || isPublic(turn) || (due !== null && due < turn.input.now))) citizenWrote(turn, caseState);
  turn.events.push({ type: 'case.asked', case: caseState.code, by: null });
  sayText(turn, isPublic(turn) ? sameAgain(turn, caseState) : statusOf(turn, caseState), []);
}

/** Whether the flow under way asked for the code of a case. */
function isAskedForCode({ definition, state: { flow } }: Turn): boolean {
  const step = definition === null || flow === null ? undefined : stepOf(definition, flow.step);
  const slot = definition === null || step?.kind !== 'collect' ? undefined : slotOf(definition, step.slot);
  return slot?.type === 'case-code';
}

/** Whether the text is meant as a code: carried by a link, or typed as it was shown. */
function isCode({ content }: Inbound): boolean {
  if (content.kind === 'continue') return true;
  return codeIn(content) !== null && 'text' in content && content.text.includes('-');
}
