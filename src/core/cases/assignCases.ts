import type { Agent, AgentId, StaffDirectory } from '../model/agent.ts';
import { CodedError } from '../model/errors.ts';
import type { CommandReceipt, OwnCommand } from '../model/staffCommand.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../ports/caseIndex.ts';
import { queryWith } from '../ports/caseIndex.ts';
import { candidatesFor } from './assignment.ts';

/** Cases that are looked at in one go: the most urgent ones. */
const atOnce = 200;

export interface AssignDeps {
  readonly index: Pick<CaseIndex, 'find' | 'load'>;
  readonly directory: Pick<StaffDirectory, 'list'>;
  readonly handleOwnCommand: (envelope: OwnCommand) => Promise<CommandReceipt>;
}

/**
 * Gives cases that nobody has to whoever is there for them; what nobody is there for waits, and climbs. Nobody is given
 * the same case by itself twice, unless it was opened again or went to another department: whoever gave it back meant it.
 */
export function createAssigner({ index, directory, handleOwnCommand }: AssignDeps): (tenant: string) => Promise<void> {
  /** What was tried, so that it need not be asked of the journal each time. */
  let tried = new Set<string>();

  return async (tenant) => {
    const agents = await directory.list(tenant);
    const there = agents.filter(({ active, availability }) => active && availability === 'available');
    const departments = [...new Set(there.flatMap((agent) => agent.departments))];
    if (departments.length === 0) return;
    // Those of departments where nobody is would else stand before the others for ever.
    const { rows } = await index.find(nobodys(tenant, departments));
    if (rows.length === 0) return;
    const load = new Map(await index.load(tenant));
    if (tried.size > 10_000) tried = new Set();
    for (const row of rows) {
      const agent = await giveTo(row, candidatesFor(row.case, agents, load));
      if (agent !== null) load.set(agent, (load.get(agent) ?? 0) + 1);
    }
  };

  async function giveTo(row: CaseRow, candidates: readonly Agent[]): Promise<AgentId | null> {
    for (const { id } of candidates) {
      const { tenant, conversation, revision } = row;
      const { code, department, reopened } = row.case;
      const name = ['assign', code, department, reopened, id].join(' ');
      // Once the case has changed, the journal is asked again.
      const attempt = [tenant, name, revision].join(' ');
      if (tried.has(attempt)) continue;
      tried.add(attempt);
      try {
        const handleCommand: OwnCommand = {
          id: name,
          tenant,
          conversation,
          case: code,
          command: { kind: 'assign', to: { agent: id } },
        };
        const { duplicate } = await handleOwnCommand(handleCommand);
        if (!duplicate) return id;
      } catch (error) {
        // Somebody took it, closed it, or it is said of the row only: the next look knows more.
        if (error instanceof CodedError && error.code.startsWith('case.')) return null;
        tried.delete(attempt);
        throw error;
      }
    }
    return null;
  }
}

function nobodys(tenant: string, departments: readonly string[]): CaseQuery {
  return queryWith(tenant, { departments, statuses: ['open'], assignee: 'nobody', limit: atOnce });
}
