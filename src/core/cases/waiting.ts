import type { CaseState } from '../model/case.ts';
import { codeOf } from '../model/errors.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** The period (milliseconds) of past answers used for an estimate, and the minimum number of answers. */
const lookBackMs = 30 * 24 * 3_600_000;
const minAnswers = 10;
/** Maximum number of past cases read: a larger number means nothing to a person. */
const maxRows = 1_000;
const page = 200;
/** Maximum age (milliseconds) of the cached usual wait. */
const usualWaitTtlMs = 5 * 60_000;

/** How long a citizen may have to wait. */
export interface Waiting {
  /** Position among the waiting cases of the department, 1 for the next; null unless the case waits. */
  readonly position: number | null;
  /** The usual time to a first answer there, in milliseconds; null while too little is known. */
  readonly usually: number | null;
}

/** Counts the cases that wait before one in its department; null: it does not wait, or that is not known now. */
export type CasesAhead = (tenant: string, caseState: CaseState) => Promise<number | null>;

/** Whether the citizen waits for an answer from staff. */
export function isWaiting({ status, staffAt, citizenAt }: CaseState): boolean {
  return status === 'open' && (staffAt === null || staffAt < citizenAt);
}

/** Counts them in the index, where it is complete. A citizen gets their answer even where counting fails. */
export function createCasesAhead(deps: {
  readonly index: Pick<CaseIndex, 'waitingBefore' | 'isWhole'>;
  readonly log: Pick<Log, 'warn'>;
}): CasesAhead {
  const { index, log } = deps;
  return async (tenant, caseState) => {
    if (!isWaiting(caseState)) return null;
    try {
      return (await index.isWhole()) ? await index.waitingBefore(tenant, caseState) : null;
    } catch (error) {
      log.warn({ code: codeOf(error), error }, 'the line of waiting cases could not be counted; nobody is told of it');
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
  const position = await positionOf(index, row);
  return { position, usually: usualWait(await recentCases(index, tenant, caseState.department, now), now) };
}

/** The same for frequent callers: the usual wait is kept for some minutes. */
export function createWaitOf(deps: {
  readonly index: WaitIndex;
  readonly clock: Clock;
}): (row: CaseRow) => Promise<Waiting> {
  const { index, clock } = deps;
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
    return { position: await positionOf(index, row), usually: await known.wait };
  };
}

/** Position of a case among those that wait in its department, 1 for the next; null when it does not wait. */
async function positionOf(index: WaitIndex, { tenant, case: caseState }: CaseRow): Promise<number | null> {
  return isWaiting(caseState) ? 1 + (await index.waitingBefore(tenant, caseState)) : null;
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
