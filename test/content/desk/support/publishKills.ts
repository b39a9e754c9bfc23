import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createContentLog } from '../../../../src/content/desk/contentLog.ts';
import { createTrees } from '../../../../src/content/desk/trees.ts';
import { createContentVersions } from '../../../../src/content/desk/versions.ts';
import { createRecordLog } from '../../../../src/core/journal/recordLog.ts';
import { openMongoStore } from '../../../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { createClock, testDay } from '../../../support/clock.ts';
import { openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { createLog } from '../../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../../support/memorySealer.ts';
import { createPubSub } from '../../../support/pubsub.ts';

const child = fileURLToPath(new URL('../children/publish.ts', import.meta.url));
/** What the child writes again and again. */
export const publishedDocuments = ['faq/padro/padro.alta', 'faq/padro/padro.certificat', 'faq/residus/residus.mobles'];
/** Most lines that a child writes before it is killed: a release takes about 40. */
const mostLines = 100;

/** Opens a store: a file of SQLite, or the address of a database. */
export async function openStoreAt(where: string): Promise<Store> {
  const log = createLog();
  return where.startsWith('mongodb://') ? openMongoStore({ uri: where, log }) : openSqliteStore({ file: where, log });
}

/** Starts the process that writes drafts and publishes them until it is killed. */
export function startPublisher(where: string, round: number) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, where, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

/** The note of the live release, `''` for what shipped, and the texts of its documents, all of which were read. */
export async function releaseIn(where: string): Promise<{ readonly note: string; readonly texts: readonly string[] }> {
  const store = await openStoreAt(where);
  try {
    const clock = createClock(testDay).now;
    const sealer = createMemorySealer(createMemoryKeys());
    const records = createRecordLog({ journal: store.journal, sealer, clock, newId: () => 'x' });
    const log = createContentLog({ tenant: 'default', records, pubsub: createPubSub(), clock });
    const trees = createTrees(createContentVersions(store.blobs, 'default'));
    const { live } = await log.state();
    const tree = await trees.get(live.tree);
    const all = await Promise.all(tree.map(({ version }) => trees.text(version)));
    const note = live.note === null ? '' : await trees.text(live.note);
    return { note, texts: all.filter((_, index) => publishedDocuments.includes(tree[index]?.document ?? '')) };
  } finally {
    await store.close();
  }
}

interface PublishKills {
  readonly kills: number;
  /** Kills after which the release of before was live, and those after which one was that nobody was told of. */
  readonly before: number;
  readonly after: number;
  /** What was wrong after a kill; empty: nothing ever was. */
  readonly faults: readonly string[];
}

/**
 * Kills processes (SIGKILL) at random while they publish, one after the other on one store, and looks after each what is
 * live: the release that was told last or the one that was being made, with all its texts.
 */
export async function killPublishers(where: string, kills: number): Promise<PublishKills> {
  const first = await openStoreAt(where);
  const sealer = createMemorySealer(createMemoryKeys());
  const shared = { sealer, pubsub: createPubSub(), clock: createClock(testDay) };
  await openTestDesk({ journal: first.journal, blobs: first.blobs, ...shared }, await testContent());
  await first.close();
  let expected: readonly string[] = [''];
  let before = 0;
  const faults: string[] = [];
  for (let round = 0; round < kills; round++) {
    const reported = await publishUntilKilled(where, round);
    // What was on its way to a server when its sender was killed may still arrive.
    expected = reported === null ? [...expected, `${round}.0`] : [`${round}.${reported}`, `${round}.${reported + 1}`];
    const { note, texts } = await releaseIn(where);
    if (!expected.includes(note)) faults.push(`${round}: ${note} is live, not one of ${expected.join(', ')}`);
    const whole = texts.filter((text) => (note === '' ? !text.includes('# mark') : text.includes(`# mark ${note}\n`)));
    if (whole.length !== publishedDocuments.length) faults.push(`${round}: ${note} has ${whole.length} of its texts`);
    if (note !== expected.at(-1)) before += 1;
  }
  return { kills, before, after: kills - before, faults };
}

/** The last release of a process that its command was told of before it was killed; null: of none. */
async function publishUntilKilled(where: string, round: number): Promise<number | null> {
  const running = startPublisher(where, round);
  const ended = once(running, 'exit');
  let left = 1 + Math.floor(Math.random() * mostLines);
  let reported: number | null = null;
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith('released ')) reported = Number(line.split('.')[1]);
    if (--left === 0) running.kill('SIGKILL');
  }
  await ended;
  if (running.signalCode !== 'SIGKILL')
    throw new Error(`round ${round} ended with ${running.exitCode} before its kill`);
  return reported;
}
