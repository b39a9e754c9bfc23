/** Something wrong in a content file, said so that its editor can mend it. */
export interface Problem {
  /** Path under `dialogs/`, as in `faq/padro.yaml`. */
  readonly file: string;
  /** 1 for the first line; null where the whole file is meant. */
  readonly line: number | null;
  /** What is wrong and how to mend it, in one sentence. */
  readonly message: string;
  /** Whether the file cannot be used as it is. */
  readonly fatal: boolean;
}

/** `dialogs/faq/padro.yaml:12: answer.es is empty: write the answer` */
export function sayProblem(problem: Problem): string {
  return `dialogs/${problem.file}${problem.line === null ? '' : `:${problem.line}`}: ${problem.message}`;
}
