import { fill } from '../../http/pages/strings.ts';
import type { Decision, Due } from '../../protocol/index.ts';
import type { ProtocolStrings } from './strings.ts';

/** One thing that two protocols decide differently. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two decisions on the same message, in words; empty where nothing does. */
export function compare(before: Decision, after: Decision, words: ProtocolStrings): readonly Difference[] {
  const pieces: readonly [string, (decision: Decision) => string][] = [
    [words.replay.parts.rule, ({ rule }) => rule],
    [words.replay.parts.actions, ({ actions }) => actions.join(', ')],
    [words.replay.parts.department, ({ department }) => department],
    [words.replay.parts.confirmation, ({ confirmation }) => confirmation],
    [words.replay.parts.tone, ({ tone }) => tone],
    [words.replay.parts.reply, ({ reply }) => reply ?? '–'],
    [words.of.first, ({ first }) => sayDue(first, words)],
    [words.of.resolution, ({ resolution }) => sayDue(resolution, words)],
    [words.replay.parts.silence, ({ silence }) => silence],
    [
      words.replay.parts.told,
      ({ told }) => told.map(({ of, fraction, roles }) => `${of} ${fraction}: ${roles.join('+')}`).join('; ') || '–',
    ],
  ];
  return pieces
    .map(([name, read]) => ({ name, before: read(before), after: read(after) }))
    .filter((each) => each.before !== each.after);
}

function sayDue(due: Due | null, words: ProtocolStrings): string {
  if (due === null) return '–';
  const { term } = due;
  if (term.unit === 'at-once') return words.units['at-once'].one;
  return fill(words.units[term.unit][term.amount === 1 ? 'one' : 'other'], { amount: String(term.amount) });
}
