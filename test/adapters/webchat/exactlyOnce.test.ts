import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { call, list, open, post } from './support/client.ts';
import { createMemoryCore } from './support/memoryCore.ts';
import { follow, type StreamClient } from './support/streamClient.ts';
import { startServer, type TestServer } from './support/testServer.ts';

/** What a client, the network and the city's side may do, in any order. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('post' as const), times: fc.integer({ min: 1, max: 4 }), await: fc.boolean() }),
  fc.record({ kind: fc.constant('repost' as const) }),
  fc.record({ kind: fc.constant('drop' as const) }),
  fc.record({ kind: fc.constant('connect' as const), server: fc.nat(1) }),
  fc.record({ kind: fc.constant('poll' as const), server: fc.nat(1) }),
  fc.record({ kind: fc.constant('take' as const) }),
  fc.record({ kind: fc.constant('idleSignal' as const) }),
);

/** A client with one cursor, as all of them keep it: it moves with each activity set, however that came. */
class Client {
  readonly shown: string[] = [];
  watermark = '';
  #stream: StreamClient | null = null;

  take(set: { activities: { id: string }[]; watermark?: string }): void {
    this.shown.push(...set.activities.map(({ id }) => id));
    if (set.watermark !== undefined) this.watermark = set.watermark;
  }

  async connect(server: TestServer, conversation: { conversationId: string; token: string }): Promise<void> {
    this.#stream?.socket.terminate();
    const path = `/conversations/${conversation.conversationId}?watermark=${this.watermark}`;
    const { streamUrl } = (await call(server, 'GET', path, { bearer: conversation.token })).body;
    this.#stream = await follow(streamUrl);
  }

  /** Takes what the stream has brought so far. */
  takeArrived(): void {
    for (const set of this.#stream?.arrived() ?? []) this.take(set);
  }

  /** Takes what the stream brings until `count` activities were shown, or the stream is cut. */
  async takeUntil(count: number): Promise<void> {
    const stream = this.#stream;
    while (stream && this.shown.length < count) {
      const set = await Promise.race([stream.next(), stream.closed.then(() => null)]);
      if (set === null) break;
      this.take(set);
    }
  }

  /** Reads from one source only until nothing is left, as a client that lost its stream does. */
  async pollAll(server: TestServer, conversation: { conversationId: string; token: string }): Promise<void> {
    this.#stream?.socket.terminate();
    this.#stream = null;
    for (;;) {
      const set = await list(server, conversation, this.watermark);
      this.take(set);
      if (set.activities.length === 0) return;
    }
  }
}

test('whatever drops, repeats and overlaps, a client sees every activity once and in order', async () => {
  const core = createMemoryCore(Date.now);
  const servers = [await startServer({ core }), await startServer({ core })] as const;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.array(fc.nat(3), { minLength: 1 }),
        async (steps, delays) => {
          let reading = 0;
          core.whileReading = async () => {
            // Readings take differently long, so that wakes fall into them.
            for (let i = delays[reading++ % delays.length] ?? 0; i > 0; i--) await new Promise(setImmediate);
          };
          const conversation = await open(servers[0]);
          const client = new Client();
          let posted = 0;
          const underWay: Promise<unknown>[] = [];
          const say = (id: number) =>
            post(servers[id % 2 === 0 ? 0 : 1], conversation, {
              text: `${id}`,
              channelData: { clientActivityID: `${id}` },
            });

          for (const now of steps) {
            if (now.kind === 'post') {
              const those = Array.from({ length: now.times }, () => say(posted++));
              underWay.push(...those);
              if (now.await) await Promise.all(those);
            } else if (now.kind === 'repost' && posted > 0) underWay.push(say(posted - 1));
            else if (now.kind === 'drop') for (const server of servers) server.dropSockets();
            else if (now.kind === 'connect') await client.connect(servers[now.server as 0 | 1], conversation);
            else if (now.kind === 'poll') await client.pollAll(servers[now.server as 0 | 1], conversation);
            else if (now.kind === 'take') client.takeArrived();
            else if (now.kind === 'idleSignal') for (const id of core.conversations()) core.publish(id);
          }

          await Promise.all(underWay);
          await client.takeUntil(1 + 3 * posted);
          await client.pollAll(servers[0], conversation);
          const everything = await pollFrom(servers[1], conversation);
          expect(client.shown).toEqual(everything);
          expect(new Set(everything).size).toBe(everything.length);
          // The greeting, and the echo and two replies of each message.
          expect(everything).toHaveLength(1 + 3 * posted);
        },
      ),
      { numRuns: 150 },
    );
  } finally {
    for (const server of servers) await server.close();
  }
});

async function pollFrom(
  server: TestServer,
  conversation: { conversationId: string; token: string },
): Promise<string[]> {
  const fresh = new Client();
  await fresh.pollAll(server, conversation);
  return fresh.shown;
}
