import type { AccountDepth } from '../../core/ports/outbox.ts';
import type { QueuedTask, TaskQueue } from './queue.ts';
import type { QueueDocument, QueueModel } from './queueDocument.ts';

/** Counts waiting tasks and dead letters by account. */
export async function countTasks(
  queues: QueueModel,
  settled: (read: QueueDocument) => Promise<TaskQueue>,
): Promise<readonly AccountDepth[]> {
  const counts = new Map<string, { tenant: string; account: string; waiting: number; deadLetters: number }>();
  const add = ({ tenant, account }: QueuedTask, state: 'waiting' | 'deadLetters') => {
    const name = JSON.stringify([tenant, account]);
    const count = counts.get(name) ?? { tenant, account, waiting: 0, deadLetters: 0 };
    count[state] += 1;
    counts.set(name, count);
  };
  const waiting = queues.find({ due: { $gte: 0 } }, { deadLetters: 0 });
  for await (const read of waiting.lean<QueueDocument>().cursor()) {
    const { tasks } = await settled({ ...read, deadLetters: [] });
    for (const task of tasks) add(task, 'waiting');
  }
  const deadLetters = queues.find({ firstDeadLetter: { $gte: '' } }, { deadLetters: 1 });
  for await (const read of deadLetters.lean<QueueDocument>().cursor())
    for (const task of read.deadLetters) add(task, 'deadLetters');
  return [...counts.keys()].sort().map((name) => counts.get(name) as AccountDepth);
}
