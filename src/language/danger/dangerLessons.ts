import { fitClasses } from '../classification/fitClasses.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import type { LexiconData } from '../text/lexicon.ts';

/** What is learnt of dangers from: messages of each, harmless ones that look like them, and ordinary ones. */
export interface DangerLessons {
  /** `danger`: its id; `help`: the id of whom to call for it. */
  readonly examples: readonly DangerLesson[];
  readonly lookalikes: readonly string[];
  readonly ordinary: readonly string[];
}

export interface DangerLesson {
  readonly danger: string;
  readonly help: string;
  readonly text: string;
}

/** Names of the classes beside those of whom to call, which hold no underscore. */
export const lookalike = '_lookalike';
export const ordinary = '_ordinary';

/** Learns by which words dangers are told, and whom to call for them; null where there is nothing to learn from. A second or two. */
export function trainDangerWords(lessons: DangerLessons, lexicon: LexiconData, seed: number): IndexData | null {
  if (lessons.examples.length === 0 || lessons.ordinary.length === 0) return null;
  const texts = new Map<string, string[]>();
  for (const [help, all] of Map.groupBy(lessons.examples, (example) => example.help))
    texts.set(
      help,
      all.map(({ text }) => text),
    );
  if (lessons.lookalikes.length > 0) texts.set(lookalike, [...lessons.lookalikes]);
  texts.set(ordinary, [...lessons.ordinary]);
  return fitClasses(
    [...texts].map(([id, own]) => ({ id, texts: own })),
    { lexicon, seed },
  );
}
