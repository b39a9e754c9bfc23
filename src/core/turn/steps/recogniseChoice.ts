import { textOf } from '../../model/message.ts';
import { createLruCache } from '../../util/lruCache.ts';
import { plainWords } from '../../util/plainWords.ts';
import { choiceOf } from '../replies/choices.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/** Maximum length of a text that can be a choice's label. */
const maxLabelLength = 120;

/** Finds out what the person picked, before any other step interprets the text. */
export const recogniseChoice: Middleware = (turn, next) => {
  turn.chosen = chosenValue(turn);
  next();
};

/** The value that the person picked by button, number or label; null when they picked nothing. */
function chosenValue(turn: Turn): string | null {
  const { content } = turn.input.inbound;
  if (content.kind === 'choice') return content.value;
  const { offered } = turn.state;
  if ((content.kind !== 'text' && content.kind !== 'edit') || offered.length === 0) return null;
  const typed = textOf(turn.input.inbound).trim();
  const number = /^\(?([1-9])[).]?$/.exec(typed)?.[1];
  if (number) return offered[Number(number) - 1] ?? null;
  const words = typed.length > maxLabelLength ? '' : plainWords(typed);
  const named = words === '' ? [] : offered.filter((value) => namesOf(turn, value).includes(words));
  if (named.length === 1 && named[0]) return named[0];
  return byOrdinal(turn, offered) ?? byPart(turn, offered, words);
}

/** "The second one", "the last". */
function byOrdinal({ input }: Turn, offered: readonly string[]): string | null {
  const { ordinal } = input.understanding.shape;
  if (ordinal === null) return null;
  const real = offered.filter((value) => value !== 'none');
  return real.at(ordinal < 0 ? ordinal : ordinal - 1) ?? null;
}

/** Longest text, in words, that may name a choice by a part of its label. */
const maxPartWords = 6;
/** Words that name nothing on their own have fewer letters than this. */
const namingLetters = 4;

/** "The one about fines": all the words that name something stand in the label of one choice only. */
function byPart(turn: Turn, offered: readonly string[], words: string): string | null {
  const said = words.split(' ');
  if (words === '' || said.length > maxPartWords) return null;
  const naming = said.filter((word) => word.length >= namingLetters);
  if (naming.length === 0 || turn.state.dialogue.last?.did !== 'clarified') return null;
  const matching = offered.filter((value) => {
    const label = namesOf(turn, value)[0]?.split(' ') ?? [];
    return naming.every((word) => label.some((each) => each.startsWith(word.slice(0, 5))));
  });
  return (matching.length === 1 && matching[0]) || null;
}

/** Cached names of labels: the same few are on offer all day. */
const names = createLruCache<string, readonly string[]>(1_000);

/** What a choice may be called: its label, or the part before a comma ("Yes" of "Yes, erase it"). */
function namesOf(turn: Turn, value: string): readonly string[] {
  const label = choiceOf(turn, value)?.label ?? '';
  let found = names.get(label);
  if (found === undefined) {
    found = [plainWords(label), plainWords(label.split(',')[0] ?? '')];
    names.set(label, found);
  }
  return found;
}
