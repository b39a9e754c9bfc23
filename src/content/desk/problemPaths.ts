import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import type { DocumentProblem } from './views.ts';

/** Names for each problem of a file where it is among its fields: by what it says, or by its line. */
export function withPaths(text: string, problems: readonly DocumentProblem[]): readonly DocumentProblem[] {
  if (problems.length === 0) return problems;
  const paths = pathsIn(text);
  return problems.map((problem) => {
    const [, named, rest] = /^`([\w-]+(?:\.[\w-]+)*)` ([\s\S]*)$/.exec(problem.message) ?? [];
    const above = named?.split('.').slice(0, -1).join('.') ?? '';
    // Other names stand in the same quotes: those of tones, departments and the like.
    if (named !== undefined && rest !== undefined && (paths.all.has(named) || (above !== '' && paths.all.has(above)))) {
      return { ...problem, path: named, message: rest };
    }
    const path = problem.line === null ? undefined : paths.byLine.get(problem.line);
    return path === undefined ? problem : { ...problem, path };
  });
}

/** Paths of all values, and the outermost one that begins on each line. */
function pathsIn(text: string): { readonly all: ReadonlySet<string>; readonly byLine: ReadonlyMap<number, string> } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const all = new Set<string>();
  const byLine = new Map<number, string>();
  const add = (path: readonly (string | number)[], at: unknown) => {
    const name = path.join('.');
    all.add(name);
    const line = isNode(at) && at.range ? lines.linePos(at.range[0]).line : null;
    if (line !== null && !byLine.has(line)) byLine.set(line, name);
  };
  const walk = (node: unknown, path: readonly (string | number)[]): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const own = [...path, String(isNode(key) ? key.toJSON() : key)];
        add(own, key);
        // The line of a map or a text in lines below its key is that of its beginning.
        if (isMap(value) || isSeq(value)) walk(value, own);
        else add(own, value);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        add([...path, index], item);
        walk(item, [...path, index]);
      });
    }
  };
  walk(document.contents, []);
  return { all, byLine };
}
