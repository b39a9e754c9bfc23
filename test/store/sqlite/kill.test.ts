import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createJournal } from '../../../src/store/sqlite/journal.ts';
import { journalKind } from '../../../src/store/sqlite/migrations/index.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

const kills = 12;
const child = fileURLToPath(new URL('children/append.ts', import.meta.url));

let folder: TestFolder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

/** Runs the child until it has acknowledged so many commits, kills it, and returns every line that it got out. */
async function appendUntilKilled(file: string, round: number, lines: number): Promise<readonly string[]> {
  const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, file, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === lines) running.kill('SIGKILL');
  }
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  expect(running.signalCode).toBe('SIGKILL');
  return acknowledged;
}

test(`after ${kills} kills at random moments every acknowledged commit is there once`, async () => {
  const file = join(folder.path, 'journal.db');
  const acknowledged: string[] = [];
  for (let round = 0; round < kills; round++) {
    const lines = 1 + Math.floor(Math.random() * 400);
    acknowledged.push(...(await appendUntilKilled(file, round, lines)));
  }

  const database = openDatabase(file, journalKind, createLog());
  const { commits } = await createJournal(database).scan(null, 100_000);
  const waiting = Number(database.connection.prepare('SELECT count(*) AS n FROM outbox').get()?.n);
  const integrity = database.connection.prepare('PRAGMA integrity_check').get()?.integrity_check;
  await database.close();

  const stored = commits.map(({ conversation, revision, inboundKey }) => `${conversation} ${revision} ${inboundKey}`);
  expect(new Set(stored).size).toBe(stored.length);
  const known = new Set(stored);
  expect(acknowledged.filter((line) => !known.has(line))).toEqual([]);
  // What nobody was told of may be there or not, but whole: with its task, and without a gap before it.
  expect(waiting).toBe(stored.length);
  const revisions = Map.groupBy(commits, ({ conversation }) => conversation);
  for (const list of revisions.values())
    expect(list.map(({ revision }) => revision)).toEqual(list.map((_, i) => i + 1));
  expect(integrity).toBe('ok');
});
