import type { Account } from '../model/account.ts';
import type { OutboxTask } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';
import type { Rendered } from '../model/message.ts';

/**
 * The tasks of a commit: messages to send, where the client does not read the journal, and the side effects. `account`
 * null: it is not open in this installation, so that nothing is sent.
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
