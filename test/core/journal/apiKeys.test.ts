import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createApiKeys } from '../../../src/core/journal/apiKeys.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';

function openKeys() {
  const store = createMemoryJournal();
  const clock = createClock(testDay);
  let made = 0;
  const records = createRecordLog({
    journal: store.journal,
    sealer: createMemorySealer(createMemoryKeys()),
    clock: clock.now,
    newId: () => `record-${made}-${Math.random()}`,
  });
  const keys = createApiKeys({
    tenant: 'default',
    records,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    newKey: () => `secret-${++made}`,
    clock: clock.now,
  });
  return { keys, store, clock };
}

test('a key opens from when it is made until it is revoked, and its owner is listed', async () => {
  const { keys, clock } = openKeys();
  const { key } = await keys.make({ id: 'fixmystreet', owner: 'mySociety, a@example.org', perHour: 50, by: 'ada' });
  expect(await keys.find(key)).toMatchObject({ id: 'fixmystreet', perHour: 50, by: 'ada', madeAt: testDay });
  expect(await keys.find(`${key} `)).toBeNull();
  expect(await keys.find('')).toBeNull();
  clock.advance(1_000);
  await keys.revoke('fixmystreet', 'berta');
  expect(await keys.find(key)).toBeNull();
  expect(await keys.list()).toMatchObject([
    { id: 'fixmystreet', owner: 'mySociety, a@example.org', revokedAt: testDay + 1_000 },
  ]);
});

test('a name has one good key at a time; after it is revoked it may get another', async () => {
  const { keys } = openKeys();
  const first = await keys.make({ id: 'app', owner: 'One', perHour: 1, by: 'ada' });
  await expect(keys.make({ id: 'app', owner: 'Two', perHour: 1, by: 'ada' })).rejects.toThrow('There is a key app');
  await keys.revoke('app', 'ada');
  await expect(keys.revoke('app', 'ada')).rejects.toThrow('no key app');
  const second = await keys.make({ id: 'app', owner: 'Two', perHour: 1, by: 'ada' });
  expect(await keys.find(first.key)).toBeNull();
  expect((await keys.find(second.key))?.id).toBe('app');
  expect((await keys.list()).map(({ owner }) => owner)).toEqual(['One', 'Two']);
});

test('neither the key nor its owner is in what is stored unsealed; who made and ended it is', async () => {
  const { keys, store } = openKeys();
  const { key } = await keys.make({ id: 'app', owner: 'Maria Puig', perHour: 1, by: 'ada' });
  await keys.revoke('app', 'berta');
  const commits = store.commits();
  const stored = JSON.stringify(commits.map(({ sealed: _, ...open }) => open));
  expect(stored).not.toContain(key);
  expect(stored).not.toContain('Maria');
  expect(commits.flatMap(({ events }) => events)).toEqual([
    { type: 'api-key.made', by: 'ada', key: 'app' },
    { type: 'api-key.revoked', by: 'berta', key: 'app' },
  ]);
});
