import type { DocumentProblem } from '../../../../src/content/desk/views.ts';
import type { FieldPath } from './fields.ts';
import { type ProblemCause, problemCauses } from './problemCauses.ts';

/** A problem with the field that it is about; null: it is about the whole document. */
export interface PlacedProblem {
  readonly path: string | null;
  /** What is wrong, in a word that the page translates; null: only its English sentence says it. */
  readonly cause: ProblemCause | null;
  /** What the problem names, such as the most characters; else what it is about. */
  readonly limit: string | null;
  readonly text: string;
  readonly line: number | null;
  readonly isFatal: boolean;
}

/** Reads which field a problem is about from its beginning, as in "`answer.es` is missing". */
export function placeProblem({ message, line, fatal, path: given }: DocumentProblem): PlacedProblem {
  const [, path = null, rest = message] =
    given !== undefined ? [message, given, message] : (/^`([\w-]+(?:\.[\w-]+)*)` ([\s\S]*)$/.exec(message) ?? []);
  for (const [cause, pattern] of problemCauses) {
    const found = pattern.exec(rest);
    if (found !== null) return { path, cause, limit: found[1] ?? path, text: rest, line, isFatal: fatal };
  }
  return { path, cause: null, limit: null, text: path === null ? message : rest, line, isFatal: fatal };
}

/** Problems of a field, and of what is below it. */
export function problemsOf(problems: readonly PlacedProblem[], path: FieldPath): readonly PlacedProblem[] {
  const field = path.join('.');
  return problems.filter((each) => each.path === field || each.path?.startsWith(`${field}.`) === true);
}

/** The fields that the page of an entry has. */
const shown =
  /^(title|answer|plain|questions|aspects|exceptions|department|source|verified|valid|followUps|flow|personal|quickExit|sensitive)(\.|$)/;

/** Problems that no field of the page shows. `pattern`: the fields that it has. */
export function otherProblems(problems: readonly PlacedProblem[], pattern: RegExp = shown): readonly PlacedProblem[] {
  return problems.filter(({ path }) => path === null || !pattern.test(path));
}
