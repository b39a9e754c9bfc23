import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Commit } from '../../src/core/model/commit.ts';
import { CodedError } from '../../src/core/model/errors.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import { entriesIn } from '../../src/transparency/merkle/tiles.ts';
import { openCheckpoint } from '../../src/transparency/note/checkpoint.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { Died, dyingFiles, logFolder, publishedIn } from './support/logFolder.ts';
import { leaseWith, manyCommits, numbered, sequence, testKey } from './support/sequence.ts';

let folders: TestFolder[] = [];
beforeEach(() => {
  folders = [];
});
afterEach(() => {
  for (const folder of folders) folder.remove();
});
function newFolder(): string {
  const folder = makeFolder();
  folders.push(folder);
  return folder.path;
}

/** A journal of these commits, of which so many are there at first. */
function journalOf(commits: readonly Commit[]): Pick<Journal, 'scan' | 'load'> & { until: number } {
  const journal = {
    until: commits.length,
    load: async () => ({ latest: null, duplicateOf: 1 }),
    async scan(cursor: string | null, limit: number) {
      const from = Number(cursor ?? 0);
      const page = commits.slice(from, Math.min(from + limit, journal.until));
      return { commits: page, cursor: page.length === 0 ? cursor : String(from + page.length) };
    },
  };
  return journal;
}

/** The entries of a log, from its bundles. */
function entriesAt(path: string): readonly string[] {
  const files = publishedIn(path);
  const size = openCheckpoint(Buffer.from(files.checkpoint ?? '', 'hex').toString(), [testKey]).size;
  const bundles = Array.from({ length: Math.ceil(size / 256) }, (_, index) => {
    const name = `tile/entries/${String(index).padStart(3, '0')}`;
    return entriesIn(Buffer.from(files[name] ?? files[`${name}.p/${size % 256}`] ?? '', 'hex'));
  });
  return bundles.flat().map((entry) => Buffer.from(entry).toString());
}

const commits = manyCommits(700);
const expected = (await Promise.all(commits.map(numbered))).flat();

test('every public event is in the log once and in order, and only the newest incomplete tiles stay', async () => {
  const path = newFolder();
  const journal = journalOf(commits);
  for (const until of [0, 1, 2, 290, 301, 700, 700]) {
    journal.until = until;
    await sequence({ journal, ...logFolder(path) });
  }
  expect(entriesAt(path)).toEqual(expected);
  const partial = Object.keys(publishedIn(path)).filter((name) => name.startsWith('tile/0/') && name.includes('.p/'));
  expect(new Set(partial.map((name) => name.split('.p/')[0]))).toEqual(
    new Set([`tile/0/00${Math.floor(expected.length / 256)}`]),
  );
});

describe('a sequencer that dies', () => {
  const portions = [150, 330, 331, 700];

  async function grow(path: string, step: Parameters<typeof dyingFiles>[1]): Promise<number> {
    const { files, batchFolder, batchFiles } = logFolder(path);
    const journal = journalOf(commits);
    let deaths = 0;
    for (const until of portions) {
      journal.until = until;
      for (let isDone = false; !isDone; ) {
        try {
          await sequence({
            journal,
            files: dyingFiles(files, step),
            batchFolder,
            batchFiles: dyingFiles(batchFiles, step),
          });
          isDone = true;
        } catch (error) {
          if (!(error instanceof Died)) throw error;
          deaths += 1;
        }
      }
    }
    return deaths;
  }

  test('at any step, before or after it, leaves a log that goes on with the same bytes', async () => {
    const path = newFolder();
    let steps = 0;
    await grow(path, () => {
      steps += 1;
      return 'go on';
    });
    const whole = publishedIn(path);
    expect(steps).toBeGreaterThan(20);
    for (const how of ['die before', 'die after'] as const) {
      for (let fatal = 1; fatal <= steps; fatal += 1) {
        const other = newFolder();
        let step = 0;
        const deaths = await grow(other, () => {
          step += 1;
          return step === fatal ? how : 'go on';
        });
        expect([how, fatal, deaths]).toEqual([how, fatal, 1]);
        expect(publishedIn(other)).toEqual(whole);
      }
    }
  }, 120_000);

  test('again and again, goes on all the same', async () => {
    const path = newFolder();
    let step = 0;
    const deaths = await grow(path, () => {
      step += 1;
      return step % 11 === 0 ? 'die after' : step % 7 === 0 ? 'die before' : 'go on';
    });
    expect(deaths).toBeGreaterThan(3);
    expect(entriesAt(path)).toEqual(expected);
  });

  test('never shows a checkpoint whose tiles are not there', async () => {
    const path = newFolder();
    const { files, batchFolder, batchFiles } = logFolder(path);
    let published = 0;
    const many = manyCommits(2_500);
    const all = (await Promise.all(many.map(numbered))).flat();
    const watching = {
      ...files,
      write: async (name: string, bytes: Uint8Array) => {
        await files.write(name, bytes);
        if (name !== 'checkpoint') return;
        published += 1;
        expect(entriesAt(path)).toEqual(all.slice(0, openCheckpoint(Buffer.from(bytes).toString(), [testKey]).size));
      },
    };
    await sequence({ journal: journalOf(many), files: watching, batchFolder, batchFiles });
    expect(published).toBe(3);
  });
});

describe('over a store that fails', () => {
  const busy = () => new CodedError('store.busy', 'away');
  /** Counts the commits that it was given. */
  const counting = () => {
    let count = 0;
    return { add: () => [JSON.stringify({ n: ++count })], counts: () => null };
  };
  const counted = Array.from({ length: 700 }, (_, index) => JSON.stringify({ n: index + 1 }));

  test('what was asked in vain is asked again, and each commit is counted once', async () => {
    const path = newFolder();
    const journal = journalOf(commits);
    const failing = <A extends unknown[], R>(work: (...of: A) => Promise<R>, isVain: (call: number) => boolean) => {
      let calls = 0;
      return async (...of: A) => {
        calls += 1;
        if (isVain(calls)) throw busy();
        return work(...of);
      };
    };
    const twiceOfThree = (call: number) => call % 3 !== 0;
    const store = { load: failing(journal.load, twiceOfThree), scan: failing(journal.scan, twiceOfThree) };
    const entriesOf = failing(
      async () => [],
      (call) => call % 301 === 150,
    );
    await sequence({ journal: store, ...logFolder(path), entriesOf, countFrom: counting });
    expect(entriesAt(path)).toEqual(counted);
  });

  test('what was read before it failed is published', async () => {
    const path = newFolder();
    const journal = journalOf(commits);
    const sizes: number[] = [];
    let isAway = true;
    const scan = async (cursor: string | null, limit: number) => {
      if (cursor === '400' && isAway) {
        isAway = false;
        throw busy();
      }
      if (cursor === '400') sizes.push(entriesAt(path).length);
      return journal.scan(cursor, limit);
    };
    const store = { load: journal.load, scan };
    await sequence({ journal: store, ...logFolder(path), entriesOf: async () => [], countFrom: counting });
    expect(sizes).toEqual([400]);
    expect(entriesAt(path)).toEqual(counted);
  });

  test('another failure ends it', async () => {
    const journal = { ...journalOf(commits), scan: () => Promise.reject(new CodedError('store.unusable', 'broken')) };
    await expect(sequence({ journal, ...logFolder(newFolder()) })).rejects.toThrow('broken');
  });

  test('or that is slower than a lease is long, each page is published', async () => {
    const path = newFolder();
    const journal = journalOf(commits);
    let now = 0;
    const published: number[] = [];
    const scan = async (cursor: string | null, limit: number) => {
      now += 4_000;
      if (cursor !== null) published.push(entriesAt(path).length);
      return journal.scan(cursor, limit);
    };
    const store = { load: journal.load, scan };
    const clock = () => now;
    await sequence({ journal: store, ...logFolder(path), entriesOf: async () => [], countFrom: counting, clock });
    expect(published).toEqual([200, 400, 600]);
  });
});

describe('of two sequencers', () => {
  test('the one that was suspended carries out what the other decided, and stops', async () => {
    const path = newFolder();
    const folder = logFolder(path);
    const journal = journalOf(commits);
    // The second one does all of its work while the first is about to decide.
    const slow = {
      ...folder.batchFiles,
      create: async (name: string, bytes: Uint8Array) => {
        if (name === '0'.repeat(16)) await sequence({ journal, ...folder, lease: leaseWith(2) });
        return folder.batchFiles.create(name, bytes);
      },
    };
    const first = sequence({
      journal,
      ...folder,
      batchFiles: slow,
      lease: leaseWith(1),
      entriesOf: async () => ['{"other":1}'],
    });
    await expect(first).rejects.toThrow(expect.objectContaining({ code: 'store.busy' }));
    await sequence({ journal, ...folder, lease: leaseWith(3) });
    expect(entriesAt(path)).toEqual(expected);
  });

  test('the one whose lease is lost writes nothing more', async () => {
    const path = newFolder();
    const run = sequence({ journal: journalOf(commits), ...logFolder(path), lease: leaseWith(1, () => false) });
    await run;
    expect(() => publishedIn(path)).toThrow(/ENOENT/);
  });

  test('the one with the older token stops at once', async () => {
    const path = newFolder();
    await sequence({ journal: journalOf(commits), ...logFolder(path), lease: leaseWith(5) });
    await expect(sequence({ journal: journalOf(commits), ...logFolder(path), lease: leaseWith(4) })).rejects.toThrow(
      /Another process/,
    );
  });
});

describe('a log refuses to go on', () => {
  test('over a journal from an older backup', async () => {
    const path = newFolder();
    const journal = journalOf(commits);
    await sequence({ journal, ...logFolder(path) });
    journal.until = 650;
    await expect(sequence({ journal, ...logFolder(path) })).rejects.toThrow(/ahead of the journal/);
  });

  test('when a tile that it needs was altered', async () => {
    const path = newFolder();
    const journal = journalOf(commits);
    journal.until = 100;
    await sequence({ journal, ...logFolder(path) });
    const [name = ''] = Object.keys(publishedIn(path)).filter((each) => each.startsWith('tile/0/'));
    writeFileSync(join(path, 'public', name), Buffer.alloc(32 * Number(name.split('/').at(-1))));
    await expect(sequence({ journal, ...logFolder(path) })).rejects.toThrow(
      expect.objectContaining({ code: 'log.unusable' }),
    );
  });
});

test('a journal that was moved to another kind of store is read on from the same commit', async () => {
  const path = newFolder();
  const journal = journalOf(commits);
  journal.until = 431;
  await sequence({ journal, ...logFolder(path) });
  const moved = {
    load: journal.load,
    scan: async (cursor: string | null, limit: number) => {
      if (cursor !== null && !cursor.startsWith('m')) {
        throw new CodedError('input.invalid', 'not a cursor');
      }
      const page = await journal.scan(cursor?.slice(1) ?? null, limit);
      return { commits: page.commits, cursor: page.cursor === null ? null : `m${page.cursor}` };
    },
  };
  journal.until = 700;
  await sequence({ journal: moved, ...logFolder(path) });
  expect(entriesAt(path)).toEqual(expected);
});

test('what was left of a write that was cut short does no harm', async () => {
  const path = newFolder();
  const journal = journalOf(commits);
  journal.until = 10;
  await sequence({ journal, ...logFolder(path) });
  writeFileSync(join(path, 'batches', 'abc.draft'), '{');
  writeFileSync(join(path, 'public', 'abc.draft'), 'half');
  journal.until = 700;
  await sequence({ journal, ...logFolder(path) });
  expect(Object.keys(publishedIn(path)).filter((name) => name.endsWith('.draft'))).toEqual([]);
  expect(entriesAt(path)).toEqual(expected);
});
