import { hasBrokenGlass, isVisible, visibilityOf as visibilityIn } from '../../core/cases/caseVisibility.ts';
import { isRestricted, restrictedError } from '../../core/journal/usableContent.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseCode } from '../../core/model/case.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { CaseRow, CaseVisibility } from '../../core/ports/caseIndex.ts';
import type { ApiDeps } from './deps.ts';
import type { RequestContext } from './route.ts';
import { caseCode, check } from './validate.ts';

type VisibilityDeps = Pick<ApiDeps, 'content' | 'cases' | 'tenant'>;

/** Which cases somebody may see; null: all. */
export function agentVisibility(agent: Agent, { content }: Pick<ApiDeps, 'content'>): CaseVisibility | null {
  return visibilityIn(agent, content().calendar.hoursOf);
}

/**
 * The case in the address of a request, if the sender may see it.
 * @throws {CodedError} `case.unknown`, also where the case exists but they may not see it: that it exists is
 * confidential
 */
export async function requestedCase({ agent, request }: RequestContext, deps: VisibilityDeps): Promise<CaseRow> {
  return findCase(check(caseCode, request.params.code), agent, deps);
}

/**
 * The same for what was said: while it is restricted, only who opened it for a reason may read it, whatever their role.
 * @throws {CodedError} `case.unknown`, `case.restricted`
 */
export async function readableCase(
  context: RequestContext,
  deps: VisibilityDeps & Pick<ApiDeps, 'journal' | 'clock'>,
): Promise<CaseRow> {
  const row = await requestedCase(context, deps);
  await refuseRestricted(row, context.agent, deps);
  return row;
}

/** @throws {CodedError} `case.restricted` */
export async function refuseRestricted(
  row: CaseRow,
  agent: Agent,
  { journal, clock }: Pick<ApiDeps, 'journal' | 'clock'>,
): Promise<void> {
  if (hasBrokenGlass(row.case, agent.id, clock())) return;
  if (await isRestricted(journal, row.conversation)) throw restrictedError();
}

/** A case by its code, if somebody may see it. @throws {CodedError} `case.unknown` */
export async function findCase(code: CaseCode, agent: Agent, deps: VisibilityDeps): Promise<CaseRow> {
  const row = await deps.cases.byCode(deps.tenant, code);
  if (row !== null && isVisible(agentVisibility(agent, deps), row.case)) return row;
  throw new CodedError(
    'case.unknown',
    'There is no such case among those that you may see. Look up its code in the inbox.',
  );
}

/** Records who reads something of a case, before it is shown: codes and ids, never text. */
export async function noteReading(
  { agent, session }: RequestContext,
  row: CaseRow,
  file: string | null,
  { readings }: Pick<ApiDeps, 'readings'>,
): Promise<void> {
  await readings.note({ by: agent.id, what: file === null ? 'case' : 'file', code: row.case.code, file }, session);
}

/** Records who views or searches lists, because these show the beginnings of messages. */
export async function noteListing(
  { agent, session }: Pick<RequestContext, 'agent' | 'session'>,
  what: 'list' | 'search',
  { readings }: Pick<ApiDeps, 'readings'>,
): Promise<void> {
  await readings.note({ by: agent.id, what, code: null, file: null }, session);
}
