import type { Agent } from '../../core/agent.ts';
import type { CaseCode } from '../../core/case.ts';
import type { CaseRow } from '../../core/caseIndex.ts';
import { type CaseSight, isInSight, sightOf as sightIn } from '../../core/caseSight.ts';
import { CodedError } from '../../core/errors.ts';
import { caseCode, check } from './check.ts';
import type { ConsoleParts } from './parts.ts';
import type { Ask } from './route.ts';

type SightParts = Pick<ConsoleParts, 'content' | 'cases' | 'tenant' | 'log'>;

/** Which cases somebody sees; null: all. */
export function sightOf(agent: Agent, { content }: Pick<ConsoleParts, 'content'>): CaseSight | null {
  return sightIn(agent, content().calendar.hoursOf);
}

/**
 * The case in the address of a request, if whoever asks may see it.
 * @throws {CodedError} `case.unknown` also where there is one that they may not see: that it exists is not their matter
 */
export async function caseOf({ agent, request }: Ask, parts: SightParts): Promise<CaseRow> {
  return findCase(check(caseCode, request.params.code), agent, parts);
}

/** A case by its code, if somebody may see it. @throws {CodedError} `case.unknown` */
export async function findCase(code: CaseCode, agent: Agent, parts: SightParts): Promise<CaseRow> {
  const row = await parts.cases.byCode(parts.tenant, code);
  if (row !== null && isInSight(sightOf(agent, parts), row.case)) return row;
  throw new CodedError(
    'case.unknown',
    'There is no such case among those that you see. Look its code up in the inbox.',
  );
}

/** Puts into the log who read something of a case: codes and ids, never text. */
export function noteReading({ agent }: Ask, row: CaseRow, what: 'case' | 'turns' | 'file', { log }: SightParts): void {
  log.info({ audit: 'read', agent: agent.id, case: row.case.code, what }, 'somebody of staff read of a case');
}
