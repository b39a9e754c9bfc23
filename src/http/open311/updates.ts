import { casesOfEvent } from '../../core/cases/caseTurns.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import { queryWith } from '../../core/ports/caseIndex.ts';
import type { FindDeps } from './findRequests.ts';
import { mostFound } from './parameters.ts';
import { noteIn, type PublicRequestDeps } from './publicRequest.ts';
import { w3cTime } from './time.ts';
import type { Wire } from './wire.ts';

const batch = 200;
/** Commits of one case that are looked through. */
const mostCommits = 1_000;

/** What happened to requests between two times, oldest first: changes of their status, and the notes that are public. */
export async function findUpdates(
  deps: PublicRequestDeps & Omit<FindDeps, 'cases'> & { readonly cases: Pick<CaseIndex, 'find'> },
  { from, before }: { readonly from: number; readonly before: number },
): Promise<readonly Wire[]> {
  const updates: Update[] = [];
  for (let after: string | null = null, seen = 0; seen < mostFound; ) {
    const found = await deps.cases.find(
      queryWith(deps.tenant, { accounts: [deps.account], order: 'changed', after, limit: batch }),
    );
    seen += found.rows.length;
    for (const row of found.rows) {
      if (row.changedAt >= from && row.case.filed !== undefined) updates.push(...(await updatesOf(deps, row)));
    }
    after = found.next;
    // What changed last comes first: the rest is older still.
    if (after === null || (found.rows.at(-1)?.changedAt ?? 0) < from) break;
  }
  return updates
    .filter(({ at }) => at >= from && at < before)
    .sort((one, other) => one.at - other.at)
    .slice(0, mostFound)
    .map(({ at, id, code, status, description }) => ({
      update_id: id,
      service_request_id: code,
      status,
      updated_datetime: w3cTime(at, deps.timeZone()),
      description,
      media_url: null,
    }));
}

interface Update {
  readonly at: number;
  readonly id: string;
  readonly code: string;
  readonly status: 'open' | 'closed';
  readonly description: string | null;
}

async function updatesOf(
  { journal, sealer }: PublicRequestDeps,
  { conversation, isRestricted, case: { code, openedBy, publicNotes = [] } }: CaseRow,
): Promise<readonly Update[]> {
  const commits = await journal.read(conversation, openedBy, mostCommits);
  const updates: Update[] = [];
  let status: Update['status'] = 'open';
  for (const commit of commits) {
    const own = commit.events.filter(
      (event): event is CaseEvent => 'case' in event && casesOfEvent(event).includes(code),
    );
    const before: Update['status'] = status;
    for (const { type } of own) {
      if (type === 'case.closed') status = 'closed';
      else if (type === 'case.reopened') status = 'open';
    }
    const isNote = publicNotes.includes(commit.revision) && isRestricted !== true;
    const description = isNote ? noteIn(await sealer.open(commit)) : null;
    if (status !== before || description !== null)
      updates.push({ at: commit.at, id: `${code}-${commit.revision}`, code, status, description });
  }
  return updates;
}
