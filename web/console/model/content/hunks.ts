import type { TextDifference } from '../../../../src/content/documents/mergeTexts.ts';
import { diffWords, type WordDifference } from './wordDiff.ts';

/** A run of lines of a change, with what changes in them; a gap stands for lines that stay. */
export type Hunk =
  | { readonly kind: 'same' | 'changed'; readonly words: readonly WordDifference[] }
  | { readonly kind: 'gap' };

/** Lines that are shown around a change. */
const around = 1;

/** The lines that a change touches, word by word. */
export function hunksOf(differences: readonly TextDifference[]): readonly Hunk[] {
  const indent = commonIndent(differences);
  const linesOf = (lines: readonly string[]) => lines.map((line) => line.slice(indent)).join('\n');
  const hunks: Hunk[] = [];
  const same = (lines: readonly string[]) => {
    if (lines.length > 0) hunks.push({ kind: 'same', words: [{ kind: 'same', text: linesOf(lines) }] });
  };
  differences.forEach(({ kind, lines }, index) => {
    const next = differences[index + 1];
    if (kind === 'same') {
      const head = index === 0 ? [] : lines.slice(0, around);
      const tail = next === undefined ? [] : lines.slice(Math.max(head.length, lines.length - around));
      same(head);
      if (head.length + tail.length < lines.length) hunks.push({ kind: 'gap' });
      same(tail);
    } else if (kind === 'removed') {
      const added = next?.kind === 'added' ? next.lines : [];
      hunks.push({ kind: 'changed', words: diffWords(linesOf(lines), linesOf(added)) });
    } else if (differences[index - 1]?.kind !== 'removed') {
      hunks.push({ kind: 'changed', words: [{ kind: 'added', text: linesOf(lines) }] });
    }
  });
  return hunks;
}

/** The same of two texts. */
export function diffHunks(before: string, after: string): readonly Hunk[] {
  const one = before.split('\n');
  const other = after.split('\n');
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const differences: readonly TextDifference[] = [
    { kind: 'same', lines: one.slice(0, start) },
    { kind: 'removed', lines: one.slice(start, one.length - end) },
    { kind: 'added', lines: other.slice(start, other.length - end) },
    { kind: 'same', lines: one.slice(one.length - end) },
  ];
  return hunksOf(differences.filter(({ lines }) => lines.length > 0));
}

/** Columns by which all lines are indented. */
function commonIndent(differences: readonly TextDifference[]): number {
  const lines = differences.flatMap((each) => each.lines).filter((line) => line.trim() !== '');
  return lines.reduce((least, line) => Math.min(least, line.length - line.trimStart().length), 40);
}
