import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLocale, type Locale } from '../../src/core/model/locale.ts';
import type { TrainingEntry } from '../../src/language/retrieval/index.ts';

/** One utterance of MASSIVE: Amazon's voice-assistant questions, CC BY 4.0, with people's Catalan translations. */
export interface Utterance {
  readonly locale: Locale;
  readonly scenario: string;
  readonly intent: string;
  readonly text: string;
}

export interface Massive {
  /** Three random draws of ten utterances per intent and language, to train on one at a time. */
  readonly draws: readonly (readonly Utterance[])[];
  readonly dev: readonly Utterance[];
}

/** Scenarios left out of each draw to serve as out-of-scope messages, as the data's README says. */
export const leftOut: readonly (readonly string[])[] = [
  ['audio', 'weather', 'news', 'iot', 'qa'],
  ['qa', 'weather', 'music', 'transport', 'takeaway'],
  ['lists', 'calendar', 'takeaway', 'email', 'recommendation'],
];

/** The data, or null where its folder is missing (`MASSIVE_DIR`, else `../shared/data/massive` next to the project). */
export function readMassive(): Massive | null {
  const folder = process.env.MASSIVE_DIR ?? fileURLToPath(new URL('../../../shared/data/massive', import.meta.url));
  if (!existsSync(join(folder, 'dev.tsv'))) return null;
  const read = (name: string) => readRows(join(folder, name));
  return { draws: [1, 2, 3].map((draw) => read(`train-10shot-seed${draw}.tsv`)), dev: read('dev.tsv') };
}

/** Utterances as entries to train on: one per intent. */
export function toEntries(rows: readonly Utterance[]): readonly TrainingEntry[] {
  return [...Map.groupBy(rows, (row) => row.intent)].map(([id, variants]) => ({ id, variants }));
}

function readRows(file: string): readonly Utterance[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(1);
  return lines.flatMap((line) => {
    const [locale, scenario, intent, text] = line.split('\t');
    if (!isLocale(locale) || scenario === undefined || intent === undefined || text === undefined) return [];
    return [{ locale, scenario, intent, text }];
  });
}
