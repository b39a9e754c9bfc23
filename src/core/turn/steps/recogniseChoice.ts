import { textOf } from '../../model/message.ts';
import { createLruCache } from '../../util/lruCache.ts';
import { plainWords } from '../../util/plainWords.ts';
import type { Middleware, Turn } from '../draft.ts';
import { choiceOf } from '../replies/choices.ts';

/** Longest text that may be the words of a choice. */
const longestLabel = 120;

/** Finds out what the person picked, before anything else is made of their words. */
export const recogniseChoice: Middleware = (turn, next) => {
  turn.chosen = chosenValue(turn);
  next();
};

/** The value of what the person picked by a button, its number or its words; null when they picked nothing. */
function chosenValue(turn: Turn): string | null {
  const { content } = turn.input.inbound;
  if (content.kind === 'choice') return content.value;
  const { offered } = turn.state;
  if ((content.kind !== 'text' && content.kind !== 'edit') || offered.length === 0) return null;
  const typed = textOf(turn.input.inbound).trim();
  const number = /^\(?([1-9])[).]?$/.exec(typed)?.[1];
  if (number) return offered[Number(number) - 1] ?? null;
  const words = typed.length > longestLabel ? '' : plainWords(typed);
  const named = words === '' ? [] : offered.filter((value) => namesOf(turn, value).includes(words));
  return (named.length === 1 && named[0]) || null;
}

/** Names of labels that were met lately: the same few are on offer all day. */
const names = createLruCache<string, readonly string[]>(1_000);

/** How a choice may be called: by its label, or by what stands before a comma in it ("Yes" of "Yes, erase it"). */
function namesOf(turn: Turn, value: string): readonly string[] {
  const label = choiceOf(turn, value)?.label ?? '';
  let found = names.get(label);
  if (found === undefined) {
    found = [plainWords(label), plainWords(label.split(',')[0] ?? '')];
    names.set(label, found);
  }
  return found;
}
