import { withoutEcho } from '../../flows/echo.ts';
import { asksSomewhere, isPlacePhrase, isStatement, sentencesIn } from '../../flows/phrasing.ts';
import { begins, type FlowMessage, findValue, isOneOf, type ReadingContext, readValue } from '../../flows/readSlot.ts';
import type { FlowSlot, SlotType, SlotValue } from '../../model/flow.ts';
import { plainWords } from '../../util/plainWords.ts';

/** What a message does to the question that is open with a part of it. */
export type AnswerBefore =
  | { readonly does: 'answer'; readonly value: SlotValue }
  | { readonly does: 'skip' }
  /** Says that this is all; `value` answers the question, if anything does. */
  | { readonly does: 'close'; readonly value: SlotValue | null }
  | { readonly does: 'cancel'; readonly asks: boolean };

/** Longest answer, in words, to a question with answers to choose from, and longest wish to stop. */
const fewWords = 5;
const steeringWords = 7;

/**
 * The answer with which a message begins that goes on to ask something: "no photo. when will you take it?". What is left out
 * or given up may be followed by anything. Null: it is in one piece.
 */
export function answerBefore(
  slot: FlowSlot | null,
  message: FlowMessage,
  context: ReadingContext,
): AnswerBefore | null {
  const closing = closingIn(slot, message, context);
  if (closing !== null) return closing;
  for (const { head, rest } of splitsOf(message.text, slot?.type)) {
    const said = withoutEcho(head).replace(/[\s.,;!]+$/, '');
    const asks = rest.includes('?') || asksSomewhere(rest);
    if (wordsOf(said) <= steeringWords && begins(said, context.words.cancel)) return { does: 'cancel', asks };
    const before = slot === null || !asks ? null : answerIn(slot, { ...message, text: said, asks: false }, context);
    if (before !== null) return before;
  }
  return null;
}

/** Words of courtesy, which say nothing besides. Of the languages. */
const courtesy =
  /^(?:moltes |muchas |many )?(?:gracies|gracias|merci|thanks|thank you|thank u|thx|ok|vale|sorry|perdo|perdon)$/;

/** Somebody says in several words that there is nothing more: "no. that's it", "no, gràcies, res més". Null: they do not. */
function closingIn(slot: FlowSlot | null, message: FlowMessage, context: ReadingContext): AnswerBefore | null {
  const { no, skip, done = [] } = context.words;
  const clauses = message.text.split(/[.,;!\n]+/).filter((each) => plainWords(each) !== '');
  const isSaid = (clause: string) => isOneOf(withoutEcho(clause), [...no, ...skip, ...done]);
  if (clauses.length < 2 || !clauses.some((clause) => isOneOf(withoutEcho(clause), done))) return null;
  if (!clauses.every((clause) => isSaid(clause) || courtesy.test(plainWords(clause)))) return null;
  const first = { ...message, text: clauses[0] ?? '' };
  return { does: 'close', value: slot?.type === 'consent' ? readValue(slot, first, context) : null };
}

/** The same to one whose answers are names. */
const bareWords = 3;

const wordsOf = (text: string) => plainWords(text).split(' ').length;
const isShort = (text: string) => wordsOf(text) <= fewWords;
const isBare = (text: string) => wordsOf(text) <= bareWords;

/** "Carrer Major 12, on hi ha el banc" is one place, and "no, how is my report going" no "no". */
const oneSentence: readonly SlotType[] = ['place', 'consent'];

/** A message in two: before the first sentence that asks, and after its first comma. */
function splitsOf(
  text: string,
  asked: SlotType | undefined,
): readonly { readonly head: string; readonly rest: string }[] {
  const sentences = sentencesIn(text);
  const asking = sentences.findIndex((each) => each.endsWith('?') || asksSomewhere(each));
  const comma = text.search(/[,;]\s/);
  return [
    ...(asking > 0 ? [{ head: sentences.slice(0, asking).join(' '), rest: sentences.slice(asking).join(' ') }] : []),
    ...(asking <= 0 && sentences.length > 1 ? [{ head: sentences[0] ?? '', rest: sentences.slice(1).join(' ') }] : []),
    ...(comma > 0 && (asked === undefined || !oneSentence.includes(asked))
      ? [{ head: text.slice(0, comma), rest: text.slice(comma + 1).trim() }]
      : []),
  ];
}

/** What a text that stands before a question answers; null: nothing for certain. */
function answerIn(slot: FlowSlot, message: FlowMessage, context: ReadingContext): AnswerBefore | null {
  const { text } = message;
  const { no, skip } = context.words;
  const answer = (value: SlotValue | null): AnswerBefore | null => (value === null ? null : { does: 'answer', value });
  switch (slot.type) {
    case 'photo':
      return begins(text, [...no, ...skip]) && isShort(text) ? { does: 'skip' } : null;
    case 'consent':
      return isShort(text) ? (answer(readValue(slot, message, context)) ?? skipped(slot, text, skip)) : null;
    case 'place':
      return findValue(slot, message, context) !== null || (isPlacePhrase(text) && !isStatement(text))
        ? answer(readValue(slot, message, context))
        : null;
    case 'text':
      return skipped(slot, text, [...no, ...skip]);
    default:
      // "OK, I'll call them" chooses nothing.
      return isBare(text) ? (skipped(slot, text, skip) ?? answer(readValue(slot, message, context))) : null;
  }
}

const skipped = ({ optional }: FlowSlot, text: string, words: readonly string[]): AnswerBefore | null =>
  optional && isOneOf(text, words) ? { does: 'skip' } : null;
