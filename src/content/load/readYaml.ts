import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../problem.ts';

export type YamlResult<T> = { readonly value: T; readonly line: (path: readonly PropertyKey[]) => number | null };

/** Largest content file that is read, bytes: nobody writes larger ones manually. */
export const maxFileBytes = 2_000_000;

/** Most YAML errors reported at once: each tends to cause others. */
const maxMistakes = 3;

/**
 * Reads one YAML text against a schema. Every problem names its line and what to do; the result is null when there is
 * any.
 */
export function readYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): { result: YamlResult<T> | null; problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.slice(0, maxMistakes).map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      message: `is not valid YAML (${error.message}): check indentation, quotes and colons on this line and the one above`,
      fatal: true,
    }));
    return { result: null, problems };
  }
  const alias = findAlias(document);
  if (alias !== null) {
    const message = 'contains an alias (`*name`): write the text itself here';
    return { result: null, problems: [{ file, line: lines.linePos(alias).line, message, fatal: true }] };
  }
  const lineOf = (path: readonly PropertyKey[]) => findLine(document, lines, path);
  const parsed = schema.safeParse(document.toJS(), { reportInput: true });
  if (parsed.success) return { result: { value: parsed.data, line: lineOf }, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
    message: describe(issue),
    fatal: true,
  }));
  return { result: null, problems };
}

/** Position of the first alias. None is allowed: a few of them can expand to gigabytes, and content needs none. */
function findAlias(document: Document): number | null {
  let at: number | null = null;
  visit(document, {
    Alias: (_, alias) => {
      at = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

/** The line of a path, or of its nearest existing ancestor. */
function findLine(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'the file' : `\`${issue.path.join('.')}\``;
  if (issue.code === 'unrecognized_keys') {
    return `${where} has an unknown key (${issue.keys.join(', ')}): correct its spelling or remove it`;
  }
  if (issue.code === 'invalid_type') {
    const shape = shapes[issue.expected] ?? issue.expected;
    const absent = issue.input === undefined || issue.input === null;
    return absent ? `${where} is missing: write ${shape}` : `${where} has the wrong shape: write ${shape}`;
  }
  return `${where} ${issue.message}`;
}

/** Shapes by zod's names, in an editor's words. */
const shapes: Readonly<Record<string, string>> = {
  string: 'text here, between quotes if it is a number or contains a colon',
  array: 'a list here, each item after "- "',
  object: 'its keys below it, indented',
  record: 'its keys below it, indented',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
};
