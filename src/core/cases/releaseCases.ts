import type { Agent, AgentId } from '../model/agent.ts';
import { CodedError } from '../model/errors.ts';
import type { CommandReceipt, OwnCommand, StaffCommand } from '../model/staffCommand.ts';
import type { CaseIndex, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import { seesDepartment } from './policy.ts';
import type { DeputyOf } from './sharing/standIn.ts';

/** Page size. */
const page = 200;

interface ReleaseDeps {
  readonly index: Pick<CaseIndex, 'find'>;
  readonly handleOwnCommand: (envelope: OwnCommand) => Promise<CommandReceipt>;
  /** Absent: nobody has a deputy. */
  readonly deputyOf?: DeputyOf;
}

/**
 * Releases the cases of somebody who goes away, or, where `awaySince` is given, those of somebody who has been away since
 * then in which a citizen has come to wait. Resolves to the number of cases changed.
 */
export type ReleaseCases = (tenant: string, agent: AgentId, awaySince?: number) => Promise<number>;

/**
 * Creates the function that releases the cases of somebody who goes away. Cases in which a citizen waits for them go to
 * their deputy, or to nobody where no deputy is there who sees the department's cases, and conversations that they have
 * taken over go back to the bot. Cases that they have answered stay theirs until a citizen waits in them again. Who
 * answers although they are away keeps what they serve.
 */
export function createRelease({ index, handleOwnCommand, deputyOf }: ReleaseDeps): ReleaseCases {
  return async (tenant, agent, awaySince) => {
    const rows = await casesOf(index, tenant, agent);
    const deputy = rows.length === 0 ? null : ((await deputyOf?.(tenant, agent)) ?? null);
    let changed = 0;
    for (const row of rows) {
      const command =
        awaySince === undefined ? onLeaving(row, agent, deputy) : whileAway(row, agent, { deputy, awaySince });
      if (command === null) continue;
      const { conversation, revision } = row;
      const { code } = row.case;
      const id = ['release', code, agent, revision].join(' ');
      try {
        if (!(await handleOwnCommand({ id, tenant, conversation, case: code, command })).duplicate) changed += 1;
      } catch (error) {
        // It was closed or taken meanwhile: there is nothing to release.
        if (!(error instanceof CodedError && error.code.startsWith('case.'))) throw error;
      }
    }
    return changed;
  };
}

async function casesOf(index: ReleaseDeps['index'], tenant: string, agent: AgentId): Promise<readonly CaseRow[]> {
  const all: CaseRow[] = [];
  for (let after: string | null = null; ; ) {
    const asked = { statuses: ['open', 'snoozed'], assignee: agent, after, limit: page } as const;
    const found = await index.find(queryWith(tenant, asked));
    all.push(...found.rows);
    if (found.next === null) return all;
    after = found.next;
  }
}

/** The new assignee of a case whose citizen waits; null: nobody waits. */
function passOn({ case: caseState }: CaseRow, agent: AgentId, deputy: Agent | null): StaffCommand | null {
  const { staffAt, citizenAt, department } = caseState;
  if (staffAt !== null && staffAt >= citizenAt) return null;
  const isThere = deputy !== null && deputy.availability === 'available' && seesDepartment(deputy, department);
  // Cases assigned to somebody who is away go to their deputy.
  return { kind: 'assign', to: isThere ? { agent } : null };
}

function onLeaving(row: CaseRow, agent: AgentId, deputy: Agent | null): StaffCommand | null {
  return passOn(row, agent, deputy) ?? (row.handledBy === agent ? { kind: 'hand-back' } : null);
}

/** What they have taken over since, or written in, they serve although they are away. */
function whileAway(
  row: CaseRow,
  agent: AgentId,
  { deputy, awaySince }: { readonly deputy: Agent | null; readonly awaySince: number },
): StaffCommand | null {
  const { status, staffAt, left, citizenAt } = row.case;
  // Colleagues left it with them knowing that they are away, and nobody has written since.
  if (left?.agent === agent && left.at >= citizenAt) return null;
  const isTheirs = row.handledBy === agent || (staffAt !== null && staffAt > awaySince);
  // Without a deputy, colleagues gave it to them knowing that they are away.
  return isTheirs || status !== 'open' || deputy === null ? null : passOn(row, agent, deputy);
}
