import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boardOf } from '../src/core/cases/board/board.ts';
import { kinds } from '../src/core/model/kind.ts';
import type { CaseIndex, CaseRow } from '../src/core/ports/caseIndex.ts';
import { queryWith } from '../src/core/ports/caseIndex.ts';
import { createCaseIndex, openCaseFile } from '../src/store/sqlite/cases/cases.ts';
import { caseRowOf, caseStateOf } from '../test/support/caseState.ts';
import { percentile, printTable } from './support/table.ts';

/**
 * `npm run bench:inbox`: latency of the first page of each queue of the inbox, and of a search for words, with a
 * thousand and a hundred thousand cases in SQLite, of which one in ten is open. Each answer includes the total.
 */
const sizes = (process.env.BENCH_CASES ?? '1000,100000').split(',').map(Number);
const rounds = 40;
const start = Date.parse('2026-01-01T08:00:00Z');
const hour = 3_600_000;
const departments = Array.from({ length: 20 }, (_, index) => `department-${index}`);
const agents = Array.from({ length: 40 }, (_, index) => `agent-${index}`);
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Reproducible random numbers (mulberry32). */
let seed = 1;
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
/** A few tokens are frequent and most are rare, as in natural text. */
const word = () => `w${Math.floor(random() ** 4 * 20_000)}`;

function makeRow(number: number): CaseRow {
  const code = number.toString(32).padStart(8, '0').toUpperCase();
  const openedAt = start + number * 5 * 60_000;
  const isOpen = random() < 0.1;
  const breached = random() < 0.05;
  const deadline = {
    id: 'month',
    dueAt: openedAt + random() * 900 * hour,
    metAt: isOpen ? null : openedAt + hour,
    breached,
  };
  const caseState = caseStateOf(code, openedAt, {
    kind: pick(kinds),
    department: pick(departments),
    status: isOpen ? 'open' : 'closed',
    assignee: isOpen && random() < 0.3 ? null : pick(agents),
    first: deadline,
    resolution: deadline,
    closed: isOpen ? null : { at: openedAt + hour, by: null, reason: 'resolved' },
  });
  return caseRowOf(caseState, {
    conversation: `conversation-${number}`,
    revision: 3,
    keyId: 'key',
    text: 'El fanal del carrer no va des de fa dies. '.repeat(4),
    tokens: [...new Set(Array.from({ length: 25 }, word))],
    changedAt: openedAt + hour,
  });
}

const all = queryWith('default', { statuses: ['open', 'snoozed'] });
const visibility = { agent: 'agent-1', departments: ['department-1', 'department-2'], unassignedOf: 'department-0' };

/** All of ten thousand cases; of a hundred thousand, as many, with all open ones among them. */
const boardOptions = { now: start + 35 * 24 * hour, since: start, timeZone: 'Europe/Madrid' };

const questions: readonly (readonly [string, (cases: CaseIndex) => Promise<unknown>])[] = [
  ['mine', (cases) => cases.find({ ...all, assignee: 'agent-1' })],
  ['my department', (cases) => cases.find({ ...all, visibility, departments: visibility.departments })],
  ['unassigned', (cases) => cases.find({ ...all, visibility, assignee: 'nobody' })],
  ['all', (cases) => cases.find(all)],
  ['all, for one agent', (cases) => cases.find({ ...all, visibility })],
  ['breached', (cases) => cases.find({ ...all, breached: true })],
  ['all, also closed, newest first', (cases) => cases.find({ ...all, statuses: null, order: 'changed' })],
  ['a rare word', (cases) => cases.find({ ...all, statuses: null, tokens: ['w15001'] })],
  ['two tokens, one often said', (cases) => cases.find({ ...all, statuses: null, tokens: ['w0', 'w150'] })],
  ['the beginning of a word, often said', (cases) => cases.find({ ...all, statuses: null, tokens: ['w1'] })],
  ['a code', (cases) => cases.byCode('default', '0000000A')],
  ['the board', async (cases) => boardOf(await cases.facts('default', start), boardOptions)],
  ['load of the agents', (cases) => cases.load('default')],
];

const table: Record<string, string | number>[] = [];
for (const size of sizes) {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
  const database = openCaseFile(join(folder, 'cases.db'), silent);
  try {
    const cases = createCaseIndex(database, silent);
    const began = performance.now();
    // Bulk loading here; the measured process gets the service's memory settings.
    database.connection.exec('PRAGMA cache_size = -400000; PRAGMA wal_autocheckpoint = 20000');
    for (let from = 0; from < size; from += 1_000) {
      const rows = Array.from({ length: Math.min(1_000, size - from) }, (_, index) => makeRow(from + index));
      await Promise.all(rows.map((row) => cases.put([row])));
    }
    database.connection.exec('PRAGMA cache_size = -16384; PRAGMA wal_checkpoint(TRUNCATE)');
    const filled = (performance.now() - began) / size;
    for (const [question, ask] of questions) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const asked = performance.now();
        await ask(cases);
        times.push(performance.now() - asked);
      }
      times.sort((a, b) => a - b);
      table.push({
        cases: size,
        question,
        'p50, ms': percentile(times, 0.5).toFixed(2),
        'p95, ms': percentile(times, 0.95).toFixed(2),
      });
    }
    table.push({
      cases: size,
      question: 'putting one in, of many at once',
      'p50, ms': filled.toFixed(2),
      'p95, ms': '',
    });
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}
printTable('The inbox in SQLite', table);
