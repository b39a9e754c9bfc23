import { z } from 'zod';
import { administrators } from '../../core/cases/policy.ts';
import { CodedError } from '../../core/model/errors.ts';
import { requestedCase } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { TicketView } from './wireTickets.ts';

const nothing = z.strictObject({});

/** The ticket systems of the city and their tickets, for administrators. */
export function ticketRoutes(
  deps: Pick<ApiDeps, 'tickets' | 'handleCommand' | 'cases' | 'content' | 'tenant' | 'newId'>,
): readonly ApiRoute[] {
  const { tickets, handleCommand, cases, tenant, newId } = deps;
  return [
    {
      method: 'get',
      path: 'tickets',
      roles: administrators,
      kind: 'read',
      answer: ({ agent }) => tickets.view(agent),
    },
    {
      method: 'post',
      path: 'tickets/:code/send',
      roles: administrators,
      kind: 'write',
      async answer(context): Promise<TicketView> {
        const { agent, request } = context;
        check(nothing, request.body ?? {});
        const row = await requestedCase(context, deps);
        const { conversation } = row;
        const { code } = row.case;
        const envelope = { id: newId(), tenant, conversation, case: code, by: agent.id, seen: null };
        await handleCommand({ ...envelope, command: { kind: 'send-ticket' } });
        const ticket = tickets.ticketOf((await cases.byCode(tenant, code)) ?? row, agent);
        if (ticket === null) throw new CodedError('case.step', 'The case is no longer in a ticket system.');
        return ticket;
      },
    },
  ];
}
