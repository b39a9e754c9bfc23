import { type CaseState, casePriorities } from '../model/case.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import type { Clock } from '../ports/clock.ts';
import { casesTopic, type PubSub } from '../ports/pubsub.ts';

/** The period (milliseconds) of past answers used for an estimate, and the minimum number of answers. */
const lookBackMs = 30 * 24 * 3_600_000;
const minAnswers = 10;
/** Maximum number of rows read of either kind: a larger number means nothing to a person. */
const maxRows = 1_000;
const page = 200;
/** Maximum age (milliseconds) of cached data: open cases, which other processes may change, and the usual wait. */
const openCasesTtlMs = 5_000;
const usualWaitTtlMs = 5 * 60_000;

/** How long a citizen may have to wait. */
export interface Waiting {
  /** Position among the waiting cases of the department, 1 for the next; null unless the case waits. */
  readonly position: number | null;
  /** The usual time to a first answer there, in milliseconds; null while too little is known. */
  readonly usually: number | null;
}

/** Whether the citizen waits for an answer from staff. */
export function isWaiting({ status, staffAt, citizenAt }: CaseState): boolean {
  return status === 'open' && (staffAt === null || staffAt < citizenAt);
}

/** Position of a case among those that wait in its department, 1 for the next; null when it does not wait. Pure. */
export function positionOf(caseState: CaseState, others: readonly CaseState[]): number | null {
  if (!isWaiting(caseState)) return null;
  const before = others.filter(
    (other) =>
      other.code !== caseState.code &&
      other.department === caseState.department &&
      isWaiting(other) &&
      compareWaiting(other, caseState) < 0,
  );
  return before.length + 1;
}

/** The more urgent first, then the one that has waited longer. */
function compareWaiting(a: CaseState, b: CaseState): number {
  const rank = ({ priority }: CaseState) => casePriorities.indexOf(priority);
  return rank(a) - rank(b) || a.openedAt - b.openedAt || (a.code < b.code ? -1 : 1);
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

/** Works out how long the citizen of a case may have to wait. */
export async function waitOf(index: Pick<CaseIndex, 'find'>, row: CaseRow, now: number): Promise<Waiting> {
  const { tenant, case: caseState } = row;
  return {
    position: isWaiting(caseState) ? positionOf(caseState, await openCases(index, tenant, caseState.department)) : null,
    usually: usualWait(await recentCases(index, tenant, caseState.department, now), now),
  };
}

/**
 * The same with a cache, for frequent callers. Open cases are kept until a case changes, the usual wait for some
 * minutes.
 */
export function createWaitOf(deps: {
  index: Pick<CaseIndex, 'find'>;
  pubsub: Pick<PubSub, 'subscribe'>;
  clock: Clock;
}): (row: CaseRow) => Promise<Waiting> {
  const { index, pubsub, clock } = deps;
  const open = new Map<string, { readonly cases: Promise<readonly CaseState[]>; readonly until: number }>();
  const usual = new Map<string, { readonly wait: Promise<number | null>; readonly until: number }>();
  pubsub.subscribe(casesTopic, () => open.clear());

  return async ({ tenant, case: caseState }) => {
    const now = clock();
    const { department } = caseState;
    const name = `${tenant} ${department}`;
    let known = usual.get(name);
    if (known === undefined || now >= known.until) {
      const wait = recentCases(index, tenant, department, now).then((cases) => usualWait(cases, now));
      known = { wait, until: now + usualWaitTtlMs };
      usual.set(name, known);
      wait.catch(() => usual.delete(name));
    }
    if (!isWaiting(caseState)) return { position: null, usually: await known.wait };
    let others = open.get(name);
    if (others === undefined || now >= others.until) {
      others = { cases: openCases(index, tenant, department), until: now + openCasesTtlMs };
      open.set(name, others);
      others.cases.catch(() => open.delete(name));
    }
    return { position: positionOf(caseState, await others.cases), usually: await known.wait };
  };
}

function openCases(index: Pick<CaseIndex, 'find'>, tenant: string, department: string): Promise<readonly CaseState[]> {
  return read(index, queryWith(tenant, { departments: [department], statuses: ['open'], limit: page }), () => true);
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
