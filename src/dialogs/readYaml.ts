import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';

export type YamlResult<T> = { readonly value: T; readonly line: (path: readonly PropertyKey[]) => number | null };

/** Largest content file that is read, bytes: larger ones are surely not written by hand. */
export const largestFile = 2_000_000;

/**
 * Reads one YAML text against a schema. Every problem names its line and what to do; the result is null when there
 * is any.
 */
export function readYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): { result: YamlResult<T> | null; problems: readonly Problem[] } {
  const lines = new LineCounter();
  // No aliases: a few of them can stand for gigabytes, and content needs none.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      message: `is not valid YAML (${error.message}): check indentation, quotes and colons on this line and the one above`,
      fatal: true,
    }));
    return { result: null, problems };
  }
  const lineOf = (path: readonly PropertyKey[]) => findLine(document, lines, path);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return { result: { value: parsed.data, line: lineOf }, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.path),
    message: describe(issue),
    fatal: true,
  }));
  return { result: null, problems };
}

/** The line of a path, or of its nearest ancestor that is there. */
function findLine(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? 'the file' : `\`${issue.path.join('.')}\``;
  if (issue.code === 'unrecognized_keys') {
    return `${place} has a key that is not known (${issue.keys.join(', ')}): correct its spelling or remove it`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return `${place} is missing: add it (${issue.expected})`;
  }
  if (issue.code === 'invalid_type') return `${place} has the wrong shape: write a ${issue.expected} here`;
  return `${place} ${issue.message}`;
}
