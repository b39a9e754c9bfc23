import { isWaiting } from '../../cases/waiting.ts';
import { meaningOf } from '../../dialogue/choice.ts';
import { asksWhatToDo, isQuestion } from '../../flows/phrasing.ts';
import type { CaseState } from '../../model/case.ts';
import { declines } from '../flows/interpret.ts';
import { siblingNamed, sideOfSibling } from '../neighbourNamed.ts';
import { citizenWrote, openCaseIn } from '../openCase.ts';
import { answerAspect, answerDetail, answerEntry, answerPlainly } from '../replies/answerEntry.ts';
import { dangerText } from '../replies/dangerText.ts';
import { isPublic } from '../replies/private.ts';
import { sameAgain, sayStatusOf, whereItStands } from '../replies/receipt.ts';
import { appendText, offerQuickExit, say, sayText } from '../replies/say.ts';
import { leaveUnanswered } from '../replies/unanswered.ts';
import { remember, type Turn } from '../turnDraft.ts';
import { performCommand } from './runCommand.ts';
import { isAfraid, standByAtEnd } from './standBy.ts';

/*
 * What a message can do in a conversation besides asking. Each returns whether it has dealt with the message; if not,
 * the message is read as if it stood alone.
 */

/** Cases whose status is told at once. */
const mostCases = 3;

/** Answers what a few words ask of a service beside the one spoken of. False: they name none. */
export function answerSibling(turn: Turn): boolean {
  const sibling = siblingNamed(turn);
  if (sibling === null) return false;
  answerDetail(turn, sibling.id, sideOfSibling(turn, sibling));
  return true;
}

/** Says the last answer in plainer words. */
export function simplify(turn: Turn): boolean {
  const { focus, last } = turn.state.dialogue;
  const [current] = focus;
  if (current === undefined) return false;
  if (last?.did === 'simplified') {
    say(turn, 'nothingSimpler', ['command:person']);
    return true;
  }
  answerPlainly(turn, current.entry);
  remember(turn, { did: 'simplified' });
  return true;
}

/** Says the last answer again. */
export function repeat(turn: Turn): boolean {
  const [current] = turn.state.dialogue.focus;
  if (current === undefined) return false;
  const { entry, aspect } = current;
  if (aspect !== null && aspect !== 'exceptions') answerAspect(turn, entry, aspect);
  else answerEntry(turn, entry);
  return true;
}

/** Gives the whole of a service of which a part was given; after the whole, where the details are. */
export function sayMore(turn: Turn): boolean {
  const { focus, last } = turn.state.dialogue;
  const [current] = focus;
  const entry = current === undefined ? undefined : turn.input.knowledge.entry(current.entry);
  if (current === undefined || entry === undefined) return false;
  const gavePart = current.aspect !== null || last?.did === 'simplified' || last?.did === 'left-unanswered';
  if (gavePart || entry.source === null) answerEntry(turn, entry.id);
  else {
    const values = { title: entry.title[turn.locale], name: entry.source.name, url: entry.source.url };
    const offered = entry.followUps.map((id) => `entry:${id}`);
    sayText(turn, turn.input.translate('moreAt', turn.locale, values), [...offered, 'command:person']);
  }
  return true;
}

/** What somebody says who does not know where to start. */
const lost = 'smalltalk.lost';

/** Below an answer, who does not know where to start is told how to go about that. False: nothing was answered. */
export function sayHowToBegin(turn: Turn, smallTalk: string): boolean {
  const { focus, last } = turn.state.dialogue;
  const [current] = focus;
  const entry = turn.input.knowledge.entry(current?.entry ?? '');
  const isBelow = last?.did === 'answered' || last?.did === 'simplified';
  if (smallTalk !== lost || !isBelow || entry?.aspects.how === undefined) return false;
  answerAspect(turn, entry.id, 'how');
  return true;
}

/** Longest yes or no, in words, that says nothing besides. */
const bareAnswer = 4;

/** Yes, to the one thing that was offered. */
export function agree(turn: Turn): boolean {
  const real = turn.state.offered.filter((value) => value !== 'none' && value !== 'command:help');
  const { last } = turn.state.dialogue;
  const [first] = real;
  if (last?.did === 'passed-on' && addToCase(turn)) return true;
  // From the second time on the bot asks whether to pass the question on.
  if (first !== undefined && last?.did === 'left-unanswered' && turn.state.unansweredInARow > 1)
    performCommand(turn, 'person');
  else if (first !== undefined && (last?.did === 'left-unanswered' || (last?.did === 'clarified' && real.length > 1))) {
    const { offered } = turn.state;
    say(turn, 'whichOne', offered);
  } else if (first !== undefined && real.length === 1 && meaningOf(first)?.kind === 'entry')
    answerEntry(turn, first.slice('entry:'.length));
  // Nothing was asked, so a mere yes means that they have understood.
  else if (turn.input.understanding.shape.words <= bareAnswer) acknowledge(turn);
  else return false;
  return true;
}

/** No, to what was offered or asked. */
export function decline(turn: Turn): boolean {
  if (isPublic(turn)) return false;
  const { last } = turn.state.dialogue;
  if (last?.did === 'clarified') leaveUnanswered(turn, 'none-of-these');
  else if (last?.did === 'passed-on' && turn.input.understanding.shape.words > bareAnswer && addToCase(turn))
    return true;
  else if (!standByAtEnd(turn)) acknowledge(turn);
  return true;
}

/** What only closes what was said: "no, nothing more", "haha fine, we'll think about it". False: it says something else. */
export function takeLeave(turn: Turn): boolean {
  const [act] = turn.input.understanding.acts;
  const isClosing = act?.act === 'no' || act?.act === 'ack';
  if (isPublic(turn) || !isClosing || act.confidence < turn.input.knowledge.thresholds.statedKind) return false;
  if (act.act === 'ack' || !standByAtEnd(turn)) acknowledge(turn);
  return true;
}

/** A question while waiting for a person ("who is next?") is not a goodbye. */
function acknowledge(turn: Turn): void {
  if (turn.input.understanding.shape.asks && awaitPerson(turn)) return;
  remember(turn, { did: 'chatted' });
  say(turn, 'noted', []);
}

/** How the person's cases are going. */
export function sayStatus(turn: Turn): boolean {
  if (isPublic(turn)) return false;
  const { cases } = turn.state;
  const open = cases.filter(({ status }) => status !== 'closed').reverse();
  const shown = open.length > 0 ? open.slice(0, mostCases) : cases.slice(-1);
  remember(turn, { did: 'chatted' });
  if (shown.length === 0) say(turn, 'noCase', ['command:person', 'command:help']);
  for (const caseState of shown) sayStatusOf(turn, caseState);
  return true;
}

/** Adds what the person says to a case, and says so. */
export function addSaid(turn: Turn, caseState: CaseState): void {
  citizenWrote(turn, caseState);
  remember(turn, { did: 'passed-on' });
  sayText(turn, sameAgain(turn, caseState), []);
}

/** Adds what the person says to the matter that was just passed on. */
export function addToCase(turn: Turn): boolean {
  const caseState = openCaseIn(turn);
  if (caseState === undefined || turn.state.dialogue.last?.did !== 'passed-on') return false;
  citizenWrote(turn, caseState);
  remember(turn, { did: 'passed-on' });
  // People who wait for a person want to know how long.
  sayText(turn, whereItStands(turn, caseState), []);
  return true;
}

/**
 * Passes on what the bot has no answer to while a person is awaited: neither a guess nor a question helps then. The first
 * time it says where things stand, and after that only that it was added.
 */
export function awaitPerson(turn: Turn): boolean {
  const caseState = turn.state.cases.findLast((each) => each.kind === 'person' && isWaiting(each));
  if (caseState === undefined || isPublic(turn)) return false;
  const isKnown = turn.state.dialogue.last?.did === 'passed-on';
  citizenWrote(turn, caseState);
  remember(turn, { did: 'passed-on' });
  sayText(turn, isKnown ? sameAgain(turn, caseState) : whereItStands(turn, caseState), []);
  return true;
}

/**
 * Stays with a danger that was told just before: who to call once more, and what is said goes to the staff who were
 * alerted, or a person is offered.
 */
export function stayWithDanger(turn: Turn): boolean {
  const { last } = turn.state.dialogue;
  const help = last?.did === 'warned' ? turn.input.knowledge.helpFor(last.whom) : null;
  if (last === null || help === null || isPublic(turn)) return false;
  const { text, locale } = turn;
  const { translate, understanding } = turn.input;
  const isAgain = last.did === 'warned' && last.again === true;
  const asks = understanding.shape.asks || isQuestion(text);
  const caseState = turn.state.cases.findLast(({ status, kind }) => status !== 'closed' && kind === 'emergency');
  const code = caseState?.code ?? '';
  // Who asks what to do is told that again.
  const entry = turn.input.knowledge.entry(turn.state.dialogue.focus[0]?.entry ?? '');
  if (asks && asksWhatToDo(text)) {
    if (caseState !== undefined) citizenWrote(turn, caseState);
    if (entry?.sensitive && entry.aspects.contact !== undefined) answerAspect(turn, entry.id, 'contact');
    else sayText(turn, dangerText(turn, help.alarm, help.line), []);
    if (help.quickExit) offerQuickExit(turn);
    remember(turn, last);
    return true;
  }
  const pieces = [
    ...(!asks && isAfraid(turn) ? [translate('dangerCalm', locale, {})] : []),
    ...(asks ? [translate('dangerNotKnown', locale, {})] : []),
    // The same number in each reply would tell nobody anything.
    ...(isAgain && (asks || caseState !== undefined) ? [] : [dangerText(turn, help.line, help.line)]),
    ...(caseState === undefined ? [] : [translate(isAgain ? 'flow.added' : 'alertedAgain', locale, { code })]),
  ];
  if (caseState !== undefined) citizenWrote(turn, caseState);
  sayText(turn, pieces.map((piece) => piece.trim()).join('\n\n'), caseState === undefined ? ['command:person'] : []);
  if (help.quickExit) offerQuickExit(turn);
  remember(turn, last.did === 'warned' ? { ...last, again: true } : last);
  return true;
}

/** After a receipt somebody keeps something to themselves, which nobody need know. */
export function goWithout(turn: Turn): boolean {
  const { last } = turn.state.dialogue;
  const caseState = last?.did === 'passed-on' ? openCaseIn(turn) : undefined;
  if (caseState === undefined || isPublic(turn)) return false;
  if (!declines(turn, { text: turn.text, asks: turn.input.understanding.shape.asks })) return false;
  say(turn, 'flow.declined', []);
  appendText(turn, turn.input.translate('flow.left', turn.locale, { code: caseState.code }));
  return true;
}

/** A name and surname alone: what people write once a person is to answer them. */
const fullName = /^\p{Lu}[\p{L}'’·-]+(?: \p{Lu}[\p{L}'’·-]+){1,3}$/u;
/** Longest message, in words, that gives an address or a telephone number and asks nothing. */
const longestContact = 8;

/** Adds how to reach the person to the case that was just passed on. */
export function addContact(turn: Turn): boolean {
  const { shape } = turn.input.understanding;
  const isContact =
    fullName.test(turn.text.trim()) ||
    (shape.words <= longestContact &&
      !shape.asks &&
      turn.personalData.some((kind) => kind === 'email' || kind === 'phone'));
  return isContact && addToCase(turn);
}
