/** A problem in a content file, worded so that its editor can fix it. */
export interface Problem {
  /** Path under `dialogs/`, as in `faq/padro.yaml`. */
  readonly file: string;
  /** 1 for the first line; null when it concerns the whole file. */
  readonly line: number | null;
  /** What is wrong and how to fix it, in one sentence. */
  readonly message: string;
  /** Whether it makes the file unusable. */
  readonly fatal: boolean;
}

/** `dialogs/faq/padro.yaml:12: answer.es is empty: write the answer` */
export function sayProblem(problem: Problem): string {
  return `dialogs/${problem.file}${problem.line === null ? '' : `:${problem.line}`}: ${problem.message}`;
}
