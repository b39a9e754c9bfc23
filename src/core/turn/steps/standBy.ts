import { saysUnwell } from '../../flows/feelings.ts';
import { begins, isOneOf, says } from '../../flows/readSlot.ts';
import type { Locale } from '../../model/locale.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { plainWords } from '../../util/plainWords.ts';
import { actIn, thresholdsIn } from '../evidence.ts';
import { declines } from '../flows/interpret.ts';
import { citizenWrote, openCaseIn } from '../openCase.ts';
import { hasOwnTopic, isSpecialCase } from '../ownSubject.ts';
import { answerAspect, answerException, answerPlainly } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { offerQuickExit, prependText, say } from '../replies/say.ts';
import { type Middleware, remember, type Turn } from '../turnDraft.ts';

/** Longest no, and longest refusal, in words, that tells nothing besides. */
const bareNo = 4;
const longestRefusal = 9;
const longestFear = 14;
/** From so many numbers of help on, an answer is about dangers. */
const manyNumbers = 3;
/** Words of somebody who is afraid. */
const fear = /\b(?:tinc por|em fa por|tengo miedo|me da miedo|scared|afraid|fear)\b/;
/** Words of a title that says that something is not so: "I have not reported it". */
const negation = /\b(?:no|not|sense|sin|without)\b/;

/**
 * Stays with who says no, cannot, or is afraid, below an answer about danger or one that is sensitive: says what can be done
 * all the same, and whom to call. "All right, anything else?" would leave them alone.
 */
export const standBy: Middleware = (turn, next) => {
  if (!staysWith(turn) && !comforts(turn)) next();
};

/**
 * Says to who is in a bad way where there is help: whom to call about what was spoken of, where that is known, and a person. Below an
 * alarm that has a reply of its own. False: nobody says so.
 */
function comforts(turn: Turn): boolean {
  if (isPublic(turn) || turn.state.dialogue.last?.did === 'warned' || !saysUnwell(turn.text)) return false;
  const entry = entryBelow(turn);
  if (entry?.aspects.contact === undefined || !entry.personal) {
    remember(turn, { did: 'chatted' });
    say(turn, 'lowSpirits', ['command:person']);
  } else {
    answerAspect(turn, entry.id, 'contact');
    prependText(turn, turn.input.translate('lowSpirits', turn.locale, {}));
  }
  return true;
}

/** False: it is no such message. */
function staysWith(turn: Turn): boolean {
  const { last } = turn.state.dialogue;
  const entry = entryBelow(turn);
  // An alarm has a reply of its own, and a menu is what a mere no is about.
  if (entry === null || isPublic(turn) || last?.did === 'warned') return false;
  const isNo = isMereNo(turn) && last?.did !== 'clarified' && isGrave(turn, entry);
  // A few words that refuse have no other subject, whatever else has these words.
  const isElsewhere = turn.input.understanding.shape.words > bareNo && hasOwnTopic(turn);
  const isAway = (refuses(turn) || isFrightened(turn, entry)) && !isElsewhere && offersHelp(turn, entry);
  if (!isNo && !isAway) return false;
  stayWith(turn, entry);
  const caseState = last?.did === 'passed-on' ? openCaseIn(turn) : undefined;
  if (caseState !== undefined && !isNo) citizenWrote(turn, caseState);
  return true;
}

/**
 * Below an alarm that only says that somebody is afraid, or cannot: whom to call about what was spoken of just before.
 * False: it says more, or nothing of that kind was spoken of.
 */
export function standByAlarm(turn: Turn): boolean {
  const entry = entryBelow(turn);
  if (entry === null || !isGrave(turn, entry) || !refuses(turn)) return false;
  answerHelp(turn, entry);
  return true;
}

/** The same for what the model alone takes for a no, or for leave, which would be closed with a formula. */
export function standByAtEnd(turn: Turn): boolean {
  const entry = entryBelow(turn);
  if (entry === null || isPublic(turn) || !isGrave(turn, entry)) return false;
  stayWith(turn, entry);
  return true;
}

function stayWith(turn: Turn, entry: Entry): void {
  const special = caseOfNot(turn, entry);
  if (special !== null) return answerException(turn, entry.id, special);
  answerHelp(turn, entry);
  prependText(turn, turn.input.translate('helpRemains', turn.locale, {}));
}

function answerHelp(turn: Turn, entry: Entry): void {
  if (entry.aspects.contact === undefined) answerPlainly(turn, entry.id);
  else answerAspect(turn, entry.id, 'contact');
  if (entry.quickExit) offerQuickExit(turn);
}

function entryBelow({ input, state }: Turn): Entry | null {
  return input.knowledge.entry(state.dialogue.focus[0]?.entry ?? '') ?? null;
}

/** Whether a text says no and nothing else, thanks aside. */
function isMereNo(turn: Turn): boolean {
  const { shape } = turn.input.understanding;
  const { no } = turn.input.knowledge.flows.words;
  if (shape.asks || shape.words > bareNo) return false;
  if (isOneOf(turn.text, no)) return true;
  // "No, I have no papers" is a case of its own.
  const saysNo = begins(turn.text, no) && actIn(turn, 'no') >= thresholdsIn(turn).move;
  return saysNo && !isSpecialCase(turn, thresholdsIn(turn).clearException);
}

/** Whether a text shrinks from doing something, word for word: "I don't want to report him", "I'm afraid". */
function refuses(turn: Turn): boolean {
  const { shape } = turn.input.understanding;
  const { refuse = [], unable = [] } = turn.input.knowledge.flows.words;
  if (shape.asks || shape.words > longestRefusal) return false;
  return isOneOf(turn.text, unable) || says(turn.text, refuse) || declines(turn, { text: turn.text, asks: false });
}

/** Whether a text below what hurts says that somebody is afraid, whatever of: "tinc por que sàpiga que he estat jo". */
function isFrightened(turn: Turn, { sensitive }: Entry): boolean {
  const { shape } = turn.input.understanding;
  return sensitive && !shape.asks && shape.words <= longestFear && fear.test(plainWords(turn.text));
}

/** Whether a text is of somebody who is afraid of what was spoken of, or shrinks from doing something about it. */
export function isAfraid(turn: Turn): boolean {
  return refuses(turn) || fear.test(plainWords(turn.text));
}

/** The special case of who has not done something, or does not want to; null: none is near. */
function caseOfNot(turn: Turn, entry: Entry): string | null {
  const { exceptions } = turn.input.understanding;
  const found = exceptions.find(({ entry: of, exception, likeness }) => {
    const title = entry.exceptions.find(({ id }) => id === exception)?.title[turn.locale];
    if (of !== entry.id || likeness < thresholdsIn(turn).exception || title === undefined) return false;
    return negation.test(plainWords(title));
  });
  return found?.exception ?? null;
}

/** Whether an answer is about danger, or hurts: a mere no to it is not closed either. */
function isGrave(turn: Turn, entry: Entry): boolean {
  if (entry.sensitive || entry.quickExit) return true;
  if (entry.personal) return helpIn(turn, shortOf(entry, turn.locale)) > 0;
  return helpIn(turn, entry.answer[turn.locale]) >= manyNumbers;
}

/** Whether there is help to be named: below what is reported by a flow, a refusal is of that. */
function offersHelp(turn: Turn, entry: Entry): boolean {
  return isGrave(turn, entry) || (entry.flow === null && helpIn(turn, shortOf(entry, turn.locale)) > 0);
}

/** The little that is said again of an entry. */
const shortOf = ({ aspects, plain, answer }: Entry, locale: Locale): string =>
  (aspects.contact?.answer ?? plain ?? answer)[locale];

/** How many numbers of immediate help a text names. */
function helpIn({ input }: Turn, text: string): number {
  return (input.knowledge.helpNumbers ?? []).filter((number) => text.includes(`(tel:${number})`)).length;
}
