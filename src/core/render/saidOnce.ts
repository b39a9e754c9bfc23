import type { Outbound } from '../model/message.ts';
import { wholeSentences } from '../util/firstSentences.ts';
import { plainWords } from '../util/plainWords.ts';

const listMark = /^(?:- |\* |\d+\. )/;
/** Fewest letters of what is a sentence of its own. Shorter ones, such as "It is free.", may be said of each of two things. */
const fewestLetters = 25;

/**
 * The messages of a turn without the sentences that they say a second time, as two sides of a service may where both name whom to ask. A
 * message that says nothing else is left out; what it offers goes to the one before it.
 */
export function saidOnce(messages: readonly Outbound[]): readonly Outbound[] {
  const said = new Set<string>();
  const kept: Outbound[] = [];
  for (const message of messages) {
    const text = message.text === '' ? '' : withoutSaid(message.text, said);
    const last = kept.at(-1);
    if (text !== '' || message.text === '' || message.files.length > 0 || last === undefined)
      kept.push(text === message.text ? message : { ...message, text });
    else if (message.choices.length > 0) kept[kept.length - 1] = { ...last, choices: message.choices };
  }
  return kept;
}

/** The line of a source, which ends with the day on which it was checked: each text that is said keeps its own. */
const sourceLine = /\]\([^)]*\).*\d{1,2}\/\d{1,2}\/\d{4}$/;

/** A text without the sentences that were said, which are from now on those of it, too. */
function withoutSaid(text: string, said: Set<string>): string {
  const written = text.split('\n');
  const lines = written.map((line) => (sourceLine.test(line) ? line : withoutSaidIn(line, said)));
  if (lines.join('\n') === text) return text;
  if (lines.every((line, at) => line === null || line === '' || sourceLine.test(written[at] ?? ''))) return '';
  const left = lines.filter(
    (line, at): line is string => line !== null && !announcesNothing(line, lines.slice(at + 1)),
  );
  return left
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Whether a line announces what follows, and none of that is left. */
function announcesNothing(line: string, after: readonly (string | null)[]): boolean {
  const next = after.find((each) => each !== '');
  return line.endsWith(':') && next === null && !after.some((each) => each !== null && listMark.test(each));
}

/** A line without what was said of it; null: nothing is left. */
function withoutSaidIn(line: string, said: Set<string>): string | null {
  const mark = listMark.exec(line)?.[0] ?? '';
  const sentences = wholeSentences(line.slice(mark.length));
  const fresh = sentences.filter((each) => {
    const plain = plainWords(each);
    if (plain.length < fewestLetters) return true;
    const isNew = !said.has(plain);
    said.add(plain);
    return isNew;
  });
  if (fresh.length === sentences.length) return line;
  return fresh.length === 0 ? null : `${mark}${fresh.join('').trim()}`;
}

/** Letters from which on a word tells what a text is about. */
const fewestWordLetters = 4;

/** How much of what a text says stands in another, 0 to 1, by its words. */
export function shareSaidIn(text: string, other: string): number {
  const words = new Set(wordsOf(text));
  const said = new Set(wordsOf(other));
  return words.size === 0 ? 1 : [...words].filter((word) => said.has(word)).length / words.size;
}

const linkTarget = /\]\([^)]*\)/g;

const wordsOf = (text: string): readonly string[] =>
  plainWords(text.replace(linkTarget, ' '))
    .split(' ')
    .filter((word) => word.length >= fewestWordLetters);
