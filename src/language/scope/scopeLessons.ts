import { readBackground } from '../retrieval/background.ts';
import { type ClassLessons, examplesOf, joinLessons, type VectorsByText } from '../understanding/lessons.ts';
import { lessonsOfDialogues, readTrainingDialogues } from '../understanding/trainingDialogues.ts';
import { type NetworkData, trainNetwork } from './meaningNetwork.ts';
import { readScopeMessages, type Scope, scopes } from './scopeMessages.ts';

/** What was learnt of whose business a message is, from sentence vectors. */
export interface ScopeMeaning {
  /** Names what the vectors come from: others can't be read with it. */
  readonly modelId: string;
  readonly network: NetworkData;
}

/** How the network is trained; another training gives what is learnt another name. */
export const scopeTraining = { seed: 1, units: 128, rounds: 12, batch: 64, rate: 0.001, decay: 0.0005 } as const;

/** What a message does by which its scope shows. Who wants a person wants one of the council's. */
const scopeOfAct: Readonly<Record<string, Scope>> = {
  outside: 'outside',
  ask: 'question',
  person: 'question',
  report: 'report',
};

/**
 * What whose business a message is is learnt from, one lesson a scope: of what ships alone. Wordings of entries and kinds would
 * outnumber what shows where the council's business ends; and whatever is edited, it stays as it is.
 */
export function scopeLessons(): readonly ClassLessons[] {
  return joinLessons([
    ...scopes.map((id) => ({ id, texts: readScopeMessages(id) })),
    { id: 'outside', texts: readBackground() },
    ...lessonsOfDialogues(readTrainingDialogues()).acts.flatMap(({ id, texts }) => {
      const scope = scopeOfAct[id];
      return scope === undefined ? [] : [{ id: scope, texts }];
    }),
  ]);
}

/** All texts whose vectors `trainScopeMeaning` needs. */
export function textsOfScope(lessons: readonly ClassLessons[]): readonly string[] {
  return [...new Set(lessons.flatMap(({ texts }) => texts))];
}

/** Learns whose business messages are by what they mean; texts without a vector are left out. Half a minute. */
export function trainScopeMeaning(
  lessons: readonly ClassLessons[],
  modelId: string,
  vectorOf: VectorsByText,
): ScopeMeaning {
  const ids = lessons.map(({ id }) => id);
  return { modelId, network: trainNetwork(ids, examplesOf(lessons, vectorOf), scopeTraining) };
}
