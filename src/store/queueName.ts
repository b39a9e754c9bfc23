import type { Commit } from '../core/model/commit.ts';
import type { ConversationId } from '../core/model/conversation.ts';
import type { OutboxEntry } from '../core/ports/outbox.ts';

/**
 * Name of a task's queue: tasks of a conversation wait for each other, and each side effect has its own queue, named
 * after its commit.
 */
export function queueName({
  conversation,
  revision,
  task,
}: Pick<OutboxEntry, 'conversation' | 'revision' | 'task'>): string {
  return task.kind === 'side-effects' ? `${conversation}:${revision}` : conversation;
}

/** The conversation of a queue; no conversation id ends with a colon and a number. */
export function conversationOf(name: string): ConversationId {
  return name.replace(/:\d+$/, '');
}

/** A commit with its tasks in one queue. */
export function partOf<C extends Commit>(commit: C, name: string): C {
  return { ...commit, outbox: commit.outbox.filter((task) => queueName({ ...commit, task }) === name) };
}
