import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createErasureLedger } from '../../../src/rights/erasures/ledger.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys } from '../../support/memorySealer.ts';
import { temporaryFolder } from '../../support/service.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const open = (keys: ReturnType<typeof createMemoryKeys>) =>
  createErasureLedger({ file: join(folder.path, 'apart', 'erasures'), keys, log: createLog() });

test('destroys again what an older copy of the keys brings back, and nothing else', async () => {
  const keys = createMemoryKeys();
  const ana = await keys.current('ana');
  await keys.current('pau');
  await open(keys).note(await keys.destroy('ana', null));
  // The copy was made before the erasure: it has the same keys.
  const restored = createMemoryKeys();
  await restored.current('ana');
  const pau = await restored.current('pau');
  expect(await open(restored).repeat()).toEqual(['ana']);
  expect([await restored.fate(ana.id), await restored.fate(pau.id)]).toEqual(['destroyed', 'alive']);
  expect(await open(restored).repeat()).toEqual([]);
});

test('learns of erasures that it does not know, and reads past a line that a crash tore', async () => {
  const keys = createMemoryKeys();
  await keys.current('ana');
  const [gone = ''] = await keys.destroy('ana', null);
  const file = join(folder.path, 'apart', 'erasures');
  await open(keys).repeat();
  expect(readFileSync(file, 'utf8')).toBe(`${gone}\n`);
  appendFileSync(file, 'key-');
  expect(await open(keys).repeat()).toEqual([]);
});

test('notes many at once, each on a line of its own', async () => {
  const ledger = open(createMemoryKeys());
  const ids = Array.from({ length: 50 }, (_, index) => `id-${index}`);
  await Promise.all(ids.map((id) => ledger.note([id])));
  expect(
    readFileSync(join(folder.path, 'apart', 'erasures'), 'utf8')
      .trim()
      .split('\n')
      .sort(),
  ).toEqual(ids.sort());
});
