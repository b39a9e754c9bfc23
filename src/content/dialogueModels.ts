import { readFileSync } from 'node:fs';
import { detailFeatures } from '../core/dialogue/details.ts';
import { featureNames } from '../core/dialogue/moveFeatures.ts';
import { subjectFeatures } from '../core/dialogue/subjects.ts';
import { type DetailModel, type MoveModel, moves, type SubjectModel } from '../core/model/understanding.ts';

/*
 * The weights that ship with the bot, made by `npm run dialogue:learn`. Each is null where it is missing or of other
 * features: then the bot does without.
 */

/** What messages do in conversations. */
export const shippedMoves = (): MoveModel | null => read('moves', featureNames, isMoveModel);

/** Which services they are about. */
export const shippedSubjects = (): SubjectModel | null => read('subjects', subjectFeatures, isWeights);

/** What of a service they ask for. */
export const shippedDetails = (): DetailModel | null => read('details', detailFeatures, isWeights);

const kept = new Map<string, unknown>();

function read<T>(name: string, features: readonly string[], isModel: (stored: unknown) => stored is T): T | null {
  if (!kept.has(name)) kept.set(name, load(name, features));
  const model = kept.get(name);
  return isModel(model) ? model : null;
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

function isMoveModel(stored: unknown): stored is MoveModel {
  return typeof stored === 'object' && stored !== null && moves.every((move) => move in stored);
}

function isWeights(stored: unknown): stored is readonly number[] {
  return Array.isArray(stored) && stored.every((weight) => typeof weight === 'number');
}
