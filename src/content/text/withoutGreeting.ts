import { locales } from '../../core/model/locale.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import type { SmalltalkFile } from '../schema/talk.ts';
import { wordingsOf } from '../smallTalk.ts';

/** The small talk entries whose wordings are greetings. */
const greetingEntry = 'smalltalk.hello';
/** Fewest words of a question; "hola bon dia" alone stays a greeting. */
const minQuestionWords = 2;

/**
 * Creates the function that removes greetings from the beginning of a question ("Hola, bon dia, com…" becomes "com…"),
 * so that politeness does not lower the bot's confidence. The content's greetings are used.
 */
export function createWithoutGreeting({ entries }: SmalltalkFile): (text: string) => string {
  const greeting = entries.find(({ id }) => id === greetingEntry);
  const wordings = greeting === undefined ? [] : locales.flatMap((locale) => wordingsOf(greeting, locale));
  const greetings = new Set(wordings.map(plainWords));
  const maxLength = Math.max(0, ...[...greetings].map((greeting) => greeting.split(' ').length));

  const beginnings = new Set([...greetings].map((greeting) => greeting.split(' ', 1)[0]));

  return (text) => {
    const first = /[\p{L}\p{N}]+/u.exec(text)?.[0];
    // Most questions begin with no greeting, and a closer look costs more than finding the answer.
    if (first === undefined || !beginnings.has(plainWords(first))) return text;
    if (greetings.has(plainWords(text))) return text;
    const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
    let from = 0;
    for (let length = maxLength; length > 0; length--) {
      const taken = words.slice(from, from + length);
      if (words.length - from - taken.length < minQuestionWords) continue;
      if (!greetings.has(plainWords(taken.map(([word]) => word).join(' ')))) continue;
      from += length;
      // Another greeting of any length may follow.
      length = maxLength + 1;
    }
    return from === 0 ? text : text.slice(words[from]?.index);
  };
}
