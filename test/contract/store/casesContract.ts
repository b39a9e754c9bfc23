import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareCursors, cursorOf } from '../../../src/core/cases/caseCursor.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../../../src/core/ports/caseIndex.ts';
import { matches } from '../../support/caseIndex.ts';
import { anyQuery, anyRow, ask, dueIn, makeCase, makeRow } from './casesFixture.ts';
import { noon } from './fixture.ts';

/** An index under test, and how to be rid of it. */
interface CasesFixture {
  readonly cases: CaseIndex;
  dispose(): Promise<void>;
}

const codesOf = (rows: readonly CaseRow[]) => rows.map((row) => row.case.code);

/** What every index of cases must do; `runs`: how many random histories it is put through. */
export function casesContract(makeFixture: () => Promise<CasesFixture>, { runs }: { runs: number }): void {
  describe('the index of cases', () => {
    let fixture: CasesFixture;
    let cases: CaseIndex;
    beforeEach(async () => {
      fixture = await makeFixture();
      cases = fixture.cases;
    });
    afterEach(() => fixture.dispose());

    const find = async (changes: Partial<CaseQuery>) => codesOf((await cases.find(ask(changes))).rows);

    test('gives a row back as it was put in', async () => {
      const row = makeRow('A', {
        handledBy: 'marta',
        tokens: ['farola', 'trencada'],
        nextAt: noon + 1,
        case: { first: dueIn(1), proposals: [], kind: 'incident', assignee: 'marta' },
      });
      await cases.put([row]);
      expect(await cases.byCode('default', 'A')).toEqual(row);
      expect(await cases.rowOf(row.conversation, 'A')).toEqual(row);
      expect(await cases.rowOf('somebody else', 'A')).toBeNull();
      expect(await cases.find(ask({}))).toEqual({ rows: [row], next: null, total: 1 });
    });

    test('is whole from when that is marked until it is cleared, and shows nothing of the mark', async () => {
      expect(await cases.isWhole()).toBe(false);
      await cases.put([makeRow('A', {})]);
      expect(await cases.isWhole()).toBe(false);
      await cases.markWhole();
      await cases.markWhole();
      expect(await cases.isWhole()).toBe(true);
      expect(await find({})).toEqual(['A']);
      expect(await cases.due(noon + 1e12, 10)).toEqual([]);
      expect(await cases.load('default')).toEqual(new Map());
      await cases.clear();
      expect(await cases.isWhole()).toBe(false);
      expect(await find({})).toEqual([]);
    });

    test('knows no case of another council', async () => {
      await cases.put([makeRow('A', { tenant: 'other' })]);
      expect(await cases.byCode('default', 'A')).toBeNull();
      expect(await cases.find(ask({}))).toEqual({ rows: [], next: null, total: 0 });
    });

    test('replaces a row by one of a higher revision only', async () => {
      await cases.put([makeRow('A', { revision: 2, text: 'two' })]);
      await cases.put([makeRow('A', { revision: 1, text: 'one' }), makeRow('A', { revision: 2, text: 'two again' })]);
      expect((await cases.byCode('default', 'A'))?.text).toBe('two');
      await cases.put([makeRow('A', { revision: 10, text: 'ten' })]);
      expect((await cases.byCode('default', 'A'))?.text).toBe('ten');
    });

    test('keeps the highest revision of many that are put at once', async () => {
      const revisions = [3, 7, 1, 6, 2, 5, 4];
      await Promise.all(revisions.map((revision) => cases.put([makeRow('A', { revision, tokens: [`w${revision}`] })])));
      expect((await cases.byCode('default', 'A'))?.revision).toBe(7);
      expect(await find({ tokens: ['w'] })).toEqual(['A']);
      for (const revision of revisions)
        expect(await find({ tokens: [`w${revision}`] })).toEqual(revision === 7 ? ['A'] : []);
    });

    test('puts what is urgent first, then the nearest open deadline, then what has none, then what is closed', async () => {
      const met = { ...dueIn(1), metAt: noon };
      await cases.put([
        makeRow('CLOSED', { case: { status: 'closed', first: dueIn(0) } }),
        makeRow('NONE', {}),
        makeRow('LATER', { case: { first: met, resolution: dueIn(9) } }),
        makeRow('SOON', { case: { first: dueIn(2), resolution: dueIn(8) } }),
        makeRow('LATE', { case: { first: dueIn(-5) } }),
        makeRow('FIRE', { case: { priority: 'urgent' } }),
        makeRow('PUT OUT', { case: { priority: 'urgent', status: 'closed' } }),
      ]);
      expect(await find({})).toEqual(['FIRE', 'LATE', 'SOON', 'LATER', 'NONE', 'CLOSED', 'PUT OUT']);
    });

    test('puts the newest change first where that is asked for', async () => {
      const changes = { A: 5, B: 9, C: 7 };
      await cases.put(Object.entries(changes).map(([code, after]) => makeRow(code, { changedAt: noon + after })));
      expect(await find({ order: 'changed' })).toEqual(['B', 'C', 'A']);
    });

    test('finds all words, the last one as a beginning, and none of their signs is an order', async () => {
      await cases.put([
        makeRow('A', { tokens: ['fanal', 'trencat', 'carrer'] }),
        makeRow('B', { tokens: ['fanals', 'carrer'] }),
        makeRow('C', { tokens: ['f%', 'f.n'] }),
      ]);
      expect((await find({ tokens: ['fana'] })).sort()).toEqual(['A', 'B']);
      expect(await find({ tokens: ['fanal', 'carr'] })).toEqual(['A']);
      expect(await find({ tokens: ['carr', 'fanal'] })).toEqual([]);
      for (const word of ['f.', '.', '%', 'f_', '^f', '$', '(', '*']) {
        expect([word, await find({ tokens: [word] })]).toEqual([word, word === 'f.' ? ['C'] : []]);
      }
    });

    test('shows what somebody may see, and no more', async () => {
      await cases.put([
        makeRow('OWN', { case: { assignee: 'marta', department: 'taxes' } }),
        makeRow('DEPARTMENT', { case: { assignee: 'joan', department: 'streets' } }),
        makeRow('NOBODY', { case: { department: 'attention' } }),
        makeRow('TAKEN', { case: { assignee: 'joan', department: 'attention' } }),
        makeRow('OTHER', { case: { department: 'taxes' } }),
      ]);
      const visibility = { agent: 'marta', departments: ['streets'], unassignedOf: 'attention' };
      expect((await find({ visibility })).sort()).toEqual(['DEPARTMENT', 'NOBODY', 'OWN']);
      expect(await find({ visibility, departments: ['taxes'] })).toEqual(['OWN']);
      expect((await cases.find(ask({ visibility, limit: 1 }))).total).toBe(3);
    });

    test('finds by the pseudonym of a confirmed address until that changes or is forgotten', async () => {
      await cases.put([
        makeRow('A', { emailDigest: 'one', conversation: 'ana' }),
        makeRow('B', { emailDigest: 'one', conversation: 'pau' }),
        makeRow('C', { emailDigest: 'two' }),
        makeRow('D', {}),
        makeRow('E', { emailDigest: 'one', tenant: 'other' }),
      ]);
      expect((await find({ emailDigest: 'one' })).sort()).toEqual(['A', 'B']);
      await cases.put([
        makeRow('C', { emailDigest: 'one', revision: 2 }),
        makeRow('B', { revision: 2, conversation: 'pau' }),
      ]);
      expect((await find({ emailDigest: 'one' })).sort()).toEqual(['A', 'C']);
      await cases.forget('ana');
      expect(await find({ emailDigest: 'one' })).toEqual(['C']);
      expect(await cases.byCode('default', 'A')).not.toHaveProperty('emailDigest');
    });

    test('goes on where a page ended, whatever came and went meanwhile', async () => {
      const row = (code: string, hours: number) => makeRow(code, { case: { first: dueIn(hours) } });
      await cases.put([row('A', 1), row('B', 2), row('C', 2), row('D', 2), row('E', 5)]);
      const first = await cases.find(ask({ limit: 2 }));
      expect([codesOf(first.rows), first.total]).toEqual([['A', 'B'], 5]);
      await cases.put([row('AA', 0), row('CC', 2), makeRow('B', { revision: 2, case: { status: 'closed' } })]);
      const second = await cases.find(ask({ limit: 3, after: first.next }));
      expect([codesOf(second.rows), second.total]).toEqual([['C', 'CC', 'D'], 7]);
      const last = await cases.find(ask({ limit: 3, after: second.next }));
      expect([codesOf(last.rows), last.next]).toEqual([['E', 'B'], null]);
    });

    test('refuses a cursor that it never gave, or that belongs to another order', async () => {
      await cases.put([makeRow('A', {}), makeRow('B', {})]);
      const { next } = await cases.find(ask({ limit: 1 }));
      for (const [after, order] of [
        [next, 'changed'],
        ['', 'due'],
        ['k1.due.2.5.x', 'due'],
        ['k1.due.0.1e9.x', 'due'],
      ] as const)
        await expect(cases.find(ask({ after, order }))).rejects.toMatchObject({ code: 'input.invalid' });
    });

    test('tells what is due, the earliest first', async () => {
      await cases.put([
        makeRow('A', { nextAt: noon + 3 }),
        makeRow('B', { nextAt: noon + 1 }),
        makeRow('C', { nextAt: null }),
        makeRow('D', { nextAt: noon + 4 }),
      ]);
      expect(codesOf(await cases.due(noon + 3, 10))).toEqual(['B', 'A']);
      expect(codesOf(await cases.due(noon + 3, 1))).toEqual(['B']);
      await cases.put([makeRow('B', { revision: 2, nextAt: null })]);
      expect(codesOf(await cases.due(noon + 9, 10))).toEqual(['A', 'D']);
    });

    test('takes moments between two milliseconds, as parts of a deadline may be', async () => {
      const between = { ...dueIn(1), dueAt: noon + 7.4 };
      const rows = ['A', 'B'].map((code) => makeRow(code, { nextAt: noon + 1.5, case: { first: between } }));
      await cases.put(rows);
      expect(await cases.byCode('default', 'A')).toEqual(rows[0]);
      const { next } = await cases.find(ask({ limit: 1 }));
      expect(await find({ after: next })).toEqual(['B']);
      expect(await cases.due(noon + 1, 10)).toEqual([]);
      expect(codesOf(await cases.due(noon + 2, 10))).toEqual(['A', 'B']);
    });

    test('counts which cases of others go before one in its department, in the order of lists, taken by nobody', async () => {
      const row = (code: string, hours: number, changes: Partial<CaseState> = {}, tenant = 'default') =>
        makeRow(code, { tenant, conversation: `of ${code}`, case: { first: dueIn(hours), ...changes } });
      const mine = { first: dueIn(5), openedAt: noon };
      const place = (changes: Partial<CaseState> = {}, conversation = 'of M') => ({
        conversation,
        case: makeCase('M', { ...mine, ...changes }),
      });
      const ahead = (...given: Parameters<typeof place>) => cases.waitingBefore('default', place(...given));
      await cases.put([
        row('M', 5),
        row('A', 4, { openedAt: noon + 9, priority: 'low' }),
        row('B', 6, { openedAt: noon - 9, priority: 'high' }),
        row('C', 9, { openedAt: noon + 5, priority: 'urgent' }),
        row('D', 5),
        row('N', 5),
        row('E', 0, { first: null, openedAt: noon - 9 }),
        row('F', 4, { department: 'streets' }),
        row('G', 4, { status: 'snoozed' }),
        row('H', 4, { status: 'closed' }),
        row('I', 4, { staffAt: noon }),
        row('J', 4, { staffAt: noon, citizenAt: noon + 1 }),
        row('K', 4, {}, 'other'),
        row('L', 4, { assignee: 'marta' }),
        makeRow('O', { conversation: 'of M', case: { first: dueIn(4) } }),
      ]);
      // A, C, D and J; O is of the same conversation.
      expect(await ahead()).toBe(4);
      expect(await ahead({}, 'another')).toBe(5);
      expect(await ahead({ priority: 'urgent' })).toBe(0);
      expect(await ahead({ priority: 'urgent', openedAt: noon + 6 })).toBe(1);
      expect(await ahead({ first: null })).toBe(7);
      expect(await ahead({ department: 'sports' })).toBe(0);
      await cases.put([makeRow('A', { revision: 2, conversation: 'of A', case: { first: dueIn(4), staffAt: noon } })]);
      expect(await ahead()).toBe(3);
    });

    test('counts the open cases of each agent', async () => {
      await cases.put([
        makeRow('A', { case: { assignee: 'marta' } }),
        makeRow('B', { case: { assignee: 'marta' } }),
        makeRow('C', { case: { assignee: 'joan' } }),
        makeRow('D', { case: { assignee: 'joan', status: 'closed' } }),
        makeRow('E', { case: { assignee: 'joan', status: 'snoozed' } }),
        makeRow('F', {}),
        makeRow('G', { tenant: 'other', case: { assignee: 'joan' } }),
      ]);
      expect([...(await cases.load('default'))].sort()).toEqual([
        ['joan', 1],
        ['marta', 2],
      ]);
    });

    test('tells the facts of what is not closed, and of what was opened since a time', async () => {
      const hour = 3_600_000;
      const kept = { id: 'first', dueAt: noon + 5 * hour, metAt: noon + 2 * hour, breached: false };
      const late = { id: 'resolution', dueAt: noon + hour, metAt: noon + 3 * hour, breached: true };
      await cases.put([
        makeRow('A', {
          account: 'telegram',
          case: { assignee: 'marta', first: kept, resolution: dueIn(9), staffAt: noon },
        }),
        makeRow('B', { case: { status: 'closed', first: kept, resolution: late, rating: 2 } }),
        makeRow('C', { case: { status: 'closed', openedAt: noon - 1 } }),
        makeRow('D', { case: { status: 'snoozed', openedAt: noon - 1 } }),
        makeRow('E', { tenant: 'other' }),
      ]);
      const plain = { department: 'attention', account: 'web', assignee: null, dueAt: null, rating: null };
      const nothing = {
        first: 'none',
        resolution: 'none',
        firstMs: null,
        resolutionMs: null,
        isAnswered: false,
        isWaiting: true,
      };
      const found = await cases.facts('default', noon);
      expect([...found].sort((a, b) => (a.status < b.status ? -1 : 1))).toEqual([
        {
          ...{ ...plain, status: 'closed', openedAt: noon, rating: 2, isAnswered: false, isWaiting: false },
          ...{ first: 'kept', firstMs: 2 * hour, resolution: 'missed', resolutionMs: 3 * hour },
        },
        {
          ...{
            ...plain,
            account: 'telegram',
            assignee: 'marta',
            status: 'open',
            openedAt: noon,
            isAnswered: true,
            isWaiting: false,
          },
          ...{ dueAt: noon + 9 * hour, first: 'kept', firstMs: 2 * hour, resolution: 'open', resolutionMs: null },
        },
        { ...plain, ...nothing, status: 'snoozed', isWaiting: false, openedAt: noon - 1 },
      ]);
    });

    test('forgets what was said in a conversation, and nothing else', async () => {
      const said = { conversation: 'ana', tokens: ['fanal'], text: 'El fanal' };
      await cases.put([makeRow('A', said), makeRow('B', said), makeRow('C', { ...said, conversation: 'pau' })]);
      await cases.forget('ana');
      expect(await find({ tokens: ['fanal'] })).toEqual(['C']);
      expect(await cases.byCode('default', 'A')).toEqual(makeRow('A', { ...said, text: '', tokens: [] }));
      expect((await cases.byCode('default', 'C'))?.text).toBe('El fanal');
      expect(await find({})).toHaveLength(3);
    });

    test('is empty once cleared, and can be made again from the first revision', async () => {
      await cases.put([makeRow('A', { revision: 9, tokens: ['fanal'] })]);
      await cases.clear();
      expect(await cases.find(ask({}))).toEqual({ rows: [], next: null, total: 0 });
      expect(await find({ tokens: ['fanal'] })).toEqual([]);
      await cases.put([makeRow('A', { revision: 1 })]);
      expect((await cases.byCode('default', 'A'))?.revision).toBe(1);
    });

    test('any rows in any order leave the newest of each, and lists that a plain filter would give', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyRow, { maxLength: 20 }),
          fc.array(anyQuery, { minLength: 4, maxLength: 4 }),
          fc.integer({ min: 1, max: 5 }),
          async (rows, queries, size) => {
            await cases.clear();
            for (let index = 0; index < rows.length; index += size) await cases.put(rows.slice(index, index + size));
            const newest = newestOf(rows);
            for (const query of queries) expect(await pagesOf(cases, query)).toEqual(plainly(newest, query));
          },
        ),
        { numRuns: runs, interruptAfterTimeLimit: 20_000 },
      );
    });
  });
}

/** The row of the highest revision of each case, the first that came of several. */
function newestOf(rows: readonly CaseRow[]): readonly CaseRow[] {
  const newest = new Map<string, CaseRow>();
  for (const row of rows) {
    const name = JSON.stringify([row.conversation, row.case.code]);
    if ((newest.get(name)?.revision ?? 0) < row.revision) newest.set(name, row);
  }
  return [...newest.values()];
}

function plainly(rows: readonly CaseRow[], query: CaseQuery): { rows: readonly CaseRow[]; totals: readonly number[] } {
  const found = rows
    .filter((row) => matches(row, query))
    .sort((a, b) => compareCursors(cursorOf(a, query.order), cursorOf(b, query.order)));
  const pages = Math.max(1, Math.ceil(found.length / query.limit));
  return { rows: found, totals: Array.from({ length: pages }, () => found.length) };
}

/** All pages of a list one behind the other. */
async function pagesOf(cases: CaseIndex, query: CaseQuery): Promise<ReturnType<typeof plainly>> {
  const rows: CaseRow[] = [];
  const totals: number[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<CaseIndex['find']>> = await cases.find({ ...query, after });
    rows.push(...page.rows);
    totals.push(page.total);
    after = page.next;
  } while (after !== null && totals.length < 100);
  return { rows, totals };
}
