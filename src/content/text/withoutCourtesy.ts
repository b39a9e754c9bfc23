import { locales } from '../../core/model/locale.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { asksIn } from '../../language/understanding/questionsOf.ts';
import type { SmalltalkFile } from '../schema/talk.ts';
import { wordingsOf } from '../smallTalk.ts';

/** The small talk whose wordings are greetings, among them those that announce a question: "one more thing". */
const greetingEntry = 'smalltalk.hello';
const thanksEntry = 'smalltalk.thanks';
/** Fewest words of a question; "hola bon dia" alone stays a greeting. */
const minQuestionWords = 2;

const word = /[\p{L}\p{N}]+/gu;
/** What ends a courtesy: without it "thanks for nothing" would be "for nothing". */
const border = /[.,:;!?…\n()–-]/u;
/** Words after which something else is said, in plain Catalan, Spanish and English. */
const joining = new Set(['i', 'y', 'e', 'and', 'pero', 'but']);

/**
 * Creates the function that removes courtesies around a question ("Hola, bon dia, com…" and "Gràcies! Una altra cosa:
 * com…" become "com…", "com…? Gràcies" becomes "com…?"), so that politeness does not lower the bot's confidence. The
 * content's wordings of greetings and of thanks are used; thanks only where punctuation or "and" sets them apart, and
 * where what is left asks something: "gràcies, ja ho miraré" is an answer to the bot.
 */
export function createWithoutCourtesy({ entries }: SmalltalkFile): (text: string) => string {
  const wordings = (wanted: string): ReadonlySet<string> => {
    const entry = entries.find(({ id }) => id === wanted);
    return new Set(entry === undefined ? [] : locales.flatMap((locale) => wordingsOf(entry, locale)).map(plainWords));
  };
  const greetings = wordings(greetingEntry);
  const thanks = wordings(thanksEntry);
  const courtesies = [...greetings, ...thanks];
  const maxLength = Math.max(0, ...courtesies.map((wording) => wording.split(' ').length));
  const beginnings = new Set(courtesies.map((wording) => wording.split(' ', 1)[0]));
  const endings = new Set([...thanks].map((wording) => wording.slice(wording.lastIndexOf(' ') + 1)));

  return (text) => {
    const all = text.match(word) ?? [];
    const [first] = all;
    const last = all.at(-1);
    // Most questions have no courtesy, and a closer look costs more than finding the answer.
    if (first === undefined || last === undefined) return text;
    const begins = beginnings.has(plainWords(first));
    const ends = endings.has(plainWords(last));
    if ((!begins && !ends) || greetings.has(plainWords(text))) return text;
    const words = [...text.matchAll(word)];
    const phrase = (from: number, to: number) =>
      plainWords(
        words
          .slice(from, to)
          .map(([one]) => one)
          .join(' '),
      );
    /** What stands between a word and the next one. */
    const gapAfter = (at: number) => {
      const [one] = words.slice(at, at + 1);
      return one === undefined ? '' : text.slice(one.index + one[0].length, words[at + 1]?.index);
    };
    const isApart = (at: number) => border.test(gapAfter(at)) || joining.has(phrase(at + 1, at + 2));

    let from = 0;
    /** Whether a greeting was the last that was taken off: what follows it begins again. */
    let isFresh = true;
    for (let length = begins ? maxLength : 0; length > 0; length--) {
      const to = from + length;
      if (words.length - to < minQuestionWords) continue;
      const said = phrase(from, to);
      const greets = greetings.has(said);
      if (!greets && !(thanks.has(said) && isApart(to - 1))) continue;
      from = to;
      isFresh = greets;
      // Another courtesy of any length may follow.
      length = maxLength + 1;
    }
    let to = words.length;
    for (let length = ends ? maxLength : 0; length > 0; length--) {
      const begin = to - length;
      if (begin - from < minQuestionWords || !border.test(gapAfter(begin - 1))) continue;
      if (!thanks.has(phrase(begin, to))) continue;
      to = begin;
      break;
    }
    const start = from === 0 ? 0 : words[from]?.index;
    const end = to === words.length ? text.length : words[to]?.index;
    const kept = text.slice(start, end);
    const question = to === words.length ? kept : kept.replace(/[\s,;:(–-]+$/u, '');
    return (isFresh && to === words.length) || asksIn(question) ? question : text;
  };
}
