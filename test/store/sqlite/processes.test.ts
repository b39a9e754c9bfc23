import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

const names = ['ana', 'pau', 'eva', 'jan'];
const child = fileURLToPath(new URL('children/deliver.ts', import.meta.url));

let folder: TestFolder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

test('processes that start at once on nothing make one store, one master key, and share the work', async () => {
  const file = join(folder.path, 'journal', 'journal.db');
  const runs = await Promise.all(
    names.map((name) =>
      promisify(execFile)(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', child, file, join(folder.path, 'keys'), name],
        { env: { ...process.env, NODE_OPTIONS: '' } },
      ),
    ),
  );
  const lines = runs.flatMap(({ stdout }) => stdout.trim().split('\n'));
  expect(new Set(lines.filter((line) => line.startsWith('key ')))).toHaveProperty('size', 1);

  const tasks = lines.filter((line) => line.startsWith('task '));
  const expected = names.flatMap((name) =>
    Array.from({ length: 50 }, (_, index) => [`task ${name}-${index} 1.0`, `task ${name}-${index} 1.1`]).flat(),
  );
  expect(tasks.toSorted()).toEqual(expected.toSorted());

  const store = openSqliteStore({ file, log: createLog() });
  expect((await store.journal.scan(null, 1000)).commits).toHaveLength(200);
  expect(await store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
  await store.close();
});
