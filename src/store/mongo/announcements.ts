import { type Commit, sideEffectsLeaseMs } from '../../core/model/commit.ts';
import { queueName } from '../queueName.ts';
import { insertOnce } from './insertOnce.ts';
import { announce, announceHeld, emptyQueue, type TaskQueue, withdraw } from './queue.ts';
import { type QueueModel, toQueueDocument } from './queueDocument.ts';

/** Announces a commit to the outbox before it is inserted. */
export interface Announcements {
  announce(commit: Commit, attempt: string): Promise<void>;
  withdraw(commit: Commit, attempt: string): Promise<void>;
}

/** Names of the queues in which a commit has tasks. */
const namesOf = (commit: Commit) => [...new Set(commit.outbox.map((task) => queueName({ ...commit, task })))];

export function createAnnouncements(
  queues: QueueModel,
  change: (name: string, work: (queue: TaskQueue) => TaskQueue | null) => Promise<boolean>,
): Announcements {
  async function announceAt(name: string, { conversation, revision, at }: Commit, attempt: string): Promise<void> {
    const announcement = { revision, attempt, at };
    const add = (queue: TaskQueue) =>
      name === conversation
        ? announce(queue, announcement)
        : announceHeld(queue, announcement, at + sideEffectsLeaseMs);
    // The queue is usually empty, and this one insert is enough.
    if (await insertOnce(queues, toQueueDocument(name, add(emptyQueue)))) return;
    await change(name, add);
  }

  return {
    async announce(commit, attempt) {
      await Promise.all(namesOf(commit).map((name) => announceAt(name, commit, attempt)));
    },
    async withdraw(commit, attempt) {
      await Promise.all(namesOf(commit).map((name) => change(name, (queue) => withdraw(queue, attempt))));
    },
  };
}
