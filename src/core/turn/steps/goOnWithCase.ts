import { addsBesideAsking, asksHowToAdd, asksIfNoted, saysSameCase, saysTerms } from '../../flows/adding.ts';
import { correctsCase, namesCase, numberInstead, saysInstead, saysSlip } from '../../flows/correcting.ts';
import { isSamePlace } from '../../flows/echo.ts';
import { asksWhen, asksWhether } from '../../flows/phrasing.ts';
import { houseNumberIn } from '../../flows/place.ts';
import { afterBeginning, begins } from '../../flows/readSlot.ts';
import type { CaseState } from '../../model/case.ts';
import { limitsOf } from '../evidence.ts';
import { addsMore } from '../flows/interpret.ts';
import { namedAmong } from '../flows/settle.ts';
import { isOtherReport, openCaseIn, ownOpenCases, reportOpen } from '../openCase.ts';
import { isOfAnother, isOtherSubject } from '../otherSubject.ts';
import { hasOwnTopic } from '../ownSubject.ts';
import { isPublic } from '../replies/private.ts';
import { sameAgain, sayStatusOf } from '../replies/receipt.ts';
import { sayText } from '../replies/say.ts';
import { remember, type Turn } from '../turnDraft.ts';
import { answerOfReport } from './answerOfReport.ts';
import { arrangeCall } from './arrangeCall.ts';
import { addContact, addSaid } from './converse.ts';

/** Longest addition to a report, in words, that names no place. */
const shortAddition = 8;

/**
 * Takes what is certainly said of an open case: whom to call, more of it, how to add more, or when it will be done. Who asks to be called
 * needs none. False: it is no such message.
 */
export function goOnWithCase(turn: Turn): boolean {
  return (
    arrangeCall(turn) ||
    addContact(turn) ||
    takeCorrection(turn) ||
    addOnRequest(turn) ||
    sayHowToAdd(turn) ||
    sayNoted(turn) ||
    sayWhen(turn) ||
    answerOfReport(turn)
  );
}

/**
 * Tells when an answer is due where somebody asks, while a matter is under way or was just passed on, when something will be
 * done, or whether somebody will come, and names no other service. False: they do not.
 */
export function sayWhen(turn: Turn): boolean {
  const { text, input } = turn;
  const own = reportOpen(turn);
  if (own === undefined || turn.chosen !== null || isPublic(turn) || !(asksWhen(text) || asksWhether(text)))
    return false;
  const best = input.understanding.topics.find(({ entry }) => {
    const { kind, general = [] } = input.knowledge.entry(entry) ?? {};
    // "Will somebody come today" is not about the office's hours; "when is the office open" is.
    return kind === 'faq' && (general.length === 0 || asksWhen(text));
  });
  const isOther = best !== undefined && best.entry !== own.about && best.confidence >= limitsOf(turn).clear;
  if (isOther) return false;
  sayStatusOf(turn, own);
  // What is said next may well be more of it.
  if (turn.state.flow === null) remember(turn, { did: 'passed-on' });
  return true;
}

/**
 * Adds to the newest open case what somebody says that they add, whatever was spoken of meanwhile, and just below a receipt that it
 * is at the same place, or the same matter.
 */
function addOnRequest(turn: Turn): boolean {
  const { text } = turn;
  const isBelow = turn.state.dialogue.last?.did === 'passed-on';
  const isSame = isBelow && (isSamePlace(text) || saysSameCase(text)) && !turn.input.understanding.shape.asks;
  const isTerms = isBelow && saysTerms(text) && !turn.input.understanding.shape.asks && !isOfAnother(turn);
  const isAdded = isSame || isTerms || (isBelow && correctsPlace(turn)) || addsMore(turn);
  const caseState = isAdded && !isPublic(turn) ? openCaseIn(turn) : undefined;
  if (caseState !== undefined) addSaid(turn, caseState);
  return caseState !== undefined;
}

/**
 * Adds to a case what somebody corrects of what they told of it; tells how, where they only say that something is to be corrected.
 * False: they do not.
 */
function takeCorrection(turn: Turn): boolean {
  const { text } = turn;
  if (isPublic(turn) || turn.chosen !== null || !correctsReport(turn)) return false;
  const caseState = namedAmong(turn, ownOpenCases(turn)) ?? openCaseIn(turn);
  if (caseState === undefined) return false;
  if (saysInstead(text)) addSaid(turn, caseState);
  else sayHow(turn, caseState);
  return true;
}

/** Whether a message corrects what was told of a case: it says so, or only that something was wrong, just below a receipt. */
function correctsReport(turn: Turn): boolean {
  const { text, state, input } = turn;
  const did = state.dialogue.last?.did;
  const isBelow = did === 'passed-on';
  // Thanks, or what was not understood, speak of nothing else.
  const isNear = isBelow || did === 'chatted' || did === 'left-unanswered';
  if (correctsCase(text) && (isNear || namesCase(text))) return true;
  if (isNear && !input.understanding.shape.asks && numberInstead(text) !== null) return true;
  if (!isBelow || input.understanding.shape.asks) return false;
  return saysSlip(text) && !hasOwnTopic(turn) && !isOtherSubject(turn);
}

/** Whether a message corrects where it is: "sorry, it's number 26". */
function correctsPlace({ text, input }: Turn): boolean {
  const { shape } = input.understanding;
  const { correct } = input.knowledge.flows.words;
  if (shape.asks || shape.words > shortAddition || !begins(text, correct)) return false;
  let rest: string | null = text;
  while (rest !== null && houseNumberIn(rest) === null) rest = afterBeginning(rest, correct);
  return shape.places || rest !== null;
}

/** Says that what was told is with the case, to who asks that just below. False: they do not. */
function sayNoted(turn: Turn): boolean {
  const caseState = turn.state.dialogue.last?.did === 'passed-on' ? openCaseIn(turn) : undefined;
  if (caseState === undefined || isPublic(turn) || !asksIfNoted(turn.text)) return false;
  turn.events.push({ type: 'case.asked', case: caseState.code, by: null });
  remember(turn, { did: 'passed-on' });
  sayText(turn, sameAgain(turn, caseState), []);
  return true;
}

/** Tells how something is added to the open case, and adds what is told besides. False: nobody asks that. */
function sayHowToAdd(turn: Turn): boolean {
  const caseState = asksHowToAdd(turn.text) ? openCaseIn(turn) : undefined;
  if (caseState === undefined || isPublic(turn)) return false;
  if (addsBesideAsking(turn.text)) addSaid(turn, caseState);
  else sayHow(turn, caseState);
  return true;
}

function sayHow(turn: Turn, { code }: CaseState): void {
  remember(turn, { did: 'passed-on' });
  sayText(turn, turn.input.translate('caseHowToAdd', turn.locale, { code }), []);
}

/** Whether what reads as a report only adds to the one just made: a place, or a few words, and no other topic. */
export function isAddition(turn: Turn): boolean {
  const { shape } = turn.input.understanding;
  return (
    (shape.places || shape.words <= shortAddition) &&
    !hasOwnTopic(turn) &&
    !isOtherReport(turn) &&
    !isOtherSubject(turn)
  );
}
