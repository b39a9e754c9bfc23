import { describe, expect, test } from '@jest/globals';
import { checkLog } from '../../src/transparency/check/checkLog.ts';
import { exportLog } from '../../src/transparency/check/exportLog.ts';
import { openSource } from '../../src/transparency/check/logSource.ts';
import { bundleOf, entriesIn } from '../../src/transparency/merkle/tiles.ts';
import { formatKey } from '../../src/transparency/note/signedNote.ts';
import { makeFolder } from '../store/folder.ts';
import { entriesOf, grownLog, keys } from './support/grownLog.ts';
import type { MemoryLogFiles } from './support/memoryFiles.ts';

const entries = entriesOf(600);
const lastBundle = 'tile/entries/002.p/88';

const check = (files: MemoryLogFiles, seen: MemoryLogFiles | null = null) =>
  checkLog(files, { keys: [], seen: seen === null ? null : String(seen.all.get('checkpoint')) });

/** A log in which one file was changed. */
function changed(path: string, change: (bytes: Buffer) => Uint8Array): MemoryLogFiles {
  const files = grownLog(entries);
  files.all.set(path, Buffer.from(change(files.all.get(path) ?? Buffer.alloc(0))));
  return files;
}

const changeEntries = (path: string, change: (entries: Uint8Array[]) => Uint8Array[]) =>
  changed(path, (bytes) => bundleOf(change([...entriesIn(bytes)])));

const swap = (list: Uint8Array[]) => [list[1], list[0], ...list.slice(2)] as Uint8Array[];
const alter = (list: Uint8Array[]) =>
  list.map((each, index) => (index === 37 ? Buffer.from('{"at":"2026-11-24T10:00:00Z","type":"x"}') : each));

describe('a check of a log', () => {
  test('finds nothing wrong in one that is right, and counts its entries', async () => {
    const report = await check(grownLog(entries));
    expect(report.faults).toEqual([]);
    expect([...report.counts]).toEqual([['crisis.ended', 600]]);
  });

  test.each([
    [
      'an entry that was altered',
      changeEntries('tile/entries/001', alter),
      'Entry 293 was altered after it was published.',
    ],
    [
      'an entry that was dropped',
      changeEntries('tile/entries/000', (list) => list.slice(1)),
      'tile/entries/000 holds 255 instead of 256',
    ],
    [
      'an entry that was dropped at the end',
      changeEntries(lastBundle, (list) => list.slice(0, -1)),
      `${lastBundle} holds 87 instead of 88`,
    ],
    [
      'an entry that was put in',
      changeEntries(lastBundle, (list) => [...list, ...entriesOf(1)]),
      `${lastBundle} holds 89 instead of 88`,
    ],
    [
      'another order',
      changeEntries('tile/entries/000', swap),
      'Entries are in another order than the log has committed to, from entry 0 on.',
    ],
    [
      'several that were exchanged',
      changeEntries('tile/entries/000', (list) => [...list.slice(0, 250), ...entriesOf(6)]),
      'from entry 250 on',
    ],
    ['a hash that was altered', changed('tile/0/001', (bytes) => bytes.fill(1, 64, 96)), 'Entry 258 was altered'],
    [
      'an upper tile that was altered',
      changed('tile/1/000.p/2', (bytes) => bytes.fill(1, 0, 32)),
      'tile/1/000.p/2 does not follow from the entries',
    ],
    ['half a hash', changed('tile/0/001', (bytes) => bytes.subarray(1)), 'half a hash'],
    ['half an entry', changed('tile/entries/001', (bytes) => bytes.subarray(0, -1)), 'ends in the middle'],
  ])('names %s', async (_, files, reason) => {
    expect((await check(files)).faults.join('\n')).toContain(reason);
  });

  test('names a tile that is missing', async () => {
    const files = grownLog(entries);
    files.all.delete('tile/0/001');
    expect((await check(files)).faults).toEqual(['tile/0/001 is missing.']);
    files.all.delete('tile/entries/001');
    expect((await check(files)).faults).toContain('tile/entries/001 is missing.');
  });

  test('names entries and tiles that were all made again behind the signature', async () => {
    const files = grownLog([...entriesOf(599), Buffer.from('{"at":"2026-11-24T10:00:00Z","type":"forged"}')]);
    files.all.set('checkpoint', grownLog(entries).all.get('checkpoint') as Buffer);
    expect((await check(files)).faults).toEqual([expect.stringContaining('not what the log has signed')]);
  });

  test('names a fork that the log itself has signed, and an old checkpoint', async () => {
    const forked = grownLog([Buffer.from('{"at":"2026-11-24T10:00:00Z","type":"forked"}'), ...entriesOf(599, 1)]);
    expect((await check(forked)).faults).toEqual([]);
    expect((await check(forked, grownLog(entriesOf(300)))).faults).toEqual([
      expect.stringContaining('the log was rewritten'),
    ]);
    expect((await check(grownLog(entriesOf(300)), grownLog(entries))).faults).toEqual([
      expect.stringContaining('The log had 600 entries before and has 300 now'),
    ]);
    expect((await check(grownLog(entries), grownLog(entriesOf(300)))).faults).toEqual([]);
  });

  test('names a time that is finer than the policy, and what cannot be read', async () => {
    const fine = grownLog([Buffer.from('{"at":"2026-11-24T10:01:00Z","type":"x"}'), Buffer.from('not json')]);
    expect((await check(fine)).faults).toEqual([
      'Entry 0: its time is finer than the policy says.',
      'Entry 1: it cannot be read.',
    ]);
  });

  test('refuses a checkpoint with a wrong signature, of other keys, or none', async () => {
    const files = changed('checkpoint', (bytes) => Buffer.from(String(bytes).replace('\n600\n', '\n599\n')));
    await expect(check(files)).rejects.toThrow(/signature is wrong/);
    const other = { ...keys[0], publicKey: Buffer.alloc(32, 3) } as (typeof keys)[number];
    await expect(checkLog(grownLog(entries), { keys: [formatKey(other)], seen: null })).rejects.toThrow(/not signed/);
    const empty = grownLog(entries);
    empty.all.delete('checkpoint');
    await expect(check(empty)).rejects.toThrow(/There is no checkpoint here/);
  });
});

describe('an export', () => {
  test('is a whole log, grows with it, and is not made of one that is wrong', async () => {
    const folder = makeFolder();
    try {
      const copy = openSource(folder.path);
      await exportLog(grownLog(entriesOf(300)), folder.path);
      expect((await checkLog(copy, { keys: [], seen: null })).checkpoint.size).toBe(300);
      const before = await copy.read('checkpoint');
      const forged = await exportLog(changeEntries('tile/entries/001', alter), folder.path);
      expect(forged.faults).toEqual([expect.stringContaining('Entry 293 was altered')]);
      expect(await copy.read('checkpoint')).toEqual(before);
      expect((await checkLog(copy, { keys: [], seen: null })).faults).toEqual([]);
      await exportLog(grownLog(entries), folder.path);
      const report = await checkLog(copy, { keys: keys.map(formatKey), seen: null });
      expect([report.checkpoint.size, report.faults]).toEqual([600, []]);
    } finally {
      folder.remove();
    }
  });
});
