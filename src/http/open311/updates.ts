import { casesOfEvent } from '../../core/cases/caseTurns.ts';
import type { CaseCode } from '../../core/model/case.ts';
import type { Commit } from '../../core/model/commit.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import { queryWith } from '../../core/ports/caseIndex.ts';
import { wrong } from './errors.ts';
import type { FindDeps } from './findRequests.ts';
import { noteIn, type PublicRequestDeps } from './publicRequest.ts';
import { w3cTime } from './time.ts';
import type { Wire } from './wire.ts';

const batch = 200;
/** Cases, and commits of all of them, that are looked through for one answer. */
const mostCases = 2_000;
const mostCommits = 2_000;

/** When updates are asked for: at or after the first time, and before the second. */
interface Range {
  readonly from: number;
  readonly before: number;
}

/**
 * What happened to requests between two times, oldest first: changes of their status, and the notes that are public.
 * @throws {CodedError} `input.invalid` where that is too much for one answer
 */
export async function findUpdates(
  deps: PublicRequestDeps & Omit<FindDeps, 'cases'> & { readonly cases: Pick<CaseIndex, 'find'> },
  range: Range,
): Promise<readonly Wire[]> {
  const { from, before } = range;
  const updates: Update[] = [];
  const left = { cases: mostCases, commits: mostCommits };
  for (let after: string | null = null; ; ) {
    const found = await deps.cases.find(
      queryWith(deps.tenant, {
        accounts: [deps.account],
        openedBefore: before,
        order: 'changed',
        after,
        limit: batch,
      }),
    );
    const rows = found.rows.filter(({ changedAt }) => changedAt >= from);
    left.cases -= rows.length;
    if (left.cases < 0) throw tooMuch();
    for (const row of rows) if (mayHaveSome(row, range)) updates.push(...(await updatesOf(deps, row, before, left)));
    after = found.next;
    // What changed last comes first: the rest is older still.
    if (after === null || rows.length < found.rows.length) break;
  }
  return updates
    .filter(({ at }) => at >= from && at < before)
    .sort((one, other) => one.at - other.at)
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

/** Whether its commits have to be read: most cases are open and never were anything else. */
function mayHaveSome({ case: { filed, closed, reopened, publicNotes = [] } }: CaseRow, { from, before }: Range) {
  if (filed === undefined) return false;
  return publicNotes.length > 0 || reopened > 0 || (closed !== null && closed.at >= from && closed.at < before);
}

async function updatesOf(
  { journal, sealer }: PublicRequestDeps,
  { conversation, isRestricted, case: { code, openedBy, publicNotes = [] } }: CaseRow,
  before: number,
  left: { commits: number },
): Promise<readonly Update[]> {
  const updates: Update[] = [];
  let status: Update['status'] = 'open';
  for (let after = openedBy; ; ) {
    const commits = await journal.read(conversation, after, batch);
    left.commits -= commits.length;
    if (left.commits < 0) throw tooMuch();
    for (const commit of commits) {
      if (commit.at >= before) return updates;
      const earlier: Update['status'] = status;
      status = statusAfter(commit, code, earlier);
      const isNote = publicNotes.includes(commit.revision) && isRestricted !== true;
      const description = isNote ? noteIn(await sealer.open(commit)) : null;
      if (status !== earlier || description !== null)
        updates.push({ at: commit.at, id: `${code}-${commit.revision}`, code, status, description });
      after = commit.revision;
    }
    if (commits.length < batch) return updates;
  }
}

function statusAfter({ events }: Commit, code: CaseCode, before: Update['status']): Update['status'] {
  let status = before;
  for (const event of events) {
    if (!('case' in event) || !casesOfEvent(event).includes(code)) continue;
    if (event.type === 'case.closed') status = 'closed';
    else if (event.type === 'case.reopened') status = 'open';
  }
  return status;
}

const tooMuch = () =>
  wrong('More happened since the start_date than one answer can tell. Ask with a later start_date.');
