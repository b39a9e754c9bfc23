import type { FiredRule, Kind } from '../../core/model/kind.ts';
import { findPersonalData, type PersonalDataKind } from '../../core/model/maskPersonalData.ts';
import { memoizeLast } from '../../core/util/memoizeLast.ts';
import { endOfMatch, type Pattern, readPattern } from './pattern.ts';
import { indexPatterns } from './patternIndex.ts';
import type { PlacedWord } from './wordsOf.ts';

/** A rule as editors write it in `dialogs/kinds`. */
export interface WrittenRule {
  readonly id: string;
  /** Patterns, any of which makes it fire: see `readPattern`. */
  readonly patterns: readonly string[];
  /** Patterns that cancel an overlapping match. */
  readonly unless: readonly string[];
  /** Identifiers that make it fire. */
  readonly identifiers: readonly PersonalDataKind[];
}

export interface RulesOfKind {
  readonly kind: Kind;
  readonly rules: readonly WrittenRule[];
}

/** Compiled rules: synchronous, without a model. */
export type Rules = (text: string, words: readonly PlacedWord[]) => readonly FiredRule[];

const none: readonly FiredRule[] = [];

interface Ready {
  readonly id: string;
  readonly kind: Kind;
  readonly unless: readonly Pattern[];
}

/** Order of severity: if several rules fire, the first decides. Kinds that are not listed come last. */
const gravity: readonly Kind[] = ['emergency', 'threat', 'insult', 'personal-data', 'spam'];

/** The identifiers in a text, which rules and cues ask for one after the other. */
export const identifiersIn = memoizeLast(findPersonalData);

/** Compiles rules. The function returns all rules that fire on a text, most severe first, once each. */
export function openRules(written: readonly RulesOfKind[]): Rules {
  const byIdentifier = new Map<PersonalDataKind, Ready>();
  const index = indexPatterns(
    written.flatMap(({ kind, rules }) =>
      rules.flatMap(({ id, patterns, unless, identifiers }) => {
        const rule = { id, kind, unless: unless.map(readPattern) };
        for (const identifier of identifiers) byIdentifier.set(identifier, rule);
        return patterns.map((pattern) => ({ pattern: readPattern(pattern), value: rule }));
      }),
    ),
  );

  return (text, words) => {
    const fired = new Map<string, FiredRule>();
    index.visit(words, (rule, from, to) => {
      if (fired.has(rule.id) || isTakenBack(rule, words, from, to)) return;
      const evidence = { start: (words[from] as PlacedWord).start, end: (words[to - 1] as PlacedWord).end };
      fired.set(rule.id, { id: rule.id, kind: rule.kind, evidence });
    });
    if (byIdentifier.size > 0) {
      for (const { kind, start, end } of identifiersIn(text)) {
        const rule = byIdentifier.get(kind);
        if (rule !== undefined && !fired.has(rule.id))
          fired.set(rule.id, { id: rule.id, kind: rule.kind, evidence: { start, end } });
      }
    }
    if (fired.size === 0) return none;
    return fired.size < 2 ? [...fired.values()] : [...fired.values()].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
  };
}

function isTakenBack({ unless }: Ready, words: readonly PlacedWord[], from: number, to: number): boolean {
  for (const pattern of unless) {
    for (let at = 0; at < to; at++) {
      const end = endOfMatch(pattern, words, at);
      if (end > from) return true;
    }
  }
  return false;
}

function rankOf(kind: Kind): number {
  const rank = gravity.indexOf(kind);
  return rank < 0 ? gravity.length : rank;
}
