/** A run of words that stay, go or come. */
export interface WordDifference {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Largest product of words that is compared word by word: more would be felt while drawing. */
const maxCells = 1_000_000;

/** What changes from one text to another, by words. */
export function diffWords(before: string, after: string): readonly WordDifference[] {
  const one = wordsOf(before);
  const other = wordsOf(after);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const middle = compare(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return readable(
    joined([
      ...one.slice(0, start).map((text) => ({ kind: 'same', text }) as const),
      ...middle,
      ...one.slice(one.length - end).map((text) => ({ kind: 'same', text }) as const),
    ]),
  );
}

const wordsOf = (text: string): readonly string[] => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

function compare(one: readonly string[], other: readonly string[]): readonly WordDifference[] {
  const removed = (text: string): WordDifference => ({ kind: 'removed', text });
  const added = (text: string): WordDifference => ({ kind: 'added', text });
  const width = other.length + 1;
  if ((one.length + 1) * width > maxCells) return [...one.map(removed), ...other.map(added)];
  // lengths[i * width + j]: the longest common run of words in one from i and in other from j.
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const longest = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
      lengths[i * width + j] = one[i] === other[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : longest;
    }
  }
  const differences: WordDifference[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      differences.push({ kind: 'same', text: one[i] ?? '' });
      i += 1;
      j += 1;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      differences.push(removed(one[i] ?? ''));
      i += 1;
    } else {
      differences.push(added(other[j] ?? ''));
      j += 1;
    }
  }
  return [...differences, ...one.slice(i).map(removed), ...other.slice(j).map(added)];
}

/** Words that stay are worth showing between two changes from so many characters on. */
const worthShowing = 12;

/** Few words that stay between many that change would only confuse: the whole passage is shown before and after. */
function readable(runs: readonly WordDifference[]): readonly WordDifference[] {
  const shown: WordDifference[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') shown.push({ kind: 'removed', text: removed });
    if (added !== '') shown.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  runs.forEach(({ kind, text }, index) => {
    const isBetween = removed + added !== '' && index < runs.length - 1;
    const changing = Math.max(removed.length, added.length);
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (isBetween && text.trim().length < Math.min(worthShowing, changing)) {
      removed += text;
      added += text;
    } else {
      flush();
      shown.push({ kind, text });
    }
  });
  flush();
  return shown;
}

/** Neighbours of one kind as one run. */
function joined(differences: readonly WordDifference[]): readonly WordDifference[] {
  const runs: WordDifference[] = [];
  for (const each of differences) {
    const last = runs.at(-1);
    if (last?.kind === each.kind) runs[runs.length - 1] = { kind: each.kind, text: last.text + each.text };
    else runs.push(each);
  }
  return runs;
}
