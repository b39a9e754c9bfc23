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
    [words.replay.parts.administrativeSilence, ({ administrativeSilence }) => administrativeSilence],
    [
      words.replay.parts.escalations,
      ({ escalations }) =>
        escalations.map(({ of, fraction, roles }) => `${of} ${fraction}: ${roles.join('+')}`).join('; ') || '–',
    ],
  ];
  return pieces
    .map(([name, read]) => ({ name, before: read(before), after: read(after) }))
    .filter((each) => each.before !== each.after);
}

function sayDue(due: Due | null, words: ProtocolStrings): string {
  if (due === null) return '–';
  const { duration } = due;
  if (duration.unit === 'at-once') return words.units['at-once'].one;
  return fill(words.units[duration.unit][duration.amount === 1 ? 'one' : 'other'], { amount: String(duration.amount) });
}
