import { readFileSync } from 'node:fs';
import { detailFeatures } from '../core/dialogue/details.ts';
import { featureNames } from '../core/dialogue/moveFeatures.ts';
import { subjectFeatures } from '../core/dialogue/subjectFeatures.ts';
import { type DialogueNetwork, moves } from '../core/model/understanding.ts';

/*
 * The networks that ship with the bot, made by `npm run dialogue:learn`. Each is null where it is missing or of other
 * features: then the bot does without.
 */

/** What messages do in conversations. */
export const shippedMoves = () => read('moves', featureNames, moves.length);

/** Which services they are about. */
export const shippedSubjects = () => read('subjects', subjectFeatures, 1);

/** What of a service they ask for. */
export const shippedDetails = () => read('details', detailFeatures, 1);

/** The same for messages that were matched with no texts, since there was no vector. */
export const shippedByWords = () => ({
  subjects: read('subjectsByWords', subjectFeatures, 1),
  details: read('detailsByWords', detailFeatures, 1),
});

const kept = new Map<string, DialogueNetwork | null>();

function read(name: string, features: readonly string[], outputs: number): DialogueNetwork | null {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const stored = load(name, features);
  const network = isNetwork(stored, features.length, outputs) ? stored : null;
  kept.set(name, network);
  return network;
}

function load(name: string, features: readonly string[]): unknown {
  try {
    const file = new URL(`../../models/dialogue/${name}.json`, import.meta.url);
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof stored !== 'object' || stored === null || !(name in stored) || !('features' in stored)) return null;
    const isCurrent = JSON.stringify(stored.features) === JSON.stringify(features);
    return isCurrent ? Object.entries(stored).find(([key]) => key === name)?.[1] : null;
  } catch {
    return null;
  }
}

function isNetwork(stored: unknown, features: number, outputs: number): stored is DialogueNetwork {
  if (typeof stored !== 'object' || stored === null) return false;
  const { straight, hidden, bias, output }: Partial<Record<keyof DialogueNetwork, unknown>> = stored;
  if (!areNumbers(bias)) return false;
  return (
    areRows(straight, features, outputs) &&
    areRows(hidden, features, bias.length) &&
    areRows(output, bias.length, outputs)
  );
}

function areRows(stored: unknown, rows: number, length: number): boolean {
  return (
    Array.isArray(stored) && stored.length === rows && stored.every((row) => areNumbers(row) && row.length === length)
  );
}

function areNumbers(stored: unknown): stored is readonly number[] {
  return Array.isArray(stored) && stored.every(Number.isFinite);
}
