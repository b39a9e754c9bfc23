import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ContentSource } from '../../../src/content/documents/source.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { makeFolder, type TestFolder } from '../../store/folder.ts';
import { describeWith, freshDatabase, startServer } from '../../store/mongo/server.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { openTestDesk, testContent } from '../../support/contentDesk.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { publishedDocuments as documents, killPublishers, releaseIn, startPublisher } from './support/publishKills.ts';

/** Instants at which the process is gone, and the processes that this takes. */
const kills = 50;
const rounds = 2;
const perRound = kills / rounds;
/** Most lines that the child writes between two instants: a release takes about so many. */
const mostLines = 40;

/** Processes that are really killed, on each store; `npm run bench:kill:publish` kills 50. */
const realKills = 3;

const mongo = await startServer();
afterAll(() => mongo?.stop());

let folder: TestFolder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

/** What was in the files at an instant. */
interface Image {
  readonly file: string;
  /** The last release that the child had told of before. */
  readonly reported: number;
}

/** Whether the system has stopped all threads of a process. */
function isStopped(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).every((task) => / T \d/.test(readFileSync(join(tasks, task, 'stat'), 'utf8')));
}

/**
 * Stops a process, takes what its files hold, and lets it go on. A process that is killed leaves exactly that: what it
 * had in memory is lost, and its locks are gone.
 */
function takeImage(running: ChildProcess, file: string, to: string): void {
  running.kill('SIGSTOP');
  while (!isStopped(running.pid ?? 0));
  mkdirSync(to);
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, join(to, `journal.db${end}`));
  running.kill('SIGCONT');
}

/** Runs the child until it is killed for good. Returns what its files held at instants before, and its releases. */
async function publishUntilKilled(file: string, round: number) {
  const running = startPublisher(file, round);
  const images: Image[] = [];
  let reported = -1;
  let left = 1;
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith('released ')) reported = Number(line.split('.')[1]);
    if (reported < 0 || --left > 0) continue;
    left = 1 + Math.floor(Math.random() * mostLines);
    if (images.length === perRound - 1) {
      running.kill('SIGKILL');
      left = Number.POSITIVE_INFINITY;
      continue;
    }
    const to = join(folder.path, `image-${round}-${images.length}`);
    takeImage(running, file, to);
    images.push({ file: join(to, 'journal.db'), reported });
  }
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  expect(running.signalCode).toBe('SIGKILL');
  return { images, reported };
}

/** A desk opens over what was killed, and goes on from there. */
async function checkWhole(file: string, shipped: ContentSource, round: number, reported: number): Promise<void> {
  const store = openSqliteStore({ file, log: createLog() });
  const { desk, knowledge } = await openTestDesk(
    {
      journal: store.journal,
      blobs: store.blobs,
      sealer: createMemorySealer(createMemoryKeys()),
      pubsub: createPubSub(),
      clock: createClock(testDay),
    },
    shipped,
  );
  const { releases, live, inUse } = await desk.releases(null);
  expect(inUse).toBe(live);
  const note = releases[0]?.note ?? '';
  const count = Number(note.split('.')[1]);
  // What was told to be released is; at most one more is, of which nobody was told.
  expect([reported, reported + 1]).toContain(count);
  const texts = await Promise.all(documents.map(async (document) => (await desk.read(document)).live?.text));
  for (const text of texts) expect(text).toContain(`# mark ${note}\n`);
  // Drafts that were saved are there, or published: none of another time.
  const { changes } = await desk.changes();
  for (const { after } of changes) expect(after).toContain(`# mark ${round}.${count + 1}`);
  expect(knowledge.problems()).toEqual([]);
  // The next process goes on from here.
  for (const { document } of changes) await desk.discard(document, 'eva');
  await store.close();
}

const isLinux = process.platform === 'linux';

(isLinux ? test : test.skip)(
  `gone at ${kills} instants while it publishes, a process leaves the old release live or the new one, whole`,
  async () => {
    const file = join(folder.path, 'journal.db');
    const shipped = await testContent();
    for (let round = 0; round < rounds; round++) {
      const { images, reported } = await publishUntilKilled(file, round);
      expect(images).toHaveLength(perRound - 1);
      for (const image of images) {
        const { note, texts } = await releaseIn(image.file);
        expect(note).toMatch(new RegExp(`^${round}\\.`));
        // It may have gone on before it stopped; what was told stays.
        expect(Number(note.split('.')[1])).toBeGreaterThanOrEqual(image.reported);
        expect(texts).toHaveLength(documents.length);
        for (const text of texts) expect(text).toContain(`# mark ${note}\n`);
      }
      await checkWhole(file, shipped, round, reported);
    }
  },
  120_000,
);

test(`killed ${realKills} times while they publish, processes leave the old release live or the new one, whole`, async () => {
  const { kills, faults } = await killPublishers(join(folder.path, 'journal.db'), realKills);
  expect(faults).toEqual([]);
  expect(kills).toBe(realKills);
}, 120_000);

describeWith(mongo)('on MongoDB', () => {
  test(`killed ${realKills} times while they publish, processes leave the old release live or the new one, whole`, async () => {
    if (mongo === null) return;
    const { kills, faults } = await killPublishers(freshDatabase(mongo), realKills);
    expect(faults).toEqual([]);
    expect(kills).toBe(realKills);
  }, 180_000);
});
