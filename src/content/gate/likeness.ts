import { plainWords } from '../../core/util/plainWords.ts';

const run = 3;

/** How alike two texts look, 0 to 1: the share of their runs of three letters that they have in common. */
export function likenessOf(a: string, b: string): number {
  const ofA = runsOf(a);
  const ofB = runsOf(b);
  if (ofA.size === 0 || ofB.size === 0) return 0;
  let common = 0;
  for (const each of ofA) if (ofB.has(each)) common += 1;
  return (2 * common) / (ofA.size + ofB.size);
}

function runsOf(text: string): ReadonlySet<string> {
  const padded = ` ${plainWords(text)} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - run + 1) }, (_, at) => padded.slice(at, at + run)));
}
