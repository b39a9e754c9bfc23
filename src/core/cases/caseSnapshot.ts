import { restricts } from '../journal/usableContent.ts';
import type { CaseCode, CaseState } from '../model/case.ts';
import { type Commit, isRecord } from '../model/commit.ts';
import { upToDate } from '../model/conversation.ts';
import type { CaseRow } from '../ports/caseIndex.ts';
import type { Journal } from '../ports/journal.ts';
import { helpAt } from './agentInactivity.ts';
import type { Gathered } from './caseSearchText.ts';
import { nextMoment } from './deadlines.ts';
import type { ConfirmedEmail } from './rights/confirmedEmail.ts';

/** A case with the newest commit that changed it. */
export type CaseSnapshot = Pick<Commit, 'tenant' | 'account' | 'conversation' | 'revision' | 'at'> & {
  readonly caseState: CaseState;
  readonly handledBy: CaseRow['handledBy'];
  readonly nextAt: CaseRow['nextAt'];
  /** Whether what was said may not be used: then it is in no list and found by no search. */
  readonly isRestricted: boolean;
};

/** The cases in the state that a commit left. */
export function snapshotsOf(commit: Commit): readonly CaseSnapshot[] {
  if (isRecord(commit.state)) return [];
  const { tenant, account, conversation, revision, at } = commit;
  const { takeover, cases } = upToDate(commit.state);
  return cases.map((caseState) => ({
    tenant,
    account,
    conversation,
    revision,
    at,
    caseState,
    handledBy: takeover?.by ?? null,
    nextAt: earliest([nextMoment(caseState), helpAt(caseState, takeover)]),
    isRestricted: restricts(commit.state),
  }));
}

export function codesOf(snapshots: readonly CaseSnapshot[]): readonly CaseCode[] {
  return snapshots.map(({ caseState }) => caseState.code);
}

/**
 * The cases in the state that the newest commit left, and those of an earlier commit that have left the state since, as the
 * last commit that had them left them.
 */
export async function snapshotsNow(
  journal: Pick<Journal, 'read'>,
  newest: Commit,
  own: readonly CaseSnapshot[],
): Promise<readonly CaseSnapshot[]> {
  const now = snapshotsOf(newest);
  const codes = new Set(codesOf(now));
  const gone = own.filter(({ caseState }) => !codes.has(caseState.code));
  const last = await Promise.all(gone.map((each) => lastSnapshot(journal, each, newest.revision)));
  return [...last.map((each) => ({ ...each, isRestricted: restricts(newest.state) })), ...now];
}

/** The last snapshot of a case that is not in the state at `gone` any more. It never comes back, so halving finds it. */
async function lastSnapshot(journal: Pick<Journal, 'read'>, since: CaseSnapshot, gone: number): Promise<CaseSnapshot> {
  let last = since;
  for (let beyond = gone; last.revision + 1 < beyond; ) {
    const middle = Math.floor((last.revision + beyond) / 2);
    const [commit] = await journal.read(since.conversation, middle - 1, 1);
    const found = commit && snapshotsOf(commit).find(({ caseState }) => caseState.code === since.caseState.code);
    if (found === undefined) beyond = middle;
    else last = found;
  }
  return last;
}

/** The case of a row as it is from another commit on, although that changed only whether what was said may be used. */
export function snapshotOfRow(row: CaseRow, { revision, state }: Commit): CaseSnapshot {
  const { tenant, account, conversation, case: caseState, handledBy, nextAt, changedAt: at } = row;
  const isRestricted = restricts(state);
  return { tenant, account, conversation, revision, at, caseState, handledBy, nextAt, isRestricted };
}

/** The row of a case, with what was said in it. */
export function caseRowOf(
  { caseState, handledBy, nextAt, isRestricted, tenant, account, conversation, revision, at }: CaseSnapshot,
  channel: string,
  { text, isDescribed, tokens, keyId }: Gathered,
  email: ConfirmedEmail | null = null,
): CaseRow {
  return {
    tenant,
    account,
    channel,
    conversation,
    revision,
    keyId,
    handledBy,
    text,
    ...(isDescribed ? { isDescribed } : {}),
    ...(isRestricted ? { isRestricted } : {}),
    ...(email === null ? {} : { emailDigest: email.digest }),
    tokens,
    case: caseState,
    nextAt,
    changedAt: at,
  };
}

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
