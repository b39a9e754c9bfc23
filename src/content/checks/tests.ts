import { plainWords } from '../../core/util/plainWords.ts';
import type { Problem } from '../problem.ts';
import { noAnswer, type TestsFile } from '../schema/tests.ts';

/** What pinned questions may name: entries of every kind, each with the sides that have a separate text. */
export type Expectable = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Checks that pinned questions name what exists, and that none occurs twice. None of it makes the file unusable: a
 * question whose entry is removed must still be asked, so that somebody sees that it falls.
 */
export function checkTests(
  { questions, dialogues }: TestsFile,
  known: Expectable,
  lineOf: (path: readonly PropertyKey[]) => number | null,
): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (path: readonly PropertyKey[], message: string) =>
    problems.push({ file: 'tests.yaml', line: lineOf(path), message, fatal: false });

  const checkExpected = (
    path: readonly PropertyKey[],
    { expect, aspect, offered }: { expect?: string | undefined; aspect?: string | undefined; offered: boolean },
  ) => {
    if (expect === undefined || expect === noAnswer) {
      if (aspect !== undefined) report([...path, 'aspect'], '`aspect` needs an entry: name one in `expect`');
      if (offered) report([...path, 'offered'], '`offered` needs an entry: name one in `expect`');
      return;
    }
    const sides = known.get(expect);
    if (sides === undefined)
      report([...path, 'expect'], `\`${expect}\` does not exist: correct the id, or remove the question`);
    else if (aspect !== undefined && !sides.has(aspect))
      report(
        [...path, 'aspect'],
        `\`${expect}\` has no text for ${aspect}: write one there, or leave \`aspect\` out here`,
      );
  };

  const seen = new Set<string>();
  questions.forEach((question, index) => {
    const path = ['questions', index];
    checkExpected(path, question);
    const key = `${question.locale} ${plainWords(question.ask)}`;
    if (seen.has(key)) report([...path, 'ask'], `"${question.ask}" occurs twice: keep one of them`);
    seen.add(key);
  });
  dialogues.forEach(({ turns }, index) => {
    const path = ['dialogues', index];
    turns.forEach((turn, at) => void checkExpected([...path, 'turns', at], turn));
    if (turns.every(({ expect, asks, opensCase }) => (expect ?? asks ?? opensCase) === undefined))
      report(path, 'no turn says what it expects: write `expect` below at least one');
  });
  return problems;
}
