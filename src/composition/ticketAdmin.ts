import { allowedCommands } from '../core/cases/policy.ts';
import type { Agent } from '../core/model/agent.ts';
import { isLaterOpen, isUnknown } from '../core/model/desk/ticket.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../core/ports/caseIndex.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { TicketDesk, TicketSystemView, TicketsView, TicketView } from '../http/api/wireTickets.ts';
import { linkTo, type TicketSystem } from '../tickets/ticketSystem.ts';

const page = 200;
/** Open cases that are looked through, and tickets that are shown. */
const mostCases = 10_000;
const mostShown = 200;

/** What administrators see of the city's ticket systems. */
export function createTicketAdmin(deps: {
  readonly tenant: string;
  readonly systems: readonly TicketSystem[];
  readonly cases: Pick<CaseIndex, 'find'>;
  readonly clock: Clock;
}): TicketDesk {
  const { tenant, systems, cases, clock } = deps;

  function ticketOf({ case: caseState, handledBy }: CaseRow, agent: Agent): TicketView | null {
    const { code, department, ticket } = caseState;
    if (ticket === undefined) return null;
    const now = clock();
    const system = systems.find(({ id }) => id === ticket.system);
    const { status, number, there, at, fault, later } = ticket;
    // Nothing is heard of what is there once its system is gone.
    const isOrphaned = system === undefined && there !== 'closed';
    return {
      code,
      department,
      system: ticket.system,
      status,
      number,
      there,
      at,
      fault,
      link: system === undefined ? null : linkTo(system, number),
      later: later?.status ?? null,
      isStuck: status === 'failed' || isUnknown(ticket, now) || isLaterOpen(ticket) || isOrphaned,
      maySend:
        system !== undefined && allowedCommands({ case: caseState, handledBy }, agent, now).includes('send-ticket'),
    };
  }

  return {
    ticketOf,

    async view(agent) {
      const found: TicketView[] = [];
      let after: string | null = null;
      let seen = 0;
      do {
        const query = queryWith(tenant, { statuses: ['open', 'snoozed'], order: 'changed', after, limit: page });
        const some: Awaited<ReturnType<CaseIndex['find']>> = await cases.find(query);
        found.push(...some.rows.flatMap((row) => ticketOf(row, agent) ?? []));
        seen += some.rows.length;
        after = some.next;
      } while (after !== null && seen < mostCases);
      const counts = new Map<string, TicketsView['counts'][number]>();
      for (const { system, status } of found) {
        const known = counts.get(`${system} ${status}`)?.count ?? 0;
        counts.set(`${system} ${status}`, { system, status, count: known + 1 });
      }
      return {
        systems: systems.map(systemView),
        tickets: found
          .sort((one, other) => Number(other.isStuck) - Number(one.isStuck) || other.at - one.at)
          .slice(0, mostShown),
        counts: [...counts.values()],
        isPart: after !== null || found.length > mostShown,
      };
    },
  };
}

/** What may be shown of a system, field by field: its key is in none of them. */
function systemView(system: TicketSystem): TicketSystemView {
  const { id, name, url, jurisdiction, since, send, share, whenClosed, lostAnswer, updates } = system;
  return {
    id,
    name,
    url,
    jurisdiction,
    since,
    share,
    whenClosed,
    lostAnswer,
    updates,
    send: send.map(({ service, departments, kinds, flows }) => ({ service, departments, kinds, flows })),
  };
}
