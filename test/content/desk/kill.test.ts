import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { makeFolder, type TestFolder } from '../../store/folder.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { openTestDesk, testContent } from '../../support/contentDesk.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { createPubSub } from '../../support/pubsub.ts';

const kills = 8;
const child = fileURLToPath(new URL('children/publish.ts', import.meta.url));
const documents = ['faq/padro/padro.alta', 'faq/padro/padro.certificat', 'faq/residus/residus.mobles'];

let folder: TestFolder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

/** Runs the child until it has written so many lines after its first release, kills it, and returns the releases. */
async function publishUntilKilled(file: string, round: number, lines: number): Promise<readonly string[]> {
  const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, file, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const released: string[] = [];
  let since = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith('released ')) released.push(line.slice('released '.length));
    if (released.length > 0) since += 1;
    if (since === lines) running.kill('SIGKILL');
  }
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  expect(running.signalCode).toBe('SIGKILL');
  return released;
}

test(`after ${kills} kills while it publishes the old release is live or the new one, whole`, async () => {
  const file = join(folder.path, 'journal.db');
  const shipped = await testContent();
  for (let round = 0; round < kills; round++) {
    const released = await publishUntilKilled(file, round, 1 + Math.floor(Math.random() * 60));
    const store = openSqliteStore({ file, log: createLog() });
    const { desk, knowledge } = await openTestDesk(
      {
        ...{ journal: store.journal, blobs: store.blobs, sealer: createMemorySealer(createMemoryKeys()) },
        ...{ pubsub: createPubSub(), clock: createClock(testDay) },
      },
      shipped,
    );
    const { releases, live, inUse } = await desk.releases(null);
    expect(inUse).toBe(live);
    const note = releases[0]?.note ?? '';
    const [, count = ''] = note.split('.');
    // What was told to be released is; at most one more is, of which nobody was told.
    const last = Number(released.at(-1)?.split('.')[1]);
    expect([last, last + 1]).toContain(Number(count));
    const texts = await Promise.all(documents.map(async (document) => (await desk.read(document)).live?.text));
    for (const text of texts) expect(text).toContain(`# mark ${note}\n`);
    // Drafts that were saved are there, or published: none of another time.
    for (const { after } of (await desk.changes()).changes)
      expect(after).toContain(`# mark ${round}.${Number(count) + 1}`);
    expect(knowledge.problems()).toEqual([]);
    // The next process goes on from here.
    for (const { document } of (await desk.changes()).changes) await desk.discard(document, 'eva');
    await store.close();
  }
}, 120_000);
