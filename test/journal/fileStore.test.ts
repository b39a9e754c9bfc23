import { beforeEach, describe, expect, test } from '@jest/globals';
import { collectFiles, commitWaitMs } from '../../src/journal/collectFiles.ts';
import { createFileStore } from '../../src/journal/fileStore.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { makeCommit } from '../contract/store/fixture.ts';
import { createClock, testDay } from '../support/clock.ts';
import { createMemoryFiles } from '../support/memoryFiles.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys } from './memoryKeys.ts';

const day = 86_400_000;
const photo = new Uint8Array(400).fill(9);

function open() {
  const clock = createClock(testDay);
  const files = createMemoryFiles();
  const keys = createMemoryKeys();
  const { journal } = createMemoryJournal();
  const sealer = createSealer({ keys, secret: new Uint8Array(32).fill(7) });
  const quota = { conversation: 1_000, day: 2_000 };
  const store = createFileStore({ files, keys, quota, floor: 10_000, clock: clock.now });
  return { clock, files, keys, journal, sealer, store };
}

let world: ReturnType<typeof open>;
beforeEach(() => {
  world = open();
});

describe('files', () => {
  test('are kept sealed, once, and opened again', async () => {
    const { store, files } = world;
    expect(await store.keep('ana', 'f1', photo)).toBe('kept');
    expect(await store.keep('ana', 'f1', photo)).toBe('known');
    expect(Buffer.from((await store.open('ana', 'f1')) ?? [])).toEqual(Buffer.from(photo));
    expect(Buffer.from(files.held()[0]?.sealed ?? []).includes(Buffer.from(photo))).toBe(false);
    expect(await store.open('pau', 'f1')).toBeNull();
  });

  test('beyond the quota of a conversation or of a day are refused, and leave nothing', async () => {
    const { store, files, clock } = world;
    for (const id of ['f1', 'f2']) expect(await store.keep('ana', id, photo)).toBe('kept');
    expect(await store.spaceFor('ana', 400)).toBe('quota');
    expect(await store.keep('ana', 'f3', photo)).toBe('quota');
    for (const id of ['f1', 'f2']) expect(await store.keep('pau', id, photo)).toBe('kept');
    expect(await store.spaceFor('eva', 400)).toBeNull();
    expect(await store.keep('eva', 'f1', photo)).toBe('kept');
    expect(await store.spaceFor('eva', 400)).toBe('no-space');
    expect(await store.keep('eva', 'f2', photo)).toBe('no-space');
    expect(files.held()).toHaveLength(5);
    clock.advance(day + 1);
    expect(await store.keep('eva', 'f2', photo)).toBe('kept');
  });

  test('are refused where little is free on the disk, and what is there is known all the same', async () => {
    const { store, files } = world;
    files.free = 10_399;
    expect(await store.spaceFor('ana', 400)).toBe('no-space');
    expect(await store.keep('ana', 'f1', photo)).toBe('no-space');
    expect(files.held()).toEqual([]);
    files.free = 10_400;
    expect(await store.keep('ana', 'f1', photo)).toBe('kept');
  });

  test('are removed with the keys that an erasure destroys, and what came later stays', async () => {
    const { store, keys, files } = world;
    await store.keep('ana', 'old', photo);
    await store.keep('pau', 'his', photo);
    const fresh = await keys.rotate('ana');
    await store.keep('ana', 'new', photo);
    await keys.destroy('ana', fresh.id);
    await store.removeErased('ana');
    await store.removeErased('ana');
    expect(files.held().map(({ id }) => id)).toEqual(['his', 'new']);
    expect(await store.open('ana', 'new')).not.toBeNull();
  });
});

describe('files whose commit never came', () => {
  const ref = (id: string) => ({ id, name: 'a.png', type: 'image/png', size: 400 });
  const content = {
    inbound: { id: 'm', localeHint: null, content: { kind: 'files', files: [ref('sent')], text: '' } },
    said: [{ text: '', markup: 'plain', choices: [], files: [ref('answered')], locale: 'ca' }],
    command: { kind: 'reply', text: '', files: [ref('replied')] },
  } as const;

  test('are removed after a day, and those that a commit refers to are confirmed, however long the conversation', async () => {
    const { store, files, clock, journal, sealer } = world;
    for (const id of ['sent', 'answered', 'replied', 'lost']) {
      await store.keep(`c ${id}`, id, photo);
    }
    const append = async (id: string, revision: number, given: object) => {
      const none = { address: null, inbound: null, outbound: [] };
      const sealed = await sealer.seal(`c ${id}`, { ...none, ...given }, 'current');
      await journal.append(makeCommit(`c ${id}`, revision, sealed));
    };
    for (let revision = 1; revision <= 101; revision++) await append('sent', revision, {});
    await append('sent', 102, { inbound: content.inbound });
    await append('answered', 1, { outbound: content.said });
    await append('replied', 1, { command: content.command });
    await append('lost', 1, {});
    await files.reserve({ conversation: 'c room', id: 'room', bytes: 1, at: testDay }, { conversation: 9, day: 9_999 });
    const collect = () => collectFiles({ files, journal, sealer, clock: clock.now });
    clock.advance(commitWaitMs);
    expect(await collect()).toBe(0);
    clock.advance(1);
    expect(await collect()).toBe(2);
    expect(files.held().map(({ id, confirmed }) => [id, confirmed])).toEqual([
      ['sent', true],
      ['answered', true],
      ['replied', true],
    ]);
    expect(await collect()).toBe(0);
  });
});
