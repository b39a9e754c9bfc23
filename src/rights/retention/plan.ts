import { casesOfEvent } from '../../core/cases/caseTurns.ts';
import { type CaseCode, type CaseState, isHeld } from '../../core/model/case.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { upToDate } from '../../core/model/conversation.ts';
import type { ErasureEnd } from '../../core/model/rights/erasure.ts';
import type { RetentionPolicy, RetentionRule, RetentionTime } from '../../core/model/rights/retention.ts';

/** What of a commit a plan reads. */
export type PlannedCommit = Pick<Commit, 'revision' | 'at' | 'keyId' | 'events' | 'state'>;

/** Commits of a conversation that follow each other under one key. */
interface Stretch {
  readonly keyId: string;
  readonly from: number;
  readonly to: number;
  /** When the last of them was made, milliseconds since 1970. */
  readonly lastAt: number;
  readonly cases: ReadonlySet<CaseCode>;
  readonly isEmpty: boolean;
}

/** What stops an erasure whose time is over. */
type RetentionStop = 'open' | 'held' | 'restricted';

/** The next erasure of a conversation. */
export interface PlannedErasure {
  /** When its time is over, milliseconds since 1970. */
  readonly dueAt: number;
  /** The rule that kept it longest. */
  readonly rule: string;
  readonly stop: RetentionStop | null;
  readonly stretches: number;
  readonly cases: readonly CaseCode[];
  /** Null: everything is erased. */
  readonly before: ErasureEnd | null;
}

export interface PlanDeps {
  readonly policy: RetentionPolicy;
  /** End of a time that begins at an instant, in the town's calendar. */
  readonly endOf: (keep: RetentionTime, from: number) => number;
  /** Keys that still open something. */
  readonly isAlive: (keyId: string) => boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Plans what of a conversation has passed its time: the longest beginning of it that nothing keeps. Null: nothing has.
 * `commits`: all of them, in order. Pure.
 */
export function planErasure(commits: readonly PlannedCommit[], deps: PlanDeps): PlannedErasure | null {
  const cases = newestCases(commits);
  const alive = stretchesOf(commits).filter(({ keyId, isEmpty }) => !isEmpty && deps.isAlive(keyId));
  const stopOfAll = stopOf(commits, cases);
  let over: PlannedErasure | null = null;
  let longest = { dueAt: Number.NEGATIVE_INFINITY, rule: '' };
  const codes = new Set<CaseCode>();
  const last = commits.at(-1);
  for (const [at, stretch] of alive.entries()) {
    // The address of somebody who subscribes to announcements is sealed with the newest commits: it stays as long as they want it.
    if (last !== undefined && stretch.keyId === last.keyId && isSubscriber(last)) break;
    const next = dueOf(stretch, cases, deps);
    // An earlier stretch may be kept for longer: what comes after it is not erased before it.
    if (next.dueAt > longest.dueAt) longest = { dueAt: next.dueAt, rule: next.rule };
    const stop: RetentionStop | null = stopOfAll ?? (next.isOpen ? 'open' : null);
    if (longest.dueAt > deps.at || (stop !== null && over !== null)) break;
    for (const code of stretch.cases) codes.add(code);
    const follows = alive[at + 1];
    const before = follows === undefined ? null : { key: follows.keyId, revision: follows.from };
    over = { ...longest, stop, stretches: at + 1, cases: [...codes], before };
    if (stop !== null) break;
  }
  return over;
}

function dueOf(
  { lastAt, cases }: Stretch,
  all: ReadonlyMap<CaseCode, CaseState>,
  { policy, endOf }: PlanDeps,
): { readonly dueAt: number; readonly rule: string; readonly isOpen: boolean } {
  const due = (rule: RetentionRule, from: number) => ({ dueAt: endOf(rule.keep, from), rule: rule.id });
  let longest = due(policy.conversation, lastAt);
  let isOpen = false;
  for (const code of cases) {
    const caseState = all.get(code);
    if (caseState === undefined) continue;
    if (caseState.closed === null) {
      isOpen = true;
      continue;
    }
    const rule = ruleFor(policy, caseState);
    const next = rule === null ? null : due(rule, caseState.closed.at);
    if (next !== null && next.dueAt > longest.dueAt) longest = next;
  }
  return { ...longest, isOpen };
}

/** The rule for a closed case: the first that applies. */
export function ruleFor(
  { cases }: RetentionPolicy,
  { kind, closed }: Pick<CaseState, 'kind' | 'closed'>,
): RetentionRule | null {
  const applies = (each: RetentionPolicy['cases'][number]) =>
    (each.kinds === null || each.kinds.includes(kind)) &&
    (each.outcomes === null || (closed !== null && each.outcomes.includes(closed.reason)));
  return cases.find(applies) ?? null;
}

/** Whether somebody is told of anything in a conversation. */
function isSubscriber({ state }: PlannedCommit): boolean {
  if (isRecord(state)) return false;
  return (state.subscription ?? null) !== null || (state.reminders ?? []).length > 0;
}

function stopOf(commits: readonly PlannedCommit[], cases: ReadonlyMap<CaseCode, CaseState>): RetentionStop | null {
  if ([...cases.values()].some(isHeld)) return 'held';
  const newest = commits.at(-1)?.state;
  return newest !== undefined && !isRecord(newest) && (newest.restricted ?? null) !== null ? 'restricted' : null;
}

/** Each case as it was last: old ones leave the state of a conversation. */
function newestCases(commits: readonly PlannedCommit[]): ReadonlyMap<CaseCode, CaseState> {
  const cases = new Map<CaseCode, CaseState>();
  for (const { state } of commits) {
    if (isRecord(state)) continue;
    for (const caseState of upToDate(state).cases) cases.set(caseState.code, caseState);
  }
  return cases;
}

function stretchesOf(commits: readonly PlannedCommit[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { keyId, revision, at, events } of commits) {
    const before = stretches.at(-1);
    const goesOn = before !== undefined && before.keyId === keyId;
    const cases = new Set(goesOn ? before.cases : []);
    for (const event of events) if ('case' in event) for (const code of casesOfEvent(event)) cases.add(code);
    const isNothing = holdsNothing(events);
    const stretch = {
      keyId,
      from: goesOn ? before.from : revision,
      to: revision,
      // An erasure says nothing that would have to be kept.
      lastAt: goesOn && isNothing ? before.lastAt : at,
      cases,
      isEmpty: (goesOn ? before.isEmpty : true) && isNothing,
    };
    if (goesOn) stretches[stretches.length - 1] = stretch;
    else stretches.push(stretch);
  }
  return stretches;
}

/** Whether a commit is an erasure by staff or by the retention, which seals nothing of the person. */
export function holdsNothing(events: PlannedCommit['events']): boolean {
  return (
    events.some(({ type }) => type === 'content.erased') && !events.some(({ type }) => type === 'message.received')
  );
}
