import { isLocale, type Locale } from '../../src/core/model/locale.ts';
import { type Scope, scopes } from '../../src/language/scope/scopeMessages.ts';
import { readRows } from '../../src/language/text/readRows.ts';

/** A message in one of the bot's languages. */
export interface Message {
  readonly locale: Locale;
  readonly text: string;
}

/** A question with the entry that a fair clerk would choose. */
export interface Question extends Message {
  readonly entry: string;
}

/** A question in a language that is not the bot's own (BCP 47). */
interface ForeignQuestion {
  readonly language: string;
  readonly entry: string;
  readonly text: string;
}

/** The questions of `test/data/eval`: never learnt from, and no threshold is fitted to them. */
export function readQuestionSet(): readonly Question[] {
  return rowsOf('questions.tsv').flatMap(([locale, entry, text]) =>
    isLocale(locale) && entry !== undefined && text !== undefined ? [{ locale, entry, text }] : [],
  );
}

/** A message that no entry answers, and entries that say at least where to ask for it. */
export interface StrangeMessage extends Message {
  readonly also: readonly string[];
}

/** Messages that no entry answers; as little used. */
export function readOutOfScope(): readonly StrangeMessage[] {
  return rowsOf('out-of-scope.tsv').flatMap(([locale, text, also]) =>
    isLocale(locale) && text !== undefined ? [{ locale, text, also: also ? also.split(',') : [] }] : [],
  );
}

/** A first message that only sounds like the council's business, or that is about the same things and is. */
export interface ScopedMessage extends Message {
  readonly scope: Scope;
}

/** Near misses and their twins; as little used. */
export function readScopeSet(): readonly ScopedMessage[] {
  return rowsOf('scope.tsv').flatMap(([whose, locale, text]) => {
    const scope = scopes.find((each) => each === whose);
    return scope !== undefined && isLocale(locale) && text !== undefined ? [{ scope, locale, text }] : [];
  });
}

/** What people call a service, alone, and how they say it below an answer about another one. */
export interface NamedService {
  readonly locale: Locale;
  readonly entry: string;
  readonly name: string;
  /** The service spoken of before. */
  readonly before: string;
  readonly later: string;
}

/** Names of services that nothing was learnt from. */
export function readNames(): readonly NamedService[] {
  return rowsOf('names.tsv').flatMap(([locale, entry, name, before, later]) =>
    isLocale(locale) && entry && name && before && later ? [{ locale, entry, name, before, later }] : [],
  );
}

/** Questions in other languages; as little used. */
export function readForeignQuestions(): readonly ForeignQuestion[] {
  return rowsOf('other-languages.tsv').flatMap(([language, entry, text]) =>
    language !== undefined && entry !== undefined && text !== undefined ? [{ language, entry, text }] : [],
  );
}

function rowsOf(name: string): readonly (readonly string[])[] {
  return readRows(new URL(`../../test/data/eval/${name}`, import.meta.url));
}
