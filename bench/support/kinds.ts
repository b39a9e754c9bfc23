import { readFileSync } from 'node:fs';
import { type Kind, kinds } from '../../src/core/model/kind.ts';
import { isLocale, type Locale } from '../../src/core/model/locale.ts';

/** A message with the kind that a human clerk would assign. */
export interface Labelled {
  readonly kind: Kind;
  readonly locale: Locale;
  readonly text: string;
}

/** Reads `test/data/kinds`, which is not training data. */
export function readLabelled(): readonly Labelled[] {
  return kinds.flatMap((kind) => readPairs(`${kind}.tsv`).map((pair) => ({ kind, ...pair })));
}

/** Harmless phrases that resemble insults. */
export function readHarmless(): readonly string[] {
  return read('harmless.txt').filter((line) => line !== '');
}

function readPairs(name: string): { locale: Locale; text: string }[] {
  return read(name)
    .slice(1)
    .flatMap((line) => {
      const [locale, text] = line.split('\t');
      return isLocale(locale) && text !== undefined ? [{ locale, text }] : [];
    });
}

function read(name: string): string[] {
  return readFileSync(new URL(`../../test/data/kinds/${name}`, import.meta.url), 'utf8').split('\n');
}

/** Accuracy for one kind: shares from 0 to 1. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Scores one kind from expected and actual results. */
export function scoreOf(kind: Kind, pairs: readonly { readonly wanted: Kind; readonly given: Kind }[]): Score {
  const right = pairs.filter(({ wanted, given }) => wanted === kind && given === kind).length;
  const given = pairs.filter((pair) => pair.given === kind).length;
  const wanted = pairs.filter((pair) => pair.wanted === kind).length;
  const f1 = given + wanted === 0 ? 0 : (2 * right) / (given + wanted);
  return { precision: right / Math.max(1, given), recall: right / Math.max(1, wanted), f1 };
}

/** The mean F1 of all kinds, equally weighted. */
export function macroF1(pairs: readonly { readonly wanted: Kind; readonly given: Kind }[]): number {
  return kinds.reduce((sum, kind) => sum + scoreOf(kind, pairs).f1, 0) / kinds.length;
}
