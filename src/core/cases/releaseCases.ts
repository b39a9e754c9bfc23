import type { AgentId } from '../model/agent.ts';
import { CodedError } from '../model/errors.ts';
import type { CommandReceipt, OwnCommand, StaffCommand } from '../model/staffCommand.ts';
import type { CaseIndex, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';

/** Page size. */
const page = 200;

export interface ReleaseDeps {
  readonly index: Pick<CaseIndex, 'find'>;
  readonly handleOwnCommand: (envelope: OwnCommand) => Promise<CommandReceipt>;
}

/** Releases the cases of somebody who goes away. Resolves to the number of cases changed. */
export type ReleaseCases = (tenant: string, agent: AgentId) => Promise<number>;

/**
 * Creates the function that releases the cases of somebody who goes away. Cases in which a citizen waits for them are
 * unassigned, and conversations that they have taken over go back to the bot. Cases that they have answered stay
 * theirs.
 */
export function createRelease({ index, handleOwnCommand }: ReleaseDeps): ReleaseCases {
  return async (tenant, agent) => {
    const rows = await casesOf(index, tenant, agent);
    let changed = 0;
    for (const row of rows) {
      const command = commandFor(row, agent);
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

function commandFor({ case: caseState, handledBy }: CaseRow, agent: AgentId): StaffCommand | null {
  const waits = caseState.staffAt === null || caseState.staffAt < caseState.citizenAt;
  if (waits) return { kind: 'assign', to: null };
  return handledBy === agent ? { kind: 'hand-back' } : null;
}
