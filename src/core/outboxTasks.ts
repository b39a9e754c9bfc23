import type { Account } from './account.ts';
import type { OutboxTask } from './commit.ts';
import type { Effect } from './event.ts';
import type { Rendered } from './message.ts';

/**
 * What the dispatcher must do after a commit: first what is said, where the client does not read the journal by itself,
 * then what was asked of the outside. `account` null: it is not open here, so that nothing is said.
 */
export function outboxTasks(
  account: Account | null,
  outbound: readonly Rendered[],
  effects: readonly Effect[],
): readonly OutboxTask[] {
  const sends = account?.capabilities.delivery === 'push' ? outbound : [];
  return [
    ...sends.map((_, message): OutboxTask => ({ ordinal: message, kind: 'send', message })),
    ...effects.map((effect, index): OutboxTask => ({ ordinal: sends.length + index, kind: 'effect', effect })),
  ];
}
