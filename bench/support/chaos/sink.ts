import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the pushing platform has received from us. */
interface Sink {
  readonly url: string;
  /** Idempotency keys in the order in which their messages arrived. */
  readonly arrived: readonly string[];
  /** How often it accepted a message without an answer: the next attempt then repeats it. */
  untold(): number;
  /** How often it misbehaved. */
  faults(): number;
  /** Ends its misbehaviour. */
  behave(): void;
  close(): Promise<void>;
}

/** What a platform does with a message, and how often in a hundred. */
const moods = [
  { share: 4, take: false, wait: 0, status: 500 },
  { share: 3, take: false, wait: 0, status: 429 },
  { share: 3, take: true, wait: 0, status: 500 },
  { share: 4, take: true, wait: 800, status: 200 },
  // Longer than our timeout.
  { share: 1, take: true, wait: 6_000, status: 200 },
] as const;
const good = { take: true, wait: 0, status: 200 } as const;

/** Opens the receiving end of the pushing platform, which fails and stalls now and then. */
export async function openSink(random: () => number): Promise<Sink> {
  const arrived: string[] = [];
  let untold = 0;
  let faults = 0;
  let behaving = false;

  function mood() {
    if (behaving) return good;
    let left = random() * 100;
    for (const each of moods) {
      left -= each.share;
      if (left < 0) return each;
    }
    return good;
  }

  const server = createServer(async (request, response) => {
    let text = '';
    try {
      for await (const piece of request) text += piece;
    } catch {
      // The sender died in the middle.
      return;
    }
    const { key } = JSON.parse(text) as { key: string };
    const { take, wait, status } = mood();
    if (wait > 0 || status !== 200) faults += 1;
    if (take) arrived.push(key);
    if (take && (status !== 200 || wait > 5_000)) untold += 1;
    if (wait > 0) await sleep(wait, undefined, { ref: false });
    response.writeHead(status);
    response.end(JSON.stringify(status === 200 ? { id: `m${arrived.length}` } : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrived,
    untold: () => untold,
    faults: () => faults,
    behave() {
      behaving = true;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
