import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Publication, PublishedFigures } from '../../src/core/ports/publishedFigures.ts';
import { figuresText } from '../../src/core/ports/publishedFigures.ts';
import { dayOf } from '../../src/core/util/dates.ts';
import { compareFigures } from '../../src/transparency/figures/compareFigures.ts';
import { createFigures } from '../../src/transparency/figures/figures.ts';
import { periodOf } from '../../src/transparency/figures/periods.ts';
import { createTally } from '../../src/transparency/figures/tally.ts';
import { grownLog } from './support/grownLog.ts';
import { yearOfEntries } from './support/year.ts';

const hour = '2026-11-24T10:00:00Z';
const line = (type: string, fields: Readonly<Record<string, unknown>>, at = hour) =>
  Buffer.from(JSON.stringify({ at, ...fields, type, v: 1 }));
/** The first entry of the next month, which ends the one before. */
const later = line('crisis.ended', {}, '2026-12-01T00:00:00Z');

/** What is published of the month of these entries. */
function publicationOf(...entries: readonly Buffer[]): Publication {
  const tally = createTally({ period: 'month', smallestCell: 5 });
  for (const entry of entries) expect(tally.add(entry)).toBe(null);
  const publication = tally.add(later);
  if (publication === null) throw new Error('the period has not ended');
  return publication;
}

const figureOf = ({ figures }: Publication, id: string) => {
  const figure = figures.find((each) => each.id === id);
  if (figure === undefined) throw new Error(`there is no figure ${id}`);
  return figure;
};

const times = (count: number, entry: (index: number) => Buffer | readonly Buffer[]) =>
  Array.from({ length: count }, (_, index) => entry(index)).flat();

describe('periods', () => {
  test.each([
    ['2026-11-24T10:00:00Z', 'day', '2026-11-24', '2026-11-24', '2026-11-25'],
    ['2026-11-24T10:00:00Z', 'week', '2026-W48', '2026-11-23', '2026-11-30'],
    ['2024-12-31T23:00:00Z', 'week', '2025-W01', '2024-12-30', '2025-01-06'],
    ['2021-01-03T00:00:00Z', 'week', '2020-W53', '2020-12-28', '2021-01-04'],
    ['2026-12-31T23:59:59Z', 'month', '2026-12', '2026-12-01', '2027-01-01'],
  ] as const)('%s is in the %s %s', (at, length, id, from, until) => {
    const period = periodOf(Date.parse(at), length);
    expect([period.id, dayOf(period.from), dayOf(period.until)]).toEqual([id, from, until]);
  });
});

describe('figures', () => {
  test('what was asked, and how it was answered', () => {
    const publication = publicationOf(
      ...times(6, () => line('question.answered', { service: 'padro.alta', aspect: null })),
      ...times(5, (index) => line('question.answered', { service: `smalltalk.${index}`, aspect: 'cost' })),
      ...times(7, () => line('question.unanswered', { reason: 'unknown' })),
    );
    expect(figureOf(publication, 'questions.outcome')).toEqual({
      id: 'questions.outcome',
      total: 18,
      cells: { 'question.answered': 11, 'question.unanswered': 7 },
      others: 0,
    });
    expect(figureOf(publication, 'questions.service').cells).toEqual({ 'padro.alta': 6, smalltalk: 5 });
    expect(figureOf(publication, 'questions.aspect').cells).toEqual({ cost: 5, whole: 6 });
  });

  test('deadlines kept and missed, and how long it took, by what the opening said', () => {
    const opened = (index: number, department: string) =>
      line('case.opened', { case: `${department}${index}`, kind: 'complaint', department, protocol: 'p' });
    const met = (name: string, at: string, workingHours?: number) =>
      line(
        'case.deadline-met',
        { case: name, deadline: 'first', ...(workingHours === undefined ? {} : { workingHours }) },
        at,
      );
    const publication = publicationOf(
      ...times(6, (index) => [opened(index, 'oiac'), met(`oiac${index}`, '2026-11-24T11:00:00Z', 0)]),
      ...times(5, (index) => [
        opened(index, 'cultura'),
        line('case.overdue', { case: `cultura${index}`, deadline: 'first' }, '2026-11-26T10:00:00Z'),
        met(`cultura${index}`, '2026-11-27T10:00:00Z'),
      ]),
    );
    expect(figureOf(publication, 'deadlines.first').cells).toEqual({ kept: 6, missed: 5 });
    expect(figureOf(publication, 'deadlines.first.kept.time').cells).toEqual({ 1: 6 });
    expect(figureOf(publication, 'deadlines.first.late.time').cells).toEqual({ 72: 5 });
    expect(figureOf(publication, 'deadlines.first.kept.working').cells).toEqual({ 1: 6 });
    expect(figureOf(publication, 'deadlines.first.late.working').cells).toEqual({ untold: 5 });
    expect(figureOf(publication, 'deadlines.first.missed.department').cells).toEqual({ cultura: 5 });
    expect(figureOf(publication, 'deadlines.first.kept.kind').cells).toEqual({ complaint: 6 });
    expect(figureOf(publication, 'deadlines.resolution').total).toBe(0);
  });

  test('cases of touchy kinds are in none, and what divides a hidden cell is hidden', () => {
    const publication = publicationOf(
      ...times(9, (index) => line('case.opened', { case: `o${index}`, kind: 'other', protocol: 'p' })),
      ...times(9, (index) => line('case.overdue', { case: `o${index}`, deadline: 'first' })),
      ...times(20, () => line('question.answered', { service: 'a.b', aspect: null })),
      ...times(2, () => line('question.unanswered', { reason: 'unknown' })),
      ...times(6, () => line('question.offered', { choices: 2 })),
    );
    expect(figureOf(publication, 'cases.kind').total).toBe(0);
    expect(figureOf(publication, 'deadlines.first').total).toBe(0);
    expect(figureOf(publication, 'questions.outcome')).toMatchObject({ cells: { 'question.answered': 20 }, others: 8 });
    expect(figureOf(publication, 'questions.unanswered')).toMatchObject({ total: null, cells: {}, others: 0 });
  });

  test('what the council did is listed as it is', () => {
    const publication = publicationOf(
      line('case.opened', { case: 'a', kind: 'complaint', department: 'oiac', protocol: 'p1' }),
      line('content.released', { release: 4, documents: 2, reverts: 3 }, '2026-11-25T10:00:00Z'),
      line(
        'protocol.changed',
        { release: 4, files: ['protocol.yaml', 'calendar.yaml'], versions: ['a', 'b'] },
        '2026-11-25T10:00:00Z',
      ),
      line('case.opened', { case: 'b', kind: 'complaint', department: 'oiac', protocol: 'p1' }),
    );
    expect(publication.acts).toEqual([
      { day: '2026-11-24', type: 'protocol.begun', fields: { protocol: 'p1' } },
      { day: '2026-11-25', type: 'content.released', fields: { release: 4, documents: 2, reverts: 3 } },
      { day: '2026-11-25', type: 'protocol.changed', fields: { release: 4, files: 'protocol.yaml, calendar.yaml' } },
    ]);
  });

  test('an entry that comes late counts where it came, and nothing that was published changes', () => {
    const tally = createTally({ period: 'day', smallestCell: 5 });
    const early = () => line('crisis.begun', { towards: 'web' }, '2026-11-24T23:00:00Z');
    expect(tally.add(early())).toBe(null);
    expect(tally.add(line('crisis.ended', {}, '2026-11-25T00:00:00Z'))).toMatchObject({
      period: '2026-11-24',
      entries: 1,
    });
    expect(tally.add(early())).toBe(null);
    const next = tally.add(line('crisis.ended', {}, '2026-11-27T00:00:00Z'));
    expect(next).toMatchObject({ period: '2026-11-25', entries: 3 });
    expect(next?.acts).toHaveLength(2);
  });
});

describe('counted another way', () => {
  const parsed = (entries: readonly Buffer[]) =>
    entries.map((each) => JSON.parse(each.toString()) as Readonly<Record<string, string>>);
  const tableOf = (keys: readonly (string | undefined)[]) =>
    Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));

  test('generated months give the same numbers, before small cells are protected', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const entries = yearOfEntries({ seed, days: 27, perDay: 10 }).filter((each) => !each.includes('2025-02'));
        const tally = createTally({ period: 'month', smallestCell: 1 });
        for (const entry of entries) tally.add(entry);
        const publication = tally.add(later) as Publication;
        const all = parsed(entries);
        const kindOf = new Map(all.flatMap((each) => (each.type === 'case.opened' ? [[each.case, each.kind]] : [])));
        const ofType = (type: string) => all.filter((each) => each.type === type);
        const isNamed = ({ case: name }: Readonly<Record<string, string>>) => kindOf.get(name) !== 'other';
        const missed = ofType('case.overdue').filter(isNamed);
        const isMissed = (name: string | undefined) => missed.some((each) => each.case === name);
        const kept = ofType('case.deadline-met').filter((each) => isNamed(each) && !isMissed(each.case));
        const expected = {
          'questions.outcome': tableOf(all.map(({ type }) => type).filter((type) => type?.startsWith('question.'))),
          'cases.kind': tableOf(
            ofType('case.opened')
              .filter(isNamed)
              .map(({ kind }) => kind),
          ),
          'cases.closed': tableOf(
            ofType('case.closed')
              .filter(isNamed)
              .map(({ reason }) => reason),
          ),
          'deadlines.first.missed.kind': tableOf(missed.map(({ case: name }) => kindOf.get(name))),
          'deadlines.first.kept.kind': tableOf(kept.map(({ case: name }) => kindOf.get(name))),
          reads: tableOf(ofType('content.read').map(({ what }) => what)),
        };
        for (const [id, cells] of Object.entries(expected)) {
          const figure = figureOf(publication, id);
          expect([id, figure.cells]).toEqual([id, cells]);
          expect([id, figure.others]).toEqual([id, 0]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('recomputed from the published files', () => {
  const read = async (entries: readonly Buffer[]) => {
    const figures = await createFigures(grownLog(entries))();
    if (figures === null) throw new Error('the log has not begun');
    return figures;
  };

  test('the same log gives the same bytes, read at once or as it grows', async () => {
    const entries = yearOfEntries({ seed: 1, days: 100, perDay: 12 });
    const growing = grownLog(entries.slice(0, 1));
    const readGrowing = createFigures(growing);
    let seen: PublishedFigures | null = null;
    for (const size of [1, 255, 256, 257, 700, entries.length]) {
      for (const [path, bytes] of grownLog(entries.slice(0, size)).all) growing.all.set(path, bytes);
      const before: PublishedFigures | null = seen;
      seen = await readGrowing();
      // What was published stays as it was.
      expect(seen?.publications.slice(0, before?.publications.length ?? 0)).toEqual(before?.publications ?? []);
    }
    const whole = await read(entries);
    expect(whole.publications.length).toBe(3);
    expect(seen === null ? '' : figuresText(seen)).toBe(figuresText(whole));
    expect(compareFigures(whole, whole)).toEqual([]);
  });

  test('a figure that was published otherwise is named', async () => {
    const honest = await read(yearOfEntries({ seed: 2, days: 70, perDay: 12 }));
    const wrong: PublishedFigures = JSON.parse(figuresText(honest).replace(/"kept": \d+/, '"kept": 999'));
    expect(compareFigures(wrong, honest)).toEqual([
      expect.stringMatching(/^2025-01 deadlines\.first: published .*999/),
    ]);
    expect(compareFigures({ ...honest, publications: honest.publications.slice(0, 1) }, honest)).toEqual([]);
    expect(compareFigures(honest, { ...honest, publications: [] })).not.toEqual([]);
  });

  test('a log whose counts are not those of its entries is found out', async () => {
    const questions = times(9, () => line('question.answered', { service: 'a.b', aspect: null }));
    const counted = (total: number) => {
      const fields = { by: 'language', period: '2026-11', total, cells: { ca: total }, others: 0 };
      return line('questions.counted', fields, '2026-12-01T00:00:00Z');
    };
    const honest = await read([...questions, counted(9), later]);
    expect(compareFigures(honest, honest)).toEqual([]);
    const wrong = await read([...questions, counted(8), later]);
    expect(compareFigures(wrong, wrong)).toEqual([
      '2026-11 questions.language: the log says 8 questions, and has entries of 9',
    ]);
  });

  test('what cannot be read is counted once, when it can be', async () => {
    const entries = yearOfEntries({ seed: 4, days: 70, perDay: 12 });
    const log = grownLog(entries);
    const readFigures = createFigures(log);
    const bundle = log.all.get('tile/entries/002') ?? Buffer.alloc(0);
    log.all.delete('tile/entries/002');
    await expect(readFigures()).rejects.toMatchObject({ code: 'log.invalid' });
    log.all.set('tile/entries/002', bundle);
    expect(await readFigures()).toEqual(await read(entries));
  });

  test('a log that has not begun has none', async () => {
    const files = grownLog([]);
    files.all.delete('checkpoint');
    expect(await createFigures(files)()).toBe(null);
  });
});
