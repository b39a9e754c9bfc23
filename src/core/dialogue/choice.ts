import type { CaseCode } from '../model/case.ts';
import { type Command, isCommand } from '../model/parsedCommand.ts';
import { isLocale, type Locale } from '../model/locale.ts';
import type { Choice } from '../model/message.ts';
import type { PhraseKey } from '../model/phrase.ts';
import { mayRate, mayReopen } from '../turn/pastCases.ts';
import type { Turn } from '../turn/draft.ts';

/** What a choice value stands for. Values outlive a conversation's turns, so they name things and never positions. */
export type Meaning =
  | { readonly kind: 'entry'; readonly id: string }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'locale'; readonly locale: Locale }
  | { readonly kind: 'erase'; readonly confirmed: boolean }
  | { readonly kind: 'rate'; readonly code: CaseCode; readonly rating: number }
  | { readonly kind: 'reopen'; readonly code: CaseCode }
  | { readonly kind: 'none' };

/** Reads a choice value; null when it means nothing (a client may send anything). */
export function meaningOf(value: string): Meaning | null {
  if (value === 'none') return { kind: 'none' };
  const [kind, rest] = split(value);
  if (kind === 'entry' && rest) return { kind, id: rest };
  if (kind === 'command' && isCommand(rest)) return { kind, command: rest };
  if (kind === 'locale' && isLocale(rest)) return { kind, locale: rest };
  const rated = kind === 'rate' ? /^([0-9A-Z]{4}-[0-9A-Z]{4}):([1-5])$/.exec(rest) : null;
  if (rated) return { kind: 'rate', code: rated[1] ?? '', rating: Number(rated[2]) };
  if (kind === 'reopen' && /^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(rest)) return { kind, code: rest };
  if (kind === 'erase' && (rest === 'yes' || rest === 'no')) return { kind, confirmed: rest === 'yes' };
  return null;
}

/** The choice as a person sees it; null when what it names is no longer known. */
export function choiceOf(turn: Turn, value: string): Choice | null {
  const meaning = meaningOf(value);
  if (meaning === null) return null;
  if (meaning.kind === 'entry') {
    const entry = turn.input.knowledge.entry(meaning.id);
    return entry ? { label: entry.title[turn.locale], value } : null;
  }
  if (meaning.kind === 'rate' && !mayRate(turn, meaning.code)) return null;
  if (meaning.kind === 'reopen') {
    const { code } = meaning;
    return mayReopen(turn, code)
      ? { label: turn.input.translate('choice.reopen', turn.locale, { code }), value }
      : null;
  }
  return { label: turn.input.translate(phraseOf(meaning), turn.locale, {}), value };
}

function phraseOf(meaning: Exclude<Meaning, { kind: 'entry' | 'reopen' }>): PhraseKey {
  switch (meaning.kind) {
    case 'none':
      return 'choice.none';
    case 'command':
      return `choice.command.${meaning.command}`;
    case 'locale':
      return `choice.locale.${meaning.locale}`;
    case 'rate':
      return `choice.rate.${meaning.rating as 1 | 2 | 3 | 4 | 5}`;
    case 'erase':
      return meaning.confirmed ? 'choice.erase.yes' : 'choice.erase.no';
  }
}

function split(value: string): [string, string] {
  const at = value.indexOf(':');
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}
