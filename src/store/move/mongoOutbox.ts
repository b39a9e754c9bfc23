import { commitId } from '../mongo/commitDocument.ts';
import type { MongoDatabase } from '../mongo/connect.ts';
import { emptyQueue, settle } from '../mongo/queue.ts';
import { type QueueDocument, toQueue, toQueueDocument } from '../mongo/queueDocument.ts';
import type { Stamps } from '../mongo/stamp.ts';
import type { modelsOf } from '../mongo/store.ts';
import { conversationOf, partOf, queueName } from '../queueName.ts';
import type { MoveEnd, OutboxRecord } from './end.ts';

/** The outbox of a store on MongoDB as records. Announced commits that never arrived are left behind. */
export function createMongoOutboxEnd(
  database: MongoDatabase,
  { queues, commits }: ReturnType<typeof modelsOf>,
  stamps: Stamps,
): Pick<MoveEnd, 'readOutbox' | 'writeOutbox'> {
  async function readSettled(read: QueueDocument) {
    const queue = toQueue(read);
    const conversation = conversationOf(read._id);
    const found = await Promise.all(
      queue.announced.map(async ({ revision }) => {
        const commit = await commits.findOne({ _id: commitId(conversation, revision), conversation }).lean();
        return [revision, commit && partOf(commit, read._id)] as const;
      }),
    );
    return settle(queue, new Map(found) as Parameters<typeof settle>[1], database.now());
  }

  return {
    readOutbox: () =>
      database.run(async () => {
        const waiting: OutboxRecord['waiting'][number][] = [];
        const deadLetters: (OutboxRecord['deadLetters'][number] & { stamp: string })[] = [];
        for await (const read of queues.find().sort({ _id: 1 }).lean<QueueDocument>().cursor()) {
          const { tasks, leased, due, deadLetters: given } = await readSettled(read);
          const conversation = conversationOf(read._id);
          if (tasks.length > 0) waiting.push({ conversation, tasks, leased, due });
          for (const task of given) deadLetters.push({ conversation, ...task });
        }
        const inOrder = deadLetters.toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1));
        return { waiting, deadLetters: inOrder.map(({ stamp, ...task }) => task) };
      }),

    writeOutbox: ({ waiting, deadLetters }) =>
      database.run(async () => {
        const all = new Map(
          waiting.map(({ conversation, ...queue }) => {
            const [first] = queue.tasks;
            return [first ? queueName({ conversation, ...first }) : conversation, { ...emptyQueue, ...queue }];
          }),
        );
        for (const { conversation, ...task } of deadLetters) {
          const name = queueName({ conversation, ...task });
          const queue = all.get(name) ?? emptyQueue;
          all.set(name, { ...queue, deadLetters: [...queue.deadLetters, { ...task, stamp: stamps.next() }] });
        }
        await queues.deleteMany({});
        const documents = [...all].map(([name, queue]) => toQueueDocument(name, queue));
        for (let start = 0; start < documents.length; start += 500) {
          await queues.insertMany(documents.slice(start, start + 500), { lean: true });
        }
      }),
  };
}
