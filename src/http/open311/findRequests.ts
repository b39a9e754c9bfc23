import type { CaseCode } from '../../core/model/case.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../../core/ports/caseIndex.ts';
import { wrong } from './errors.ts';
import { mostFound, type RequestQuery } from './parameters.ts';
import type { Service } from './services.ts';

/** Rows that are asked for at once. */
const batch = 200;

export interface FindDeps {
  readonly tenant: string;
  /** Id of the account of requests that programs filed. */
  readonly account: string;
  readonly cases: Pick<CaseIndex, 'find' | 'byCode'>;
}

/** A request that a program filed; null: there is none of this code. Cases of conversations are nobody else's. */
export async function findRequest({ tenant, cases }: FindDeps, code: CaseCode): Promise<CaseRow | null> {
  const row = await cases.byCode(tenant, code);
  return row?.case.filed === undefined ? null : row;
}

/**
 * The requests that somebody asks for: what changed last comes first, or in the order of the ids. Around a place, all
 * pages of those whose place is public: where they are has to be read before they can be counted.
 * @throws {CodedError} `input.invalid` where these are too many
 */
export async function findRequests(
  deps: FindDeps,
  asked: RequestQuery,
  services: readonly Service[],
): Promise<readonly CaseRow[]> {
  if (asked.codes !== null) {
    const found: CaseRow[] = [];
    for (const code of new Set(asked.codes)) {
      const row = await findRequest(deps, code);
      if (row !== null) found.push(row);
    }
    return found;
  }
  const kinds = asked.services?.flatMap(
    (code) => services.find(({ definition }) => definition.id === code)?.kind ?? [],
  );
  if (kinds?.length === 0) return [];
  const isAsked = ({ case: { filed, published } }: CaseRow) =>
    filed !== undefined &&
    (asked.services === null || asked.services.includes(filed.service)) &&
    (asked.near === null || published?.place === true);
  const skipped = asked.near === null ? (asked.page - 1) * asked.pageSize : 0;
  const end = asked.near === null ? skipped + asked.pageSize : mostFound + 1;
  const rows: CaseRow[] = [];
  for (let after: string | null = null; rows.length < end; ) {
    const found = await deps.cases.find(
      queryWith(deps.tenant, {
        accounts: [deps.account],
        kinds: kinds ?? null,
        statuses:
          asked.statuses?.flatMap((each) => (each === 'open' ? (['open', 'snoozed'] as const) : ['closed'])) ?? null,
        openedFrom: asked.from,
        openedBefore: asked.before,
        order: 'changed',
        after,
        limit: batch,
      }),
    );
    rows.push(...found.rows.filter(isAsked));
    after = found.next;
    if (after === null) break;
  }
  if (asked.near !== null && rows.length > mostFound)
    throw wrong('There are too many requests in this time to look for a place. Ask for a shorter time.');
  return rows.slice(skipped, end);
}
