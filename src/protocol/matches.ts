import type { Circumstances } from './decision.ts';
import type { Condition } from './protocol.ts';

/** Whether a condition applies to a message that arrives inside or outside attention hours. */
export function matches(
  { kinds, surface, accounts, hours, traits }: Condition,
  circumstances: Omit<Circumstances, 'at' | 'department'>,
  now: 'open' | 'closed',
): boolean {
  return (
    (kinds === null || kinds.includes(circumstances.kind)) &&
    (surface === null || surface === circumstances.surface) &&
    (accounts === null || accounts.includes(circumstances.account.id)) &&
    (hours === null || hours === now) &&
    traits.every((trait) => circumstances.traits.includes(trait))
  );
}

/** Whether every message that matches `narrow` also matches `wide`. */
export function subsumes(wide: Condition, narrow: Condition): boolean {
  const within = <T>(outer: readonly T[] | null, inner: readonly T[] | null) =>
    outer === null || (inner?.every((each) => outer.includes(each)) ?? false);
  return (
    within(wide.kinds, narrow.kinds) &&
    within(wide.accounts, narrow.accounts) &&
    (wide.surface === null || wide.surface === narrow.surface) &&
    (wide.hours === null || wide.hours === narrow.hours) &&
    wide.traits.every((trait) => narrow.traits.includes(trait))
  );
}
