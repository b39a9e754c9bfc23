import type { Commit } from '../core/model/commit.ts';
import type { ConversationId } from '../core/model/conversation.ts';
import type { OutboxEntry } from '../core/ports/outbox.ts';

/**
 * Name of the queue in which a task waits: tasks of a conversation wait for each other, and each aftermath has a queue
 * of its own, named after its commit.
 */
export function queueName({
  conversation,
  revision,
  task,
}: Pick<OutboxEntry, 'conversation' | 'revision' | 'task'>): string {
  return task.kind === 'side-effects' ? `${conversation}:${revision}` : conversation;
}

/** The conversation of a queue; ids of conversations end with no number behind a colon. */
export function conversationOf(name: string): ConversationId {
  return name.replace(/:\d+$/, '');
}

/** A commit with those of its tasks that wait in one queue. */
export function partOf<C extends Commit>(commit: C, name: string): C {
  return { ...commit, outbox: commit.outbox.filter((task) => queueName({ ...commit, task }) === name) };
}
