import type { Agent } from '../../core/model/agent.ts';
import type { LaterToTicket, TicketFault } from '../../core/model/desk/ticket.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';

/** A ticket system of the city as administrators see it: never its key. */
export interface TicketSystemView {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly jurisdiction: string;
  /** The day in the town from which cases are sent, `YYYY-MM-DD`. */
  readonly since: string;
  /** Which cases go there, under which code of a service; an empty list: all. */
  readonly send: readonly {
    readonly service: string;
    readonly departments: readonly string[];
    readonly kinds: readonly string[];
    readonly flows: readonly string[];
  }[];
  /** What it is told of a case. */
  readonly share: readonly string[];
  readonly whenClosed: 'notify-staff' | 'resolve';
  readonly lostAnswer: 'ask' | 'search' | 'repeat';
  readonly updates: 'none' | 'send';
}

/** A case of a ticket system: nothing of what it is about. */
export interface TicketView {
  readonly code: string;
  readonly department: string;
  /** Id of the system; it may be gone from the settings. */
  readonly system: string;
  readonly status: 'waiting' | 'sending' | 'sent' | 'unsure' | 'failed';
  readonly number: string | null;
  /** To the ticket there; null: nowhere. */
  readonly link: string | null;
  readonly there: 'open' | 'closed' | null;
  /** When its status changed, milliseconds since 1970. */
  readonly at: number;
  readonly fault: TicketFault | null;
  /** How what the person said later is doing; null: nothing was sent. */
  readonly later: LaterToTicket['status'] | null;
  /** Whether somebody has to look: it is not there, or nobody knows, or its system is gone. */
  readonly isStuck: boolean;
  /** Whether it can be sent again now. */
  readonly maySend: boolean;
}

export interface TicketsView {
  readonly systems: readonly TicketSystemView[];
  /** Open cases, those that are stuck first, then the newest: at most two hundred. */
  readonly tickets: readonly TicketView[];
  /** How many open cases there are of each system and status. */
  readonly counts: readonly {
    readonly system: string;
    readonly status: TicketView['status'];
    readonly count: number;
  }[];
  /** Open cases that were looked through are not all: there are more. */
  readonly isPart: boolean;
}

/** What becomes of cases in the city's ticket systems. */
export interface TicketDesk {
  view(agent: Agent): Promise<TicketsView>;
  /** Null: the case is in no ticket system. */
  ticketOf(row: CaseRow, agent: Agent): TicketView | null;
}
