import type { AccountDepth } from '../../core/ports/outbox.ts';
import type { Queue, QueuedTask } from './queue.ts';
import type { QueueDocument, QueueModel } from './queueDocument.ts';

/** Counts what waits and what was given up, by account. */
export async function countTasks(
  queues: QueueModel,
  settled: (read: QueueDocument) => Promise<Queue>,
): Promise<readonly AccountDepth[]> {
  const counts = new Map<string, { tenant: string; account: string; waiting: number; buried: number }>();
  const add = ({ tenant, account }: QueuedTask, state: 'waiting' | 'buried') => {
    const name = JSON.stringify([tenant, account]);
    const count = counts.get(name) ?? { tenant, account, waiting: 0, buried: 0 };
    count[state] += 1;
    counts.set(name, count);
  };
  const waiting = queues.find({ due: { $gte: 0 } }, { buried: 0 });
  for await (const read of waiting.lean<QueueDocument>().cursor()) {
    const { tasks } = await settled({ ...read, buried: [] });
    for (const task of tasks) add(task, 'waiting');
  }
  const buried = queues.find({ firstBuried: { $gte: '' } }, { buried: 1 });
  for await (const read of buried.lean<QueueDocument>().cursor()) for (const task of read.buried) add(task, 'buried');
  return [...counts.keys()].sort().map((name) => counts.get(name) as AccountDepth);
}
