import type { DangerLessons } from './dangerLessons.ts';
import type { Svm } from './svm.ts';
import { type SvmTraining, trainSvm } from './trainSvm.ts';

/** What was learnt of what dangers mean, from sentence vectors. */
export interface DangerMeaning {
  /** Names what the vectors come from: others can't be read with it. */
  readonly modelId: string;
  /** Ids of the dangers, by the classes of the support vectors. */
  readonly dangers: readonly string[];
  readonly svm: Svm;
}

/** Chosen on examples that were left out of training. */
export const dangerTraining: SvmTraining = { gamma: 0.7 / 384, cost: 5, cacheMegabytes: 300 };

/** All texts whose vectors `trainDangerMeaning` needs. */
export function dangerTexts({ examples, lookalikes, ordinary }: DangerLessons): readonly string[] {
  return [...examples.map(({ text }) => text), ...lookalikes, ...ordinary];
}

/** Learns what dangers mean; texts without a vector are left out. Half a minute of one processor. */
export function trainDangerMeaning(
  lessons: DangerLessons,
  modelId: string,
  vectorOf: (text: string) => ArrayLike<number> | null,
): DangerMeaning {
  const dangers = [...new Set(lessons.examples.map(({ danger }) => danger))];
  const examples = [
    ...lessons.examples.map(({ danger, text }) => ({ text, positive: true, class: dangers.indexOf(danger) })),
    ...[...lessons.lookalikes, ...lessons.ordinary].map((text) => ({ text, positive: false, class: 0 })),
  ];
  const known = examples.flatMap(({ text, ...rest }) => {
    const vector = vectorOf(text);
    return vector === null ? [] : [{ ...rest, vector }];
  });
  return { modelId, dangers, svm: trainSvm(known, dangerTraining) };
}
