import { describe, expect, test } from '@jest/globals';
import type { Commit } from '../../src/core/model/commit.ts';
import type { Event } from '../../src/core/model/event.ts';
import { type CountedFrom, createQuestionCounter } from '../../src/transparency/entries/questionCounter.ts';
import { createTally } from '../../src/transparency/figures/tally.ts';
import { makeCommit } from '../contract/store/fixture.ts';
import { makeFolder } from '../store/folder.ts';
import { Died, dyingFiles, logFolder, publishedIn } from './support/logFolder.ts';
import { sequence } from './support/sequence.ts';

const policy = { roundingSeconds: 3_600, figures: { period: 'day', smallestCell: 5 } } as const;
const counterFrom = (from: CountedFrom) => createQuestionCounter({ tenant: 'default', policy }, from);
const day = 86_400_000;
const begin = Date.UTC(2026, 10, 24);

/** A commit in which a question was asked. */
function asked(at: number, locale: 'ca' | 'es' | 'en', account = 'web', index = 0): Commit {
  const event: Event = { type: 'question.answered', entry: 'padro.alta', knowledge: 'v1', locale };
  return { ...makeCommit(`c${index}`, 1, {}), tenant: 'default', account, at, events: [event] };
}

const times = (count: number, at: number, locale: 'ca' | 'es' | 'en') =>
  Array.from({ length: count }, () => asked(at, locale));

describe('questions are counted by what their entries do not show', () => {
  test('a period at a time, with small cells protected', () => {
    const counter = counterFrom('beginning');
    const all = [...times(20, begin, 'ca'), ...times(6, begin + 1, 'es'), ...times(2, begin + 2, 'en')];
    for (const commit of all) expect(counter.add(commit)).toEqual([]);
    const ended = counter.add(asked(begin + day + 3_600_001, 'ca')).map((entry) => JSON.parse(entry));
    expect(ended).toEqual([
      {
        at: '2026-11-25T01:00:00Z',
        by: 'language',
        cells: { ca: 20 },
        others: 8,
        period: '2026-11-24',
        total: 28,
        type: 'questions.counted',
        v: 1,
      },
      expect.objectContaining({ by: 'account', cells: { web: 28 }, others: 0, total: 28 }),
    ]);
  });

  test('from the beginning of a period only, and for one tenant', () => {
    const counter = counterFrom(null);
    counter.add(asked(begin, 'ca'));
    expect(counter.add(asked(begin + day, 'ca'))).toEqual([]);
    expect(counter.add({ ...asked(begin + 3 * day, 'ca'), tenant: 'other' })).toEqual([]);
    const [language = ''] = counter.add(asked(begin + 2 * day, 'es'));
    // Fewer than the smallest cell: not even the total.
    expect(JSON.parse(language)).toMatchObject({ period: '2026-11-25', total: null, cells: {}, others: 0 });
  });

  test('and become figures of the period that they were counted in', () => {
    const counter = counterFrom('beginning');
    const line = (at: number, n: number) =>
      JSON.stringify({ at: new Date(at).toISOString(), service: `s.${n}`, type: 'question.answered', v: 1 });
    const tally = createTally(policy.figures);
    const commits = [
      ...times(9, begin, 'ca'),
      ...times(7, begin, 'es'),
      asked(begin + day, 'ca'),
      asked(begin + 2 * day, 'ca'),
    ];
    const publications = commits.flatMap((commit, index) =>
      [...counter.add(commit), line(commit.at, index)].flatMap((entry) => tally.add(Buffer.from(entry)) ?? []),
    );
    expect(publications.map(({ period }) => period)).toEqual(['2026-11-24', '2026-11-25']);
    const figure = (id: string) => publications[0]?.figures.find((each) => each.id === id);
    expect(figure('questions.language')).toEqual({
      id: 'questions.language',
      total: 16,
      cells: { ca: 9, es: 7 },
      others: 0,
    });
    expect(figure('questions.account')?.cells).toEqual({ web: 16 });
    expect(figure('questions.outcome')?.total).toBe(16);
    expect(publications[0]?.entries).toBe(18);
  });
});

describe('a sequencer that dies at any step', () => {
  const commits = Array.from({ length: 60 }, (_, index) =>
    asked(begin + Math.floor(index / 12) * day, index % 3 === 0 ? 'es' : 'ca', index % 2 === 0 ? 'web' : 'tg', index),
  );
  const entriesOf = async ({ at, conversation }: Commit) => [JSON.stringify({ at, conversation, type: 'x', v: 1 })];

  async function grow(step: Parameters<typeof dyingFiles>[1]): Promise<Readonly<Record<string, string>>> {
    const folder = makeFolder();
    const { files, batchFolder, batchFiles } = logFolder(folder.path);
    const until = { current: 0 };
    const journal = {
      load: async () => ({ latest: null, duplicateOf: 1 }),
      async scan(cursor: string | null, limit: number) {
        const from = Number(cursor ?? 0);
        const page = commits.slice(from, Math.min(from + limit, until.current));
        return { commits: page, cursor: page.length === 0 ? cursor : String(from + page.length) };
      },
    };
    for (until.current of [7, 20, 25, 49, 60]) {
      for (let isDone = false; !isDone; ) {
        const dying = { files: dyingFiles(files, step), batchFolder, batchFiles: dyingFiles(batchFiles, step) };
        try {
          await sequence({ journal, ...dying, entriesOf, countFrom: counterFrom });
          isDone = true;
        } catch (error) {
          if (!(error instanceof Died)) throw error;
        }
      }
    }
    const published = publishedIn(folder.path);
    folder.remove();
    return published;
  }

  test('enters the same counts, once', async () => {
    const calm = await grow(() => 'go on');
    // An entry for each commit, and two for each of the four days that have ended.
    const text = Buffer.from(calm['tile/entries/000.p/68'] ?? '', 'hex').toString('latin1');
    expect(text.match(/questions\.counted/g)).toHaveLength(8);
    for (const fate of ['die before', 'die after'] as const) {
      let step = 0;
      const dying = await grow(() => {
        step += 1;
        return step % 5 === 0 ? fate : 'go on';
      });
      expect(dying).toEqual(calm);
    }
  });
});
