import { type FlowAct, meaningOf } from '../../dialogue/choice.ts';
import { asksHowToAdd, endsByAdding, saysSameCase, toThePoint } from '../../flows/adding.ts';
import { isSamePlace, saysSamePlace, withoutEcho } from '../../flows/echo.ts';
import {
  asksIfNeeded,
  asksReason,
  asksSomewhere,
  isPlaceAlone,
  isQuestion,
  mayBePlace,
  saysWhy,
  sentencesIn,
} from '../../flows/phrasing.ts';
import {
  asksFact,
  begins,
  type FlowMessage,
  findValue,
  isOneOf,
  optionIn,
  readValue,
  says,
} from '../../flows/readSlot.ts';
import { saysHarm, saysHarmless, saysUnsure, withoutAssent } from '../../flows/risk.ts';
import { type FlowDefinition, type FlowSlot, type FlowStep, type SlotValue, slotOf, stepOf } from '../../model/flow.ts';
import type { Kind } from '../../model/kind.ts';
import type { Localised } from '../../model/locale.ts';
import { textOf } from '../../model/message.ts';
import type { Act, Move } from '../../model/understanding.ts';
import { plainWords } from '../../util/plainWords.ts';
import { limitsOf } from '../evidence.ts';
import { movesHere } from '../movesHere.ts';
import { isOtherReport } from '../openCase.ts';
import { asksElsewhere, detailFit, placeFit } from '../otherSubject.ts';
import type { Turn } from '../turnDraft.ts';
import {
  addsTerms,
  asksAgain,
  asksOfService,
  asksPlainly,
  asksRisk,
  goesOnStating,
  isConditional,
  namesPerson,
  riskOpen,
  riskSaid,
} from './besides.ts';
import { confirmedBy, doesWithout, isLikeCode } from './confirmEmail.ts';
import { correctedValue, readCorrected } from './corrected.ts';
import { contextOf, flowMessageOf } from './flowMessage.ts';
import { optionRead } from './namedSlot.ts';

/** What a message does to the flow under way. */
type FlowReading =
  | { readonly does: 'answer' | 'correct'; readonly slot: FlowSlot; readonly value: SlotValue }
  | { readonly does: FlowAct | 'start' }
  /** Writes a code: the one that confirms the address (`value`), or another one (null). */
  | { readonly does: 'code'; readonly slot: FlowSlot; readonly value: SlotValue | null }
  /** Wants to change an answer that it does not name, or names. */
  | { readonly does: 'change'; readonly slot: FlowSlot | null }
  /** Keeps the answer to themselves. */
  | { readonly does: 'decline' }
  /** Asks about the open question itself: "why do you need it?", "can't you look it up?". */
  | { readonly does: 'ask-why'; readonly why: Localised }
  /** Asks about one of the choices of the open question, or about one that is not offered. */
  | { readonly does: 'ask-choice'; readonly slot: FlowSlot }
  /** Takes leave; `entry` is what is answered. */
  | { readonly does: 'leave'; readonly entry: string }
  /** Does not know; `saysMore`: and says more of the matter. */
  | { readonly does: 'not-known'; readonly saysMore: boolean }
  /** Says nothing that answers, or that is to be kept: "ok". */
  | { readonly does: 'again' }
  /** Says more about the matter, but not what was asked. */
  | { readonly does: 'add' }
  /** Is about something else. */
  | { readonly does: 'interrupt' };

/** Longest message, in words, that begins with a word such as "cancel" and says nothing else. */
const steeringWords = 6;
/** Minimum probability at which what a message does is believed. */
const moveThreshold = 0.6;
/** Minimum probability at which a message asks for a person. */
const personThreshold = 0.9;
/** Minimum confidence of a topic at which a statement is about that topic. */
const topicThreshold = 0.8;
/** The same where yes or no was asked, to which a topic is no answer. */
const namedTopic = 0.6;

/** What questions do, also those without a question mark: they are answered, not kept. */
const asking: readonly Move[] = ['ask', 'follow', 'two', 'correct'];
/** What other messages that are about something else do. */
const elsewhere: readonly Move[] = ['status', 'person', 'simpler', 'repeat', 'chat'];
/** Kinds of what tells nothing of the matter. */
const aimedAtBot: readonly Kind[] = ['insult', 'threat', 'praise'];
/** Minimum confidence at which a message is of such a kind. */
const aimedThreshold = 0.6;
/** Longest message, in words, that begins with yes or no and is nothing but that. */
const agreeingWords = 3;
/** Longest message, in words, that may be a goodbye, or keep something back, and nothing else. */
const goodbyeWords = 5;
const declineWords = 9;
/** Longest message, in words, that only does one of these. A longer one contains something to keep. */
const asideWords = 8;

/** Reads a message as part of the flow under way. */
export function interpret(turn: Turn, definition: FlowDefinition, step: FlowStep): FlowReading {
  const chosen = readChoice(turn, definition, step);
  if (chosen !== null) return chosen;
  const { content } = turn.input.inbound;
  if (content.kind === 'start') return { does: 'start' };
  const message = flowMessageOf(turn);
  const { words } = turn.input.knowledge.flows;
  const isShort = plainWords(message.text).split(' ').length <= steeringWords;
  if (isOneOf(message.text, words.cancel) || (isShort && begins(message.text, words.cancel))) return { does: 'cancel' };
  const goodbye = goodbyeIn(turn, message);
  if (goodbye !== null) return { does: 'leave', entry: goodbye };
  const { aside } = turn.state.flow ?? { aside: null };
  if (aside === 'resume' && isShort) {
    if (begins(message.text, words.no)) return { does: 'cancel' };
    if (begins(message.text, words.yes)) return { does: 'resume' };
  }
  const corrected = readCorrected(turn, definition, message);
  if (corrected !== null) return corrected;
  if (aside === 'change') return readChange(turn, definition, message);
  if (aside === 'code') return readCode(turn, definition, step, message);
  return step.kind === 'confirm' ? readAgreement(turn, message) : readAnswer(turn, definition, step, message);
}

/** The entry that answers a message which takes leave and says nothing else; null: it does not. */
function goodbyeIn({ input }: Turn, message: FlowMessage): string | null {
  const { smallTalk, topics, shape } = input.understanding;
  const { done = [], skip } = input.knowledge.flows.words;
  if (message.asks || message.text === '') return null;
  const [best] = topics;
  const isLikely = shape.words <= goodbyeWords && (best?.confidence ?? 0) >= input.knowledge.thresholds.talk;
  const entry = smallTalk ?? (isLikely ? (best?.entry ?? null) : null);
  const closes = entry !== null && input.knowledge.entry(entry)?.closes === true;
  // "That is all" leaves a question out; with thanks it is a goodbye.
  const isDone = smallTalk !== null && begins(message.text, done) && !isOneOf(message.text, skip);
  return closes || isDone ? entry : null;
}

/** A button of the flow; null: something else was chosen, or nothing. */
function readChoice(turn: Turn, definition: FlowDefinition, step: FlowStep): FlowReading | null {
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning === null) return turn.input.knowledge.command(turn.text) === null ? null : { does: 'interrupt' };
  if (meaning.kind === 'flow') {
    const meant = meaning.step === null ? step : stepOf(definition, meaning.step);
    const slot = meant?.kind === 'collect' ? slotOf(definition, meant.slot) : undefined;
    if (slot?.type === 'consent' && (meaning.act === 'yes' || meaning.act === 'no')) {
      const isKnown = turn.state.flow?.filled.includes(slot.id) ?? false;
      if (meant === step || isKnown)
        return { does: isKnown ? 'correct' : 'answer', slot, value: consentOf(turn, meaning.act) };
    }
    // The button of an earlier question: the one that is open is put again.
    return { does: meant === step ? meaning.act : 'resume' };
  }
  const slot = meaning.kind === 'slot' || meaning.kind === 'change' ? slotOf(definition, meaning.slot) : undefined;
  if (slot === undefined) return { does: 'interrupt' };
  if (meaning.kind !== 'slot') return { does: 'change', slot };
  const option = offeredOptions(turn, slot).find(({ id }) => id === meaning.option);
  if (option === undefined) return { does: 'interrupt' };
  const isNew = !(turn.state.flow?.filled.includes(slot.id) ?? false);
  return { does: isNew ? 'answer' : 'correct', slot, value: { text: option.title[turn.locale], value: option.id } };
}

/** Yes or no as the value of a slot, in the person's language. */
export function consentOf({ input, locale }: Turn, act: 'yes' | 'no'): SlotValue {
  return { text: input.translate(`choice.flow.${act}`, locale, {}), value: act };
}

/** What a message says of the risk, as the answer to the question for it; null: nothing that answers it. */
export function riskAnswered(turn: Turn): SlotValue | null {
  const risk = riskSaid(turn);
  return risk === 'harm' || risk === 'none' ? consentOf(turn, risk === 'harm' ? 'yes' : 'no') : null;
}

/** Which answer is to be changed, and maybe to what. */
function readChange(turn: Turn, definition: FlowDefinition, message: FlowMessage): FlowReading {
  const said = plainWords(message.text);
  const filled = definition.slots.filter(({ id }) => turn.state.flow?.filled.includes(id));
  const named = filled.find(({ title }) => Object.values(title).some((name) => said.includes(plainWords(name))));
  if (named !== undefined) return { does: 'change', slot: named };
  for (const slot of filled.toReversed()) {
    const value = correctedValue(turn, slot, message);
    if (value !== null) return { does: 'correct', slot, value };
  }
  return isElsewhere(turn, message) || namesTopic(turn, namedTopic)
    ? { does: 'interrupt' }
    : { does: 'change', slot: null };
}

/** What is said while a code is waited for. */
function readCode(turn: Turn, definition: FlowDefinition, step: FlowStep, message: FlowMessage): FlowReading {
  const slot = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (slot === undefined) return { does: 'interrupt' };
  const value = findValue(slot, message, contextOf(turn));
  if (value !== null) return { does: 'answer', slot, value };
  if (isLikeCode(message.text)) return { does: 'code', slot, value: confirmedBy(turn, slot, message.text) };
  if (doesWithout(turn, message.text) || declines(turn, message)) return { does: 'skip' };
  return isElsewhere(turn, message) ? { does: 'interrupt' } : { does: 'code', slot, value: null };
}

function readAgreement(turn: Turn, message: FlowMessage): FlowReading {
  const { words } = turn.input.knowledge.flows;
  if (!message.asks && begins(message.text, words.yes)) return { does: 'yes' };
  if ((!message.asks && begins(message.text, words.no)) || declines(turn, message)) return { does: 'no' };
  // Neither yes nor no: something else that they raise is handled first.
  return isElsewhere(turn, message) || namesTopic(turn, namedTopic) ? { does: 'interrupt' } : { does: 'add' };
}

function readAnswer(turn: Turn, definition: FlowDefinition, step: FlowStep, said: FlowMessage): FlowReading {
  const asked = step.kind === 'collect' ? slotOf(definition, step.slot) : undefined;
  if (asked === undefined) return { does: 'interrupt' };
  const slot = { ...asked, options: offeredOptions(turn, asked) };
  const message = { ...said, text: withoutEcho(said.text) };
  const { words } = turn.input.knowledge.flows;
  const isLoose = slot.type === 'text' || slot.type === 'place';
  const risk = asksRisk(definition, slot) ? riskSaid(turn) : null;
  if (risk === 'harm') return { does: 'answer', slot, value: consentOf(turn, 'yes') };
  if (slot.type !== 'text' && (addsMore(turn) || isSameCase(turn) || addsTerms(turn, slot))) return { does: 'add' };
  // What is told of the danger is no place.
  if (slot.type === 'place' && saysRiskOnly(turn, definition, message)) return { does: 'add' };
  // Nobody is anywhere called "yes".
  if (slot.type === 'place' && isOneOf(message.text, words.yes)) return { does: 'yes' };
  if (slot.type === 'place' && isSamePlace(said.text)) {
    const same = samePlace(turn);
    return same === null ? { does: 'add' } : { does: 'answer', slot, value: same };
  }
  const besides = slot.type === 'choice' ? optionRead(turn, definition, slot) : null;
  const value = readValue(slot, message, contextOf(turn)) ?? besides;
  if (slot.type === 'choice' && message.asks && optionIn(asked, message) !== null) return { does: 'ask-choice', slot };
  const isListed = slot.type === 'consent' || slot.type === 'choice';
  if (declines(turn, message))
    return slot.type === 'consent' && !slot.optional
      ? { does: 'answer', slot, value: consentOf(turn, 'no') }
      : { does: 'decline' };
  if (asksFact(slot) && message.text !== '' && withoutAssent(message.text) === '') return { does: 'again' };
  if (asksFact(slot) && !message.asks && saysUnsure(message.text))
    return { does: 'not-known', saysMore: message.text.split(/\s+/).length > steeringWords };
  // "I don't know" is no "no".
  const isOpen = asksFact(slot) && !isOneOf(message.text, words.no);
  if (isOneOf(message.text, words.skip) && (!isListed || value === null || isOpen)) return { does: 'skip' };
  const isSure = findValue(slot, message, contextOf(turn)) !== null || (slot.type === 'place' && message.places);
  const fit = fitOf(turn, slot, message.text);
  const isFree = fit === 'sure' || (fit === 'possible' && !message.asks && !isElsewhere(turn, message));
  const isAnswer = isLoose ? isFree || (isSure && fit !== 'none' && !message.asks) : !message.asks || isSure;
  const isOfItsType = isSure || isPlain(turn, slot, message);
  if (value !== null && isAnswer && isOfItsType) return { does: 'answer', slot, value: shown(turn, slot, value) };
  if (slot.why !== undefined && asksWhy(turn, message)) return { does: 'ask-why', why: slot.why };
  if (slot.type === 'photo' && begins(message.text, [...words.no, ...words.skip]) && !message.asks)
    return { does: 'skip' };
  if (risk === 'none') return { does: 'answer', slot, value: consentOf(turn, 'no') };
  return isFree || addsMore(turn) || risk === 'possible' ? { does: 'add' } : { does: 'interrupt' };
}

/** Whether a message tells whether somebody may be hurt, where that will be asked, and names no place. */
function saysRiskOnly(turn: Turn, definition: FlowDefinition, message: FlowMessage): boolean {
  const slot = riskOpen(turn, definition);
  if (slot === null || message.places || !(saysHarm(message.text) || saysHarmless(message.text))) return false;
  const places = definition.slots.filter(({ type }) => type === 'place');
  return riskSaid(turn) !== null && places.every((each) => findValue(each, message, contextOf(turn)) === null);
}

/** Whether a text that could be taken for an answer is one: "no, how is my report going" is no "no", thanks are no "yes". */
function isPlain(turn: Turn, { type }: FlowSlot, message: FlowMessage): boolean {
  const { shape, smallTalk } = turn.input.understanding;
  const { yes, no } = turn.input.knowledge.flows.words;
  if (type === 'place') return message.text === '' || mayBePlace(message.text, shape);
  if (type !== 'consent' || isOneOf(message.text, [...yes, ...no])) return true;
  if (smallTalk !== null || isConditional(message.text) || asksAgain(turn) || namesPerson(turn)) return false;
  return shape.words <= agreeingWords || saysWhy(message.text) || goesOnStating(turn) || !isElsewhere(turn, message);
}

/** Whether a message says that it adds to what was told, and does: "can I add that it is on Fridays". */
export function addsMore({ input }: Turn): boolean {
  const text = textOf(input.inbound);
  const said = toThePoint(text);
  const isAdded = (input.knowledge.flows.words.add ?? []).some((beginning) => said.startsWith(`${beginning} `));
  // Who asks something after it wants an answer.
  const asksBesides = input.understanding.shape.asks && sentencesIn(text).length > 1;
  // "Where can I put it" ends as what is to be added, and asks.
  const isToBeAdded = endsByAdding(text) && !input.understanding.shape.asks && !asksSomewhere(text);
  return (isAdded || isToBeAdded) && !asksBesides && !asksHowToAdd(text);
}

/** Whether a message says that it is about the case of the flow, and no other. */
function isSameCase({ input, state }: Turn): boolean {
  return (state.flow?.case ?? null) !== null && !input.understanding.shape.asks && saysSameCase(textOf(input.inbound));
}

/** Whether a message says that somebody keeps something to themselves: "I'd rather not say". */
export function declines({ input }: Turn, { text, asks }: Pick<FlowMessage, 'text' | 'asks'>): boolean {
  const { decline = [] } = input.knowledge.flows.words;
  return !asks && input.understanding.shape.words <= declineWords && says(text, decline);
}

/** Longest question, in words, about the open question itself. */
const whyWords = 8;
/** What such a question may read as on its own: it asks on about something unnamed, or objects. */
const asidesOn: readonly Act[] = ['follow', 'correct', 'ask'];

/** Whether a question is about the open one: it is short, refers to it or asks for a reason, and names no service. */
function asksWhy(turn: Turn, { text }: FlowMessage): boolean {
  const { shape, acts, topics } = turn.input.understanding;
  const isAside = acts[0] === undefined || asidesOn.includes(acts[0].act);
  if (shape.words > whyWords || !isAside || (topics[0]?.confidence ?? 0) >= limitsOf(turn).sure) return false;
  return asksReason(text) || asksIfNeeded(text) || (shape.asks && shape.refers && !asksOfService(turn));
}

/** How well a typed text fits a question: whether it may answer it, or add to the matter. */
function fitOf(turn: Turn, { type }: FlowSlot, text: string): 'sure' | 'possible' | 'none' {
  if (text === '') return 'possible';
  if (type !== 'place' && type !== 'text') return isQuestion(text) ? 'none' : 'possible';
  return type === 'place' ? placeFit(turn, text) : detailFit(turn, text);
}

/** The place of an earlier case of this conversation: staff read it there. Null: there is none. */
function samePlace(turn: Turn): SlotValue | null {
  const { all } = turn.input.knowledge.flows;
  const hasPlace = (id: string) => all.find((flow) => flow.id === id)?.slots.some((slot) => slot.type === 'place');
  const earlier = turn.state.cases.findLast(
    ({ code, collected }) => code !== turn.state.flow?.case && collected?.some(({ flow }) => hasPlace(flow)) === true,
  );
  if (earlier === undefined) return null;
  const same = turn.input.translate('flow.samePlace', turn.locale, { code: earlier.code });
  return { text: same, value: same };
}

/** The options of a choice that this service can keep. */
export function offeredOptions({ input }: Turn, { options }: FlowSlot): FlowSlot['options'] {
  return options.filter(({ needs }) => needs === undefined || input.account.mails === true);
}

/** Yes and no are said back in the person's language. */
function shown(turn: Turn, slot: FlowSlot, value: SlotValue): SlotValue {
  return slot.type === 'consent' && (value.value === 'yes' || value.value === 'no')
    ? consentOf(turn, value.value)
    : value;
}

/** Whether a message is about something else than the flow: a question, small talk, the wish for a person. */
function isElsewhere(turn: Turn, message: FlowMessage): boolean {
  const { understanding, knowledge } = turn.input;
  if (message.asks || understanding.smallTalk !== null || isOtherReport(turn)) return true;
  if ((asksElsewhere(turn) && !message.places) || asksPlainly(turn)) return true;
  const [best] = understanding.topics;
  const entry = best === undefined ? undefined : knowledge.entry(best.entry);
  const isSure = (best?.confidence ?? 0) >= topicThreshold;
  if (entry?.kind === 'command' && isSure) return true;
  // "Thanks a lot, mate" is not kept as a detail of the matter.
  if (entry?.kind === 'smalltalk' && isSure && understanding.shape.words <= goodbyeWords) return true;
  const { kind, confidence } = understanding.kind;
  if (kind === 'person' && confidence >= personThreshold) return true;
  if (aimedAtBot.includes(kind) && confidence >= aimedThreshold) return true;
  if (knowledge.moves === null) return entry?.kind === 'faq' && isSure;
  const [move] = movesHere(turn);
  if (move === undefined || move.confidence < moveThreshold) return false;
  if (asking.includes(move.move)) return !message.places;
  return elsewhere.includes(move.move) && understanding.shape.words <= asideWords;
}

/** Whether a message names a topic of the FAQ. */
function namesTopic({ input }: Turn, threshold: number): boolean {
  const [best] = input.understanding.topics;
  return best !== undefined && best.confidence >= threshold && input.knowledge.entry(best.entry)?.kind === 'faq';
}

const isSamePlaceOf = ({ type }: FlowSlot, { text }: FlowMessage) => type === 'place' && saysSamePlace(text);

/** What the message that begins a flow already says of its slots. */
export function readOpening(turn: Turn, definition: FlowDefinition): readonly { slot: FlowSlot; value: SlotValue }[] {
  const message = flowMessageOf(turn);
  const isTyped = turn.chosen === null && message.text !== '';
  // Where something is tells nothing of what it is.
  const describes = isTyped && !isPlaceAlone(message.text, turn.input.understanding.shape);
  return definition.slots.flatMap((slot) => {
    const value =
      slot.opening && describes
        ? { text: message.text, value: message.text }
        : slot.type === 'choice' && isTyped
          ? optionIn(slot, message)
          : isTyped && asksRisk(definition, slot) && (saysHarm(message.text) || saysHarmless(message.text))
            ? consentOf(turn, saysHarm(message.text) ? 'yes' : 'no')
            : (findValue(slot, message, contextOf(turn)) ??
              (isTyped && isSamePlaceOf(slot, message) ? samePlace(turn) : null));
    return value === null ? [] : [{ slot, value }];
  });
}
