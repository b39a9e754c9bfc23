import { diff3Merge, diffComm } from 'node-diff3';

/** A text that two people changed, merged. */
export interface Merged {
  readonly text: string;
  /** Whether both changed the same lines: those of `ours` are in the text. */
  readonly isConflict: boolean;
}

/** Lines with their ends, so that joining them gives the same text. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Merges two changes of one text by lines. */
export function mergeTexts(base: string, ours: string, theirs: string): Merged {
  if (base === theirs || ours === theirs) return { text: ours, isConflict: false };
  if (base === ours) return { text: theirs, isConflict: false };
  const regions = diff3Merge(linesOf(ours), linesOf(base), linesOf(theirs), { excludeFalseConflicts: true });
  const text = regions.flatMap(({ ok, conflict }) => ok ?? conflict?.a ?? []).join('');
  return { text, isConflict: regions.some(({ conflict }) => conflict !== undefined) };
}

/** Lines that stay, go and come, in order. */
export interface TextDifference {
  readonly kind: 'same' | 'removed' | 'added';
  readonly lines: readonly string[];
}

/** What changes from one text to another, by lines. */
export function diffTexts(before: string, after: string): readonly TextDifference[] {
  const lines = (text: string) => linesOf(text).map((line) => line.replace(/\r?\n$/, ''));
  return diffComm(lines(before), lines(after)).flatMap(({ common, buffer1, buffer2 }): readonly TextDifference[] => {
    if (common !== undefined) return [{ kind: 'same', lines: common }];
    const both: readonly TextDifference[] = [
      { kind: 'removed', lines: buffer1 },
      { kind: 'added', lines: buffer2 },
    ];
    return both.filter(({ lines: own }) => own.length > 0);
  });
}
