import { CodedError } from '../../core/model/errors.ts';
import type { DocumentId } from '../../core/model/records.ts';
import { checkFaqFile } from '../checks/faq.ts';
import { entryOf, fileOf, splitFile } from '../documents/split.ts';
import type { Tree } from '../documents/tree.ts';
import type { LoadedContent } from '../load/loadContent.ts';
import { readYaml } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import { faqFile } from '../schema/faq.ts';
import type { Trees } from './trees.ts';
import type { DocumentProblem } from './views.ts';

const countLines = (text: string) => text.split('\n').length - 1;

/** Problems of an entry on its own. `head`: the text of its file above the first entry. */
export function checkEntry(
  document: DocumentId,
  text: string,
  head: string,
  departments: ReadonlySet<string>,
): readonly DocumentProblem[] {
  const file = fileOf(document);
  const fatal = (message: string): DocumentProblem => ({ document, line: null, message, fatal: true });
  const whole = head + text;
  const ids = splitFile(file, new TextEncoder().encode(whole)).map(({ id }) => id);
  if (ids.length !== 2 || ids[1] !== document) {
    return [fatal(`must hold one entry that begins with \`- id: ${entryOf(document)}\`: write it so`)];
  }
  const { result, problems } = readYaml(file, whole, faqFile);
  const more = result === null ? [] : checkFaqFile(file, result, departments);
  const above = countLines(head);
  return [...problems, ...more].map((problem) => ({
    document,
    line: problem.line === null ? null : Math.max(1, problem.line - above),
    message: withoutPath(problem.message),
    fatal: problem.fatal,
  }));
}

/** Problems by document: those of a file are told where they stand. */
export async function placeProblems(
  trees: Trees,
  tree: Tree,
  problems: readonly Problem[],
): Promise<readonly DocumentProblem[]> {
  const files = new Map<string, readonly { readonly document: DocumentId; readonly lines: number }[]>();
  for (const file of new Set(problems.map((problem) => problem.file))) {
    const own = tree.filter(({ document }) => fileOf(document) === file);
    const counted = own.map(async ({ document, version }) => ({
      document,
      lines: countLines(await trees.text(version)),
    }));
    files.set(file, await Promise.all(counted));
  }
  return problems.map(({ file, line, message, fatal }) => {
    let above = 0;
    for (const { document, lines } of line === null ? [] : (files.get(file) ?? [])) {
      if (line !== null && line <= above + lines) {
        return { document, line: line - above, message: entryOf(document) ? withoutPath(message) : message, fatal };
      }
      above += lines;
    }
    return { document: file, line, message, fatal };
  });
}

/** The place of an entry in its file says nothing to who writes it. */
function withoutPath(message: string): string {
  return message.replace(/^`entries\.\d+\./, '`');
}

const maxReported = 3;

/**
 * Refuses content with fatal problems that `known` does not have.
 * @throws {CodedError} `content.blocked`
 */
export function refuseFatal({ problems }: Pick<LoadedContent, 'problems'>, known: readonly Problem[]): void {
  const keyOf = ({ file, message }: Problem) => `${file} ${message}`;
  const before = new Set(known.map(keyOf));
  const fatal = problems.filter((problem) => problem.fatal && !before.has(keyOf(problem)));
  if (fatal.length === 0) return;
  const reported = fatal.slice(0, maxReported).map(({ file, line, message }) => {
    return `${file}${line === null ? '' : `:${line}`}: ${message}`;
  });
  const more = fatal.length > maxReported ? `\n… and ${fatal.length - maxReported} more.` : '';
  throw new CodedError('content.blocked', `Fix this before you publish:\n${reported.join('\n')}${more}`);
}
