import { locales } from '../core/model/locale.ts';
import type { LanguageSaid } from '../core/ports/knowledge.ts';
import { plainWords } from '../core/util/plainWords.ts';
import { asksIn } from '../language/understanding/questionsOf.ts';
import type { LanguagesFile } from './schema/understandingFiles.ts';

/** Longest text, in words, that asks who speaks a language in words of its own, and nothing else. */
const mostWords = 12;
/** Longest text, in characters, that is read. */
const mostCharacters = 400;
/** Words between "speak" and the name of the language, at most, in such a text: "parla algú anglès". */
const mostBetween = 3;
/** Fewest words of what is said besides. */
const fewestBesides = 2;

interface Word {
  readonly plain: string;
  readonly start: number;
  readonly end: number;
}

const word = /[\p{L}\p{M}\p{N}]+/gu;
/** What ends a clause. */
const border = /[.,:;!?…\n()¿¡–]/u;
/** Words that join clauses, in plain Catalan, Spanish and English: they belong to neither. */
const joining = new Set('i y e and pero but so because since perque porque pq doncs pues entonces then'.split(' '));
/** Words before the name of a language that belong to what follows it as well. */
const leading = new Set(['en', 'in']);

/**
 * Creates the function that reads what a text says of languages: "does anyone speak English", "in English please", "I don't speak
 * Spanish". A clause that consists of such words, or the beginning or end of one beside a question, is about nothing else, so that
 * what the text says besides can be read without it. Null: it says nothing of languages, or wants to learn one.
 */
export function createSpokenLanguage(file: LanguagesFile): (text: string) => LanguageSaid | null {
  const setOf = (words: readonly string[] = []) => new Set(words.flatMap((each) => plainWords(each).split(' ')));
  const verbs = new Set((file.speaking ?? []).map((each) => plainWords(each).split(' ', 1)[0] ?? ''));
  const [beside, refusing, only, mine] = [setOf(file.beside), setOf(file.refusing), setOf(file.only), setOf(file.mine)];
  const around = new Set([...setOf(file.speaking), ...setOf(file.around), ...beside, ...refusing, ...only, ...mine]);
  const learning = [...setOf(file.learning)];
  const ids = new Map<string, string>();
  for (const locale of locales) for (const name of file.own?.[locale] ?? []) ids.set(plainWords(name), locale);
  for (const { id, name, names = [] } of file.languages)
    for (const each of [name, ...names]) ids.set(plainWords(each), id);

  const isName = ({ plain }: Word) => ids.has(plain);
  const isClosed = ({ plain }: Word) => ids.has(plain) || around.has(plain);
  const isSaying = ({ plain }: Word) => verbs.has(plain) || refusing.has(plain) || only.has(plain);
  const isBare = ({ plain }: Word) => ids.has(plain) || beside.has(plain);

  /** Which of the words of a clause speak of a language and nothing else, from one to before another; null: none do. */
  const spanOf = (clause: readonly Word[], text: string): readonly [number, number] | null => {
    if (!clause.some(isName)) return null;
    const isAbout = clause.some(isSaying) || clause.every(isBare);
    if (clause.every(isClosed)) return isAbout ? [0, clause.length] : null;
    const asksBesides = (from: number, to: number) => asksIn(text.slice(clause[from]?.start, clause[to - 1]?.end));
    const closed = clause.findIndex((each) => !isClosed(each));
    let to = clause.slice(0, closed).findLastIndex(isName) + 1;
    if (to > 0 && clause.slice(0, to).some(isSaying)) {
      while (to < closed && isTrailing(clause[to])) to += 1;
      if (asksBesides(to, clause.length)) return [0, to];
    }
    // Only what somebody says of themselves: "papers for people who don't speak Spanish" is one question.
    const last = clause.findLastIndex((each) => !isClosed(each)) + 1;
    const own = clause.findIndex(({ plain }, at) => at >= last && mine.has(plain));
    if (own < 0) return null;
    const from = refusing.has(clause[own - 1]?.plain ?? '') ? own - 1 : own;
    const isRefused = clause.slice(from).some(({ plain }) => refusing.has(plain));
    if (from > last && !isRefused && !joining.has(clause[from - 1]?.plain ?? '')) return null;
    const said = clause.slice(from);
    return said.some(isName) && said.some(isSaying) && asksBesides(0, from) ? [from, clause.length] : null;
  };
  const isTrailing = (each: Word | undefined) =>
    each !== undefined && beside.has(each.plain) && !joining.has(each.plain) && !leading.has(each.plain);

  /** Whether the name at a position of a clause is of a language that is not wanted. */
  const isRefused = (clause: readonly Word[], at: number): boolean => {
    const before = clause.slice(0, at);
    const no = before.findLastIndex(({ plain }) => refusing.has(plain));
    if (no > before.findLastIndex(({ plain }) => only.has(plain))) return true;
    const after = clause.slice(at + 1);
    return !after.some(isName) && after.some(({ plain }) => refusing.has(plain));
  };

  /** A text that asks in words of its own who speaks one language: "is there a lawyer who speaks English". */
  const asksOpenly = (words: readonly Word[]): LanguageSaid | null => {
    const [name, another] = new Set(words.flatMap(({ plain }) => ids.get(plain) ?? []));
    if (words.length > mostWords || name === undefined || another !== undefined) return null;
    const at = words.findIndex(isName);
    const asking = words.slice(Math.max(0, at - 1 - mostBetween), at);
    const isAsked = asking.some(({ plain }) => verbs.has(plain) && !mine.has(plain));
    if (!isAsked || words.slice(0, at).some(({ plain }) => refusing.has(plain))) return null;
    return { wanted: [name], refused: [], rest: null };
  };

  return (text) => {
    if (
      text.length > mostCharacters ||
      !plainWords(text)
        .split(' ')
        .some((each) => ids.has(each))
    )
      return null;
    const words = wordsOf(text);
    if (words.some(({ plain }) => learning.some((stem) => plain.startsWith(stem)))) return null;
    const clauses = clausesOf(words, text);
    const spans = clauses.map((clause) => spanOf(clause, text));
    // "Can I get it in Spanish, English, French" lists languages.
    const isOpen = clauses.some((clause, at) => spans[at] === null && clause.some(isName));
    const taken = new Set<Word>();
    const wanted = new Set<string>();
    const refused = new Set<string>();
    clauses.forEach((clause, at) => {
      const span = spans[at];
      if (span == null || (isOpen && clause.length === 1)) return;
      const said = clause.slice(...span);
      said.forEach((each, index) => {
        taken.add(each);
        const id = ids.get(each.plain);
        if (id !== undefined) (isRefused(said, index) ? refused : wanted).add(id);
      });
    });
    if (taken.size === 0) return asksOpenly(words);
    // The name alone: of a language, a nationality, a dish.
    if (words.length === 1) return null;
    const left = words.filter((each) => !taken.has(each));
    const saysMore = left.length >= fewestBesides && !left.every(isClosed);
    const rest = saysMore ? textOf(words, taken, text) : '';
    return { wanted: [...wanted].filter((id) => !refused.has(id)), refused: [...refused], rest };
  };
}

const wordsOf = (text: string): readonly Word[] =>
  [...text.matchAll(word)].map(({ 0: said, index }) => ({
    plain: plainWords(said),
    start: index,
    end: index + said.length,
  }));

/** The words of a text by its clauses. */
function clausesOf(words: readonly Word[], text: string): readonly (readonly Word[])[] {
  const clauses: Word[][] = [];
  words.forEach((each, at) => {
    const before = words[at - 1];
    if (before === undefined || border.test(text.slice(before.end, each.start))) clauses.push([]);
    clauses.at(-1)?.push(each);
  });
  return clauses;
}

/** A text without the words that were taken from it, and without what joined them to the others. */
function textOf(words: readonly Word[], taken: ReadonlySet<Word>, text: string): string {
  const pieces: string[] = [];
  for (let from = 0; from < words.length; from += 1) {
    let to = from;
    while (to < words.length && !taken.has(words[to] as Word)) to += 1;
    if (to === from) continue;
    // "I don't speak Spanish. I want to…": in English, "i" joins nothing.
    const isJoined = (at: number, gap: string) => joining.has(words[at]?.plain ?? '') && !border.test(gap);
    let begin = from;
    let end = to;
    if (from > 0 && isJoined(from, text.slice(words[from - 1]?.end, words[from]?.start))) begin += 1;
    if (to < words.length && isJoined(to - 1, text.slice(words[to - 1]?.end, words[to]?.start))) end -= 1;
    const [first, last] = [words[begin], words[end - 1]];
    if (begin < end && first !== undefined && last !== undefined) {
      const opening = /[¿¡"«(]*$/u.exec(text.slice(0, first.start))?.[0] ?? '';
      const closing = /^[?!.…)"»]*/u.exec(text.slice(last.end))?.[0] ?? '';
      pieces.push(`${opening}${text.slice(first.start, last.end)}${closing}`);
    }
    from = to - 1;
  }
  return pieces.join(' ');
}
