import type { AgentId } from '../model/agent.ts';
import { CodedError } from '../model/errors.ts';
import type { CommandReceipt, OwnCommand, StaffCommand } from '../model/staffCommand.ts';
import type { CaseIndex, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import type { DeputyOf } from './sharing/standIn.ts';

/** Page size. */
const page = 200;

export interface ReleaseDeps {
  readonly index: Pick<CaseIndex, 'find'>;
  readonly handleOwnCommand: (envelope: OwnCommand) => Promise<CommandReceipt>;
  /** Left out: nobody has a deputy. */
  readonly deputyOf?: DeputyOf;
}

/** Releases the cases of somebody who goes away. Resolves to the number of cases changed. */
export type ReleaseCases = (tenant: string, agent: AgentId) => Promise<number>;

/**
 * Creates the function that releases the cases of somebody who goes away. Cases in which a citizen waits for them go to
 * their deputy, or to nobody where they have none, and conversations that they have taken over go back to the bot. Cases that they have answered stay
 * theirs.
 */
export function createRelease({ index, handleOwnCommand, deputyOf }: ReleaseDeps): ReleaseCases {
  return async (tenant, agent) => {
    const rows = await casesOf(index, tenant, agent);
    const hasDeputy = rows.length > 0 && ((await deputyOf?.(tenant, agent)) ?? null) !== null;
    let changed = 0;
    for (const row of rows) {
      const command = commandFor(row, agent, hasDeputy);
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

function commandFor({ case: caseState, handledBy }: CaseRow, agent: AgentId, hasDeputy: boolean): StaffCommand | null {
  const waits = caseState.staffAt === null || caseState.staffAt < caseState.citizenAt;
  // What is given to somebody who is away goes to their deputy.
  if (waits) return { kind: 'assign', to: hasDeputy ? { agent } : null };
  return handledBy === agent ? { kind: 'hand-back' } : null;
}
