import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { ferretdb } from '../../../scripts/ferretdb.mjs';
import { iterateCommits } from '../../../src/core/journal/iterateCommits.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { nameOf, noon } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder } from '../folder.ts';
import { describeWith } from './server.ts';

const child = fileURLToPath(new URL('children/append.ts', import.meta.url));
/** Times that a pair of processes is started and killed. */
const rounds = 3;

const folder = makeFolder();
// A server of our own, whatever MONGODB_URI says: it is killed too.
const first = await ferretdb({ folder: folder.path });

/** Starts a process, gives each of its lines to `hear`, and resolves once it has been killed. */
async function run(uri: string, name: string, receive: (line: string, kill: () => void) => void): Promise<void> {
  const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, uri, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(running, 'exit');
  for await (const line of createInterface({ input: running.stdout })) receive(line, () => running.kill('SIGKILL'));
  await ended;
  expect(running.signalCode).toBe('SIGKILL');
}

describeWith(first)('processes and a server that are killed', () => {
  test('leave every acknowledged commit once, and every task sent or waiting', async () => {
    if (first === null) return;
    let server = first;
    const uri = `${server.uri}/finestreta`;
    const lines: string[] = [];
    for (let round = 0; round < rounds; round++) {
      let restarted: Promise<void> | null = null;
      let received = 0;
      const pair = ['a', 'b'].map((name) => {
        const last = 5 + Math.floor(Math.random() * 12);
        let own = 0;
        return run(uri, `${round}${name}`, (line, kill) => {
          lines.push(line);
          own += 1;
          received += 1;
          // In one round, the server dies in the middle and comes back with what it had.
          if (round === 1 && received === 6) restarted = restart();
          if (own === last) kill();
        });
      });
      const restart = async () => {
        await server.kill();
        server = (await ferretdb({ folder: folder.path, port: server.port })) ?? server;
      };
      await Promise.all(pair);
      await restarted;
    }

    const store = await openMongoStore({ uri, log: createLog() });
    const stored: string[] = [];
    const revisions = new Map<string, number[]>();
    for await (const { conversation, revision, inboundKey } of iterateCommits(store.journal)) {
      stored.push(`commit ${conversation} ${revision} ${inboundKey}`);
      revisions.set(conversation, [...(revisions.get(conversation) ?? []), revision]);
    }
    const waiting: string[] = [];
    for (;;) {
      const entries = await store.outbox.claim(noon + 120_000, noon + 180_000, 50);
      // What a killed process was changing waits some seconds for it.
      if (entries.length === 0 && (await store.outbox.depth()).waiting === 0) break;
      for (const entry of entries) {
        waiting.push(nameOf(entry));
        await store.outbox.done(entry, null);
      }
    }
    const depth = await store.outbox.depth();
    await store.close();
    await server.stop();
    folder.remove();

    expect(new Set(stored).size).toBe(stored.length);
    const acknowledged = lines.filter((line) => line.startsWith('commit'));
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(acknowledged.filter((line) => !stored.includes(line))).toEqual([]);
    // In the order of the journal, each conversation's turns come one after the other, without a gap.
    for (const list of revisions.values()) expect(list).toEqual(list.map((_, index) => index + 1));

    const sent = lines.filter((line) => line.startsWith('task')).map((line) => line.slice('task '.length));
    const everything = stored.map((line) => line.replace(/^commit (\S+) (\d+) .*/, '$1 $2.0')).sort();
    expect([...new Set([...sent, ...waiting])].sort()).toEqual(everything);
    // Only what was being sent at the moment of a kill is sent twice: three at most of each process and server.
    expect(sent.length + waiting.length - everything.length).toBeLessThanOrEqual(3 * (2 * rounds + 2));
    expect(depth).toEqual({ waiting: 0, deadLetters: 0 });
  }, 60_000);
});
