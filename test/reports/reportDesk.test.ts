import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { Commit } from '../../src/core/model/commit.ts';
import { codeOf } from '../../src/core/model/errors.ts';
import type { Event } from '../../src/core/model/event.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import { boundsOf, createReportDesk } from '../../src/reports/reportDesk.ts';
import { caseStateOf } from '../support/caseState.ts';
import { createClock } from '../support/clock.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { underWay } from '../support/turn.ts';

const timeZone = 'Europe/Madrid';
const code = 'AAAA-1111';
const of = { case: code, by: null } as const;
const events = {
  message: { type: 'message.received', kind: 'text' },
  answer: { type: 'question.answered', entry: 'padro.alta', knowledge: 'k', locale: 'ca' },
  none: { type: 'question.unanswered', reason: 'unknown', knowledge: 'k' },
  useful: { type: 'answer.rated', entry: 'padro.alta', useful: true, answer: 1 },
  met: { ...of, type: 'case.met', deadline: 'first' },
  late: { ...of, type: 'case.breached', deadline: 'resolution' },
  rated: { ...of, type: 'case.rated', rating: 4 },
  weighed: { ...of, type: 'case.weighed', outcome: 'accepted' },
  posted: { type: 'announcement.posted', announcement: 'fair', account: 'telegram', by: null },
} as const satisfies Record<string, Event>;
type Name = keyof typeof events;

function world() {
  const { journal } = createMemoryJournal();
  const sealer = createMemorySealer(createMemoryKeys());
  const clock = createClock(Date.parse('2026-09-15T10:00Z'));
  const records = createRecordLog({ journal, sealer, clock: clock.now, newId: randomUUID });
  const open = (over: Journal = journal) =>
    createReportDesk({ tenant: 'default', journal: over, records, timeZone: () => timeZone, clock: clock.now });
  let revision = 0;
  async function put(names: readonly Name[], account = 'web') {
    revision += 1;
    const key = `k${revision}`;
    const commit: Commit = {
      ...{ tenant: 'default', account, conversation: `c${revision}`, revision: 1, inboundKey: key, at: clock.now() },
      events: names.map((name) => events[name]),
      state: underWay({ cases: [caseStateOf(code, 0, { department: 'platges' })] }),
      ...{ outbox: [], commitments: [], keyId: key, sealed: new Uint8Array() },
    };
    await journal.append(commit);
  }
  return { clock, open, put, journal };
}

test('each month is counted once and whole, whenever it is looked at, and the same by a recount', async () => {
  const names = Object.keys(events) as Name[];
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ put: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }) }) },
    { weight: 2, arbitrary: fc.record({ days: fc.integer({ min: 1, max: 20 }) }) },
    { weight: 2, arbitrary: fc.constant({ look: true as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { clock, open, put } = world();
      const counted = new Map<string, Map<Name, number>>();
      let made = new Set<string>();
      for (const each of steps) {
        if ('days' in each) clock.advance(each.days * 86_400_000);
        else if ('look' in each) {
          await open().look();
          made = new Set((await open().months()).slice(1));
        } else {
          await put(each.put);
          const month = new Date(clock.now()).toISOString().slice(0, 7);
          const sums = counted.get(month) ?? new Map<Name, number>();
          for (const name of each.put) sums.set(name, (sums.get(name) ?? 0) + 1);
          counted.set(month, sums);
        }
      }
      for (const month of [...made, (await open().months())[0] ?? '']) {
        const shown = await open().read(month);
        const of = (name: Name) => counted.get(month)?.get(name) ?? 0;
        expect(shown?.report).toMatchObject({
          month,
          total: { messages: of('message'), answered: of('answer'), unanswered: of('none'), useful: of('useful') },
          asked: of('answer') === 0 ? {} : { 'padro.alta': of('answer') },
          suggestions: of('weighed') === 0 ? {} : { accepted: of('weighed') },
        });
        const { departments, accounts, total } = shown?.report ?? {};
        expect(departments?.platges?.firstInTime ?? 0).toBe(of('met'));
        expect(total).toMatchObject({ resolvedLate: of('late'), rated: of('rated'), ratingSum: 4 * of('rated') });
        expect(accounts?.telegram?.posted ?? 0).toBe(of('posted'));
      }
    }),
    { numRuns: 60 },
  );
});

test('months begin and end by the town’s clocks, and the next one is counted from where the last one ended', async () => {
  expect(boundsOf('2026-10', timeZone)).toEqual({
    start: Date.parse('2026-09-30T22:00Z'),
    end: Date.parse('2026-10-31T23:00Z'),
  });
  const { clock, open, put, journal } = world();
  await put(['answer']);
  clock.advance(Date.parse('2026-09-30T21:59Z') - clock.now());
  await put(['answer']);
  clock.advance(2 * 60_000);
  await put(['answer']);
  expect(await open().look()).toBe(Date.parse('2026-09-30T23:00Z'));
  // For an hour, September has no report yet and is counted like October.
  expect(await open().months()).toEqual(['2026-10', '2026-09', '2026-08']);
  const ended = await open().read('2026-09');
  expect([ended?.isUnfinished, ended?.report.total.answered]).toEqual([true, 2]);
  clock.advance(3_600_000);
  await open().look();
  await open().look();
  expect(await open().months()).toEqual(['2026-10', '2026-09', '2026-08']);
  expect((await open().read('2026-09'))?.report.total.answered).toBe(2);
  const unfinished = await open().read('2026-10');
  expect([unfinished?.isUnfinished, unfinished?.report.total.answered]).toEqual([true, 1]);
  expect(await open().read('2026-07')).toBeNull();
  const cursors: (string | null)[] = [];
  const watched: Journal = {
    ...journal,
    scan(cursor, limit) {
      cursors.push(cursor);
      return journal.scan(cursor, limit);
    },
  };
  clock.advance(40 * 86_400_000);
  await open(watched).look();
  expect((await open().read('2026-10'))?.report.total.answered).toBe(1);
});

test('the month that goes on is read from the journal once, however often it is looked at', async () => {
  const { open, put, journal } = world();
  const read: number[] = [];
  const desk = open({
    ...journal,
    async scan(cursor, limit) {
      const page = await journal.scan(cursor, limit);
      read.push(page.commits.length);
      return page;
    },
  });
  const answered = async () => (await desk.read('2026-09'))?.report.total.answered;
  for (let each = 0; each < 7; each++) await put(['answer']);
  expect(await Promise.all([answered(), answered()])).toEqual([7, 7]);
  await put(['answer']);
  expect(await answered()).toBe(8);
  expect(read.reduce((sum, each) => sum + each, 0)).toBe(8);
});

test('people of staff comment on it, with their names, and on what is there alone', async () => {
  const { clock, open } = world();
  clock.advance(20 * 86_400_000);
  await open().look();
  await open().comment('2026-09', '  Al setembre hi ha haver la Festa Major.  ', 'ona');
  expect((await open().read('2026-09'))?.comments).toEqual([
    { at: clock.now(), by: 'ona', text: 'Al setembre hi ha haver la Festa Major.' },
  ]);
  const refused = (month: string, text: string) =>
    open()
      .comment(month, text, 'ona')
      .then(() => null, codeOf);
  expect(await refused('2026-09', ' ')).toBe('monthly-report.comment');
  expect(await refused('2026-09', 'x'.repeat(2_001))).toBe('monthly-report.comment');
  expect(await refused('2026-10', 'Encara no')).toBe('monthly-report.unknown');
});
