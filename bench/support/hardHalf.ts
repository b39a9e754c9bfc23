import { plainWords } from '../../src/core/util/plainWords.ts';

/**
 * The half of the questions that look least like any wording of their entry: fewest of their words, rare ones counting
 * more, are in the nearest wording. It depends on no model of ours, so that a better one doesn't make it easier. Where
 * several are as hard, the first are taken.
 */
export function hardHalf<Q extends { readonly text: string; readonly entry: string }>(
  questions: readonly Q[],
  wordingsOf: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<Q> {
  const wordings = new Map([...wordingsOf].map(([entry, texts]) => [entry, texts.map(wordsOf)]));
  const all = [...wordings.values()].flat();
  const counts = new Map<string, number>();
  for (const words of all) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weightOf = (word: string) => Math.log(1 + all.length / (counts.get(word) ?? 0.5));
  const likeness = (question: Q) => {
    const words = [...wordsOf(question.text)];
    const sum = (of: readonly string[]) => of.reduce((total, word) => total + weightOf(word), 0);
    const shared = (wordings.get(question.entry) ?? []).map((own) => sum(words.filter((word) => own.has(word))));
    return words.length === 0 ? 0 : Math.max(0, ...shared) / sum(words);
  };
  const sorted = questions.map((question) => ({ question, likeness: likeness(question) }));
  sorted.sort((a, b) => a.likeness - b.likeness);
  return new Set(sorted.slice(0, Math.floor(questions.length / 2)).map(({ question }) => question));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    plainWords(text)
      .split(' ')
      .filter((word) => word !== ''),
  );
}
