import type { CaseCloseReason, CaseCode, CaseState } from '../../../core/model/case.ts';
import { type Commit, isRecord } from '../../../core/model/commit.ts';
import type { Event } from '../../../core/model/event.ts';
import type { CaseRow } from '../../../core/ports/caseIndex.ts';
import type { Journal } from '../../../core/ports/journal.ts';
/** The part of a case's history that a citizen may see: no names, no texts, nothing internal to staff. */
export type Step = { readonly at: number } & (
  | { readonly kind: 'opened' | 'taken' | 'replied' | 'reopened' | 'withdrawn' | 'firstLate' | 'resolutionLate' }
  | { readonly kind: 'moved'; readonly department: string }
  | { readonly kind: 'merged'; readonly into: CaseCode }
  | { readonly kind: 'rated'; readonly rating: number }
  | { readonly kind: 'closed'; readonly reason: CaseCloseReason }
);

/** The status of a case, from the point of view of the person who waits for it. */
type CaseProgress = 'waiting' | 'attended' | 'answered' | 'later' | 'closed';

export interface Progress {
  readonly caseState: CaseState;
  readonly progress: CaseProgress;
  /** Oldest first. */
  readonly steps: readonly Step[];
}

/**
 * Page size, and the maximum number of commits of one case: a longer history shows its beginning and the current
 * status.
 */
const page = 200;
const maxCommits = 4_000;

/** Reads the progress of a case from the journal; its row says where to look. */
export async function readProgress(journal: Pick<Journal, 'read'>, row: CaseRow): Promise<Progress> {
  const { code } = row.case;
  const steps: Step[] = [];
  let { case: caseState, handledBy } = row;
  let seen: Seen = { department: caseState.department, hasPerson: false };
  let read = 0;
  for (let after = row.case.openedBy - 1; read < maxCommits; ) {
    const commits = await journal.read(row.conversation, after, page);
    for (const commit of commits) {
      const isCitizens = commit.events.some((event) => event.type === 'case.added' && event.case === code);
      for (const event of commit.events) {
        if (!('case' in event) || event.case !== code) continue;
        const next =
          isCitizens && event.type === 'case.closed'
            ? { step: { at: commit.at, kind: 'withdrawn' as const }, seen }
            : stepOf(event, commit.at, seen);
        if (next.step !== null) steps.push(next.step);
        seen = next.seen;
      }
      const newer = commit.revision >= row.revision ? stateIn(commit, code) : null;
      if (newer !== null) ({ caseState, handledBy } = newer);
    }
    read += commits.length;
    const last = commits.at(-1);
    if (last === undefined || commits.length < page) break;
    after = last.revision;
  }
  return { caseState, progress: progressOf(caseState, handledBy), steps };
}

function stateIn({ state }: Commit, code: CaseCode): { caseState: CaseState; handledBy: string | null } | null {
  if (isRecord(state)) return null;
  const caseState = state.cases.find((each) => each.code === code);
  return caseState === undefined
    ? null
    : { caseState, handledBy: state.takeover?.case === code ? state.takeover.by : null };
}

export function progressOf(caseState: CaseState, handledBy: string | null): CaseProgress {
  if (caseState.status === 'closed') return 'closed';
  if (caseState.staffAt !== null && caseState.staffAt >= caseState.citizenAt) return 'answered';
  if (caseState.status === 'snoozed') return 'later';
  return caseState.assignee !== null || handledBy !== null ? 'attended' : 'waiting';
}

interface Seen {
  readonly department: string;
  /** Whether a responsible person is known. */
  readonly hasPerson: boolean;
}

/** The step that an event means to a citizen, null when it means none. */
function stepOf(event: Event, at: number, seen: Seen): { step: Step | null; seen: Seen } {
  const none = { step: null, seen };
  switch (event.type) {
    case 'case.opened':
      return { step: { at, kind: 'opened' }, seen: { department: event.department, hasPerson: false } };
    case 'case.assigned': {
      const hasPerson = event.agent !== null;
      const next = { department: event.department, hasPerson };
      if (event.department !== seen.department)
        return { step: { at, kind: 'moved', department: event.department }, seen: next };
      return { step: hasPerson && !seen.hasPerson ? { at, kind: 'taken' } : null, seen: next };
    }
    case 'case.taken':
      return { step: seen.hasPerson ? null : { at, kind: 'taken' }, seen: { ...seen, hasPerson: true } };
    case 'case.replied':
    case 'case.entry-given':
      return { step: { at, kind: 'replied' }, seen: { ...seen, hasPerson: true } };
    case 'case.reopened':
      return { step: { at, kind: 'reopened' }, seen };
    case 'case.breached':
      return { step: { at, kind: event.deadline === 'first' ? 'firstLate' : 'resolutionLate' }, seen };
    case 'case.merged':
      return { step: { at, kind: 'merged', into: event.into }, seen };
    case 'case.rated':
      return { step: { at, kind: 'rated', rating: event.rating }, seen };
    case 'case.closed':
      return { step: { at, kind: 'closed', reason: event.reason }, seen };
    default:
      return none;
  }
}
