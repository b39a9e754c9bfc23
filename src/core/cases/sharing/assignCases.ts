import type { Agent, AgentId, StaffDirectory } from '../../model/agent.ts';
import { type Capacity, capacityOf } from '../../model/desk/capacity.ts';
import { CodedError } from '../../model/errors.ts';
import type { CommandReceipt, OwnCommand } from '../../model/staffCommand.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../../ports/caseIndex.ts';
import { queryWith } from '../../ports/caseIndex.ts';
import { isWaiting } from '../waiting.ts';
import { candidatesFor } from './assignment.ts';

/** Maximum number of cases per pass; the most urgent come first. */
const passLimit = 200;
interface AssignDeps {
  readonly index: Pick<CaseIndex, 'find' | 'load'>;
  readonly directory: Pick<StaffDirectory, 'list'>;
  /** How many citizens may wait for each. What exceeds it stays without an assignee, where all colleagues see it. */
  readonly capacities: () => Promise<readonly Capacity[]>;
  readonly handleOwnCommand: (envelope: OwnCommand) => Promise<CommandReceipt>;
}

/**
 * Assigns unassigned cases to available staff. A case that nobody is available for waits and is escalated. The
 * service never assigns a case to the same person twice, because they may have given it back on purpose; reopening the
 * case or moving it to another department allows it again.
 */
export function createAssigner(deps: AssignDeps): (tenant: string) => Promise<void> {
  const { index, directory, handleOwnCommand } = deps;
  /** Attempts so far, so that the journal need not be asked about each one again. */
  let tried = new Set<string>();

  return async (tenant) => {
    const agents = await directory.list(tenant);
    const available = agents.filter(({ active, availability }) => active && availability === 'available');
    const departments = [...new Set(available.flatMap((agent) => agent.departments))];
    if (departments.length === 0) return;
    // Skips departments where nobody is available: their cases would otherwise fill every page.
    const { rows } = await index.find(unassignedQuery(tenant, departments));
    if (rows.length === 0) return;
    const load = new Map(await index.load(tenant));
    if (tried.size > 10_000) tried = new Set();
    const waiting = new Map<AgentId, number>();
    const capacities = await deps.capacities();
    for (const row of rows) {
      const agent = await giveTo(
        row,
        await withTime(row, candidatesFor(row.case, agents, load), { load, waiting, capacities }),
      );
      if (agent === null) continue;
      load.set(agent, (load.get(agent) ?? 0) + 1);
      waiting.set(agent, (waiting.get(agent) ?? 0) + 1);
    }
  };

  /** The candidates for whom not too many wait. An emergency goes to anybody. */
  async function withTime(
    row: CaseRow,
    candidates: readonly Agent[],
    {
      load,
      waiting,
      capacities,
    }: {
      load: ReadonlyMap<AgentId, number>;
      waiting: Map<AgentId, number>;
      capacities: readonly Capacity[];
    },
  ): Promise<readonly Agent[]> {
    if (row.case.priority === 'urgent') return candidates;
    const free: Agent[] = [];
    for (const agent of candidates) {
      const { id } = agent;
      const capacity = capacityOf(capacities, id);
      const count = waiting.get(id) ?? (await waitingFor(row.tenant, id, { load: load.get(id) ?? 0, capacity }));
      waiting.set(id, count);
      if (count < capacity) free.push(agent);
    }
    return free;
  }

  /** How many citizens wait for somebody who has so many open cases; where these are few, no fewer than do. */
  async function waitingFor(
    tenant: string,
    assignee: AgentId,
    { load, capacity }: { readonly load: number; readonly capacity: number },
  ): Promise<number> {
    if (load < capacity) return load;
    const { rows } = await index.find(queryWith(tenant, { assignee, statuses: ['open'], limit: passLimit }));
    return rows.filter((row) => isWaiting(row.case)).length;
  }

  async function giveTo(row: CaseRow, candidates: readonly Agent[]): Promise<AgentId | null> {
    for (const { id } of candidates) {
      const { tenant, conversation, revision } = row;
      const { code, department, reopened } = row.case;
      const name = ['assign', code, department, reopened, id].join(' ');
      // A new revision is a new attempt: the journal is asked again.
      const attempt = [tenant, name, revision].join(' ');
      if (tried.has(attempt)) continue;
      tried.add(attempt);
      try {
        const envelope: OwnCommand = {
          id: name,
          tenant,
          conversation,
          case: code,
          command: { kind: 'assign', to: { agent: id } },
        };
        const { duplicate } = await handleOwnCommand(envelope);
        if (!duplicate) return id;
      } catch (error) {
        // Somebody took or closed it, or the row was out of date: the next pass sees the newer state.
        if (error instanceof CodedError && error.code.startsWith('case.')) return null;
        tried.delete(attempt);
        throw error;
      }
    }
    return null;
  }
}

function unassignedQuery(tenant: string, departments: readonly string[]): CaseQuery {
  return queryWith(tenant, { departments, statuses: ['open'], assignee: 'nobody', limit: passLimit });
}
