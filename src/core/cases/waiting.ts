import type { CaseState } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import { codeOf } from '../model/errors.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { createLruCache } from '../util/lruCache.ts';
import { turnOf } from './caseCursor.ts';

/** The period (milliseconds) of past answers used for an estimate, and the minimum number of answers. */
const lookBackMs = 30 * 24 * 3_600_000;
const minAnswers = 10;
/** Maximum number of past cases read: a larger number means nothing to a person. */
const maxRows = 1_000;
const page = 200;
/** Maximum age (milliseconds) of the cached usual wait. */
const usualWaitTtlMs = 5 * 60_000;

/** Maximum age (milliseconds) of a counted place, and number of those kept (twice that at most). */
const placeTtlMs = 5_000;
const placesKept = 1_000;

/** How long a citizen may have to wait. */
export interface Waiting {
  /** Place among the cases of the department that wait for somebody to take them, 1 for the next; null: it is not in line. */
  readonly position: number | null;
  /** The usual time to a first answer there, in milliseconds; null while too little is known. */
  readonly usually: number | null;
}

/**
 * Counts the cases of others whose turn comes before that of a case, in its department; null: it is not in line, or that
 * is not known now.
 */
export type CasesAhead = (tenant: string, conversation: ConversationId, caseState: CaseState) => Promise<number | null>;

/** Whether the citizen waits for an answer from staff. */
export function isWaiting({ status, staffAt, citizenAt }: CaseState): boolean {
  return status === 'open' && (staffAt === null || staffAt < citizenAt);
}

/** Whether the citizen waits for somebody to take their case. */
export function isInLine(caseState: CaseState): boolean {
  return caseState.assignee === null && isWaiting(caseState);
}

/** Counts them in the index, where it is complete. A citizen gets their answer even where counting fails. */
export function createCasesAhead(deps: {
  readonly index: Pick<CaseIndex, 'waitingBefore' | 'isWhole'>;
  readonly log: Pick<Log, 'warn'>;
}): CasesAhead {
  const { index, log } = deps;
  return async (tenant, conversation, caseState) => {
    if (!isInLine(caseState)) return null;
    try {
      return (await index.isWhole()) ? await index.waitingBefore(tenant, { conversation, case: caseState }) : null;
    } catch (error) {
      log.warn({ code: codeOf(error), error }, 'the waiting cases could not be counted; replies leave the number out');
      return null;
    }
  };
}

/** Milliseconds to the median first answer in cases of the last 30 days; null while there are fewer than ten. Pure. */
export function usualWait(cases: readonly CaseState[], now: number): number | null {
  const waits = cases
    .flatMap(({ openedAt, first }) =>
      openedAt >= now - lookBackMs && first !== null && first.metAt !== null ? [first.metAt - openedAt] : [],
    )
    .sort((a, b) => a - b);
  if (waits.length < minAnswers) return null;
  const middle = Math.floor(waits.length / 2);
  const [low = 0, high = 0] = [waits[waits.length % 2 === 0 ? middle - 1 : middle], waits[middle]];
  return (low + high) / 2;
}

/** What is asked of the index to tell how long somebody may wait. */
type WaitIndex = Pick<CaseIndex, 'find' | 'waitingBefore'>;

/** Works out how long the citizen of a case may have to wait. */
export async function waitOf(index: WaitIndex, row: CaseRow, now: number): Promise<Waiting> {
  const { tenant, case: caseState } = row;
  const position = isInLine(caseState) ? await placeOf(index, row) : null;
  return { position, usually: usualWait(await recentCases(index, tenant, caseState.department, now), now) };
}

/** The same for frequent callers: the usual wait is kept for some minutes, the place of each case for some seconds. */
export function createWaitOf(deps: {
  readonly index: WaitIndex;
  readonly clock: Clock;
}): (row: CaseRow) => Promise<Waiting> {
  const { index, clock } = deps;
  const places = createLruCache<string, { readonly place: Promise<number>; readonly until: number }>(placesKept);
  const usual = new Map<string, { readonly wait: Promise<number | null>; readonly until: number }>();

  return async (row) => {
    const now = clock();
    const { department } = row.case;
    const name = `${row.tenant} ${department}`;
    let known = usual.get(name);
    if (known === undefined || now >= known.until) {
      const wait = recentCases(index, row.tenant, department, now).then((cases) => usualWait(cases, now));
      known = { wait, until: now + usualWaitTtlMs };
      usual.set(name, known);
      wait.catch(() => usual.delete(name));
    }
    const [position, usually] = await Promise.all([placeAt(now, row), known.wait]);
    return { position, usually };
  };

  /** A case's place, counted at most `placeTtlMs` ago and for the same department and turn. */
  async function placeAt(now: number, row: CaseRow): Promise<number | null> {
    if (!isInLine(row.case)) return null;
    const { time } = turnOf(row);
    const name = JSON.stringify([row.tenant, row.conversation, row.case.code, row.case.department, time]);
    const kept = places.get(name);
    if (kept !== undefined && now < kept.until) return kept.place;
    const place = placeOf(index, row);
    places.set(name, { place, until: now + placeTtlMs });
    place.catch(() => places.set(name, { place, until: now }));
    return place;
  }
}

async function placeOf(index: WaitIndex, row: CaseRow): Promise<number> {
  return 1 + (await index.waitingBefore(row.tenant, row));
}

function recentCases(
  index: Pick<CaseIndex, 'find'>,
  tenant: string,
  department: string,
  now: number,
): Promise<readonly CaseState[]> {
  const query = queryWith(tenant, { departments: [department], order: 'changed', limit: page });
  return read(index, query, ({ changedAt }) => changedAt >= now - lookBackMs);
}

async function read(
  index: Pick<CaseIndex, 'find'>,
  query: CaseQuery,
  isWanted: (row: CaseRow) => boolean,
): Promise<readonly CaseState[]> {
  const cases: CaseState[] = [];
  for (let after: string | null = null; cases.length < maxRows; ) {
    const found = await index.find({ ...query, after });
    const wanted = found.rows.filter(isWanted);
    cases.push(...wanted.map((row) => row.case));
    if (found.next === null || wanted.length < found.rows.length) break;
    after = found.next;
  }
  return cases;
}
