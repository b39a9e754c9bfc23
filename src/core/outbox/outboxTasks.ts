import type { Account } from '../model/account.ts';
import type { OutboxTask } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';
import type { Rendered } from '../model/message.ts';

/**
 * What must be done after a commit: what is said, where the client does not read the journal by itself, and beside it
 * all that was asked of the outside. `account` null: it is not open here, so that nothing is said.
 */
export function outboxTasks(
  account: Account | null,
  outbound: readonly Rendered[],
  sideEffects: readonly SideEffect[],
): readonly OutboxTask[] {
  const sends = account?.capabilities.delivery === 'push' ? outbound : [];
  return [
    ...sends.map((_, message): OutboxTask => ({ ordinal: message, kind: 'send', message })),
    ...(sideEffects.length === 0 ? [] : [{ ordinal: sends.length, kind: 'side-effects', sideEffects } as const]),
  ];
}
