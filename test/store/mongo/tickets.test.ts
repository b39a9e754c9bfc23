import { afterAll, expect, test } from '@jest/globals';
import { connect, databaseNameOf } from '../../../src/store/mongo/connect.ts';
import type { Exchange } from '../../../src/store/mongo/exchange.ts';
import { createTicketExchange, ticketModel } from '../../../src/store/mongo/ferretdb/tickets.ts';
import { insertOnce } from '../../../src/store/mongo/insertOnce.ts';
import { announce, emptyQueue, type TaskQueue } from '../../../src/store/mongo/queue.ts';
import {
  type QueueDocument,
  type QueueModel,
  queueModel,
  toQueueDocument,
} from '../../../src/store/mongo/queueDocument.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

const queueOf = (attempt: string): TaskQueue => announce(emptyQueue, { revision: 1, attempt, at: 1_000 });
const documentOf = (attempt: string) => toQueueDocument('ana', queueOf(attempt));

const clocks = (now: () => number) => ({ now, elapsed: () => performance.now() });

/** A process whose clock runs ahead, so that tickets of others have run out for it. */
const minutesLater = () => Date.now() + 120_000;

/** A database of its own, in which one document can be swapped. */
async function openQueues() {
  const uri = server ? freshDatabase(server) : '';
  const database = await connect(uri, databaseNameOf(uri));
  const queues = queueModel(database.connection);
  const tickets = ticketModel(database.connection);
  const first = documentOf('first');
  await insertOnce(queues, first);
  const drop = async () => {
    await database.connection.dropDatabase();
    await database.shut();
  };
  return { queues, tickets, first, drop };
}

describeWith(server)('a write that was long on its way', () => {
  /** Two processes that swap the same document, the first of which is slow to write. */
  async function race(slow: QueueDocument | null): Promise<readonly QueueDocument[]> {
    const { queues, tickets, first, drop } = await openQueues();
    const quick = createTicketExchange(queues, tickets, clocks(minutesLater));

    /** What happens while the slow process's write is on its way: its ticket runs out and another one swaps twice. */
    const meanwhile = async () => {
      const second = documentOf('second');
      // The first attempt finds the ticket of the slow one and removes it.
      while (!(await quick.swap(first, second)));
      expect(await quick.swap(second, documentOf('last'))).toBe(true);
    };
    const late =
      (method: 'replaceOne' | 'deleteOne') =>
      async (...tokens: unknown[]) => {
        await meanwhile();
        return Reflect.apply(queues[method], queues, tokens);
      };
    const slowly = Object.assign(Object.create(queues), {
      findOne: queues.findOne.bind(queues),
      replaceOne: late('replaceOne'),
      deleteOne: late('deleteOne'),
    }) as QueueModel;
    try {
      const swapped = await createTicketExchange(slowly, tickets, clocks(Date.now)).swap(first, slow);
      expect(swapped).toBe(false);
      return await queues.find().lean<QueueDocument[]>();
    } finally {
      await drop();
    }
  }

  test.each([
    ['replaces', documentOf('slow')],
    ['removes', null],
  ])('%s nothing that was written since its ticket ran out', async (_, slow) => {
    const left = await race(slow);
    expect(left.map(({ announced }) => announced[0]?.attempt)).toEqual(['last']);
  });
});

describeWith(server)('a process that is gone in the middle of a write', () => {
  /** A document, and what any number of processes need to swap it; `fail`: what its writes end with. */
  async function withQueue(
    work: (deps: { first: QueueDocument; open: (now: () => number, fail: Error | null) => Exchange }) => Promise<void>,
  ): Promise<void> {
    const { queues, tickets, first, drop } = await openQueues();
    try {
      await work({
        first,
        open(now, fail) {
          const failing = Object.assign(Object.create(queues), {
            findOne: queues.findOne.bind(queues),
            replaceOne: async () => Promise.reject(fail),
          }) as QueueModel;
          return createTicketExchange(fail === null ? queues : failing, tickets, clocks(now));
        },
      });
    } finally {
      await drop();
    }
  }
  const cut = new Error('read ECONNRESET');

  test('keeps others from writing while its write may still be on its way', () =>
    withQueue(async ({ first, open }) => {
      await expect(open(Date.now, cut).swap(first, documentOf('cut'))).rejects.toBe(cut);
      expect(await open(Date.now, null).swap(first, documentOf('second'))).toBe(false);
      expect(await open(minutesLater, null).swap(first, documentOf('third'))).toBe(true);
    }));

  test('is followed by exactly one of all who wait for it', () =>
    withQueue(async ({ first, open }) => {
      await expect(open(Date.now, cut).swap(first, documentOf('cut'))).rejects.toBe(cut);
      const swaps = Array.from({ length: 12 }, (_, each) =>
        open(minutesLater, null).swap(first, documentOf(`heir ${each}`)),
      );
      expect((await Promise.all(swaps)).filter((written) => written)).toHaveLength(1);
    }));
});

describeWith(server)('a server that takes seconds for every answer', () => {
  test('is written to after a few attempts: each leaves itself more time', async () => {
    const { queues, tickets, first, drop } = await openQueues();
    // Before a ticket is there and the queue was looked at, six seconds go by each time.
    let calls = 0;
    const exchange = createTicketExchange(queues, tickets, {
      now: Date.now,
      elapsed: () => (calls++ % 3 === 0 ? 0 : 6_000),
    });
    try {
      const swapped: boolean[] = [];
      while (!swapped.at(-1) && swapped.length < 5) swapped.push(await exchange.swap(first, documentOf('second')));
      expect(swapped).toEqual([false, false, true]);
    } finally {
      await drop();
    }
  });
});
