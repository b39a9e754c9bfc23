import { interpolate } from '../../core/util/interpolate.ts';
import type { Decision, Due } from '../../protocol/index.ts';
import type { ProtocolStrings } from './strings.ts';

/** One point that two protocols decide differently. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Explains the differences between two decisions on the same message; empty when there are none. */
export function compare(before: Decision, after: Decision, strings: ProtocolStrings): readonly Difference[] {
  const pieces: readonly [string, (decision: Decision) => string][] = [
    [strings.replay.aspects.rule, ({ rule }) => rule],
    [strings.replay.aspects.actions, ({ actions }) => actions.join(', ')],
    [strings.replay.aspects.department, ({ department }) => department],
    [strings.replay.aspects.confirmation, ({ confirmation }) => confirmation],
    [strings.replay.aspects.tone, ({ tone }) => tone],
    [strings.replay.aspects.reply, ({ reply }) => reply ?? '–'],
    [strings.of.first, ({ first }) => sayDue(first, strings)],
    [strings.of.resolution, ({ resolution }) => sayDue(resolution, strings)],
    [strings.replay.aspects.administrativeSilence, ({ administrativeSilence }) => administrativeSilence],
    [
      strings.replay.aspects.escalations,
      ({ escalations }) =>
        escalations.map(({ of, fraction, roles }) => `${of} ${fraction}: ${roles.join('+')}`).join('; ') || '–',
    ],
  ];
  return pieces
    .map(([name, read]) => ({ name, before: read(before), after: read(after) }))
    .filter((each) => each.before !== each.after);
}

function sayDue(due: Due | null, strings: ProtocolStrings): string {
  if (due === null) return '–';
  const { duration } = due;
  if (duration.unit === 'at-once') return strings.units['at-once'].one;
  return interpolate(strings.units[duration.unit][duration.amount === 1 ? 'one' : 'other'], {
    amount: String(duration.amount),
  });
}
