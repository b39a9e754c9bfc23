import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { FlowVersions } from '../core/journal/flowVersions.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import { createUsableSealer } from '../core/journal/usableContent.ts';
import type { CaseState } from '../core/model/case.ts';
import type { CaseIndex } from '../core/ports/caseIndex.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { FileStore } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { CaseTicketSystem } from '../http/api/wireCases.ts';
import type { TicketDesk } from '../http/api/wireTickets.ts';
import { followTickets } from '../tickets/followTickets.ts';
import { readTicketSystems } from '../tickets/readTicketSystems.ts';
import { createSendTicket } from '../tickets/sendTicket.ts';
import { createTicketClient } from '../tickets/ticketClient.ts';
import { linkTo } from '../tickets/ticketSystem.ts';
import { createTicketAdmin } from './ticketAdmin.ts';

/** The ticket systems of the city, to which cases go. */
export interface BotTickets {
  /** What staff see of the ticket system of a case; null: it is in none. */
  systemOf(of: Pick<CaseState, 'ticket'>): CaseTicketSystem | null;
  /** What administrators see of all of them. */
  readonly desk: TicketDesk;
  /** Keeps cases and tickets in step, until the end, and lets go those that wait for a system that is gone. For one process of all. */
  readonly follow: (end: AbortSignal) => Promise<void>;
}

/** @throws {CodedError} `config.invalid` or `account.secret`, for the file of ticket systems */
export async function openBotTickets(deps: {
  tenant: string;
  config: Pick<Config, 'tickets'>;
  knowledge: Pick<KnowledgeStore, 'content'>;
  store: { readonly journal: Journal; readonly cases: CaseIndex };
  sealer: Sealer;
  records: RecordLog;
  flowVersions: FlowVersions;
  files: FileStore;
  engine: () => Pick<Engine, 'handleOwnCommand'>;
  pubsub: PubSub;
  clock: Clock;
  timer: Timer;
  log: Log;
}): Promise<{ readonly tickets: BotTickets; readonly sideEffects: Pick<SideEffectDeps, 'sendTicket'> }> {
  const { tenant, config, store, sealer, records, flowVersions, files, knowledge, pubsub, clock, timer, log } = deps;
  const systems = config.tickets === null ? [] : await readTicketSystems(config.tickets);
  const common = {
    tenant,
    systems,
    timeZone: () => knowledge.content().calendar.timeZone,
    clock,
    cases: store.cases,
    client: createTicketClient(clock),
    handleOwnCommand: (command: Parameters<Engine['handleOwnCommand']>[0]) => deps.engine().handleOwnCommand(command),
    newId: randomUUID,
  };
  const usable = createUsableSealer(store.journal, sealer);
  const reporting = { journal: store.journal, sealer: usable, flowOf: flowVersions.find, files };
  const watching = { inboundKey: sealer.inboundKey, open: usable.open };
  return {
    tickets: {
      systemOf({ ticket }) {
        if (ticket === undefined) return null;
        const system = systems.find(({ id }) => id === ticket.system);
        return system === undefined
          ? { name: ticket.system, link: null, isGone: true, takesUpdates: false }
          : {
              name: system.name,
              link: linkTo(system, ticket.number),
              isGone: false,
              takesUpdates: system.updates === 'send',
            };
      },
      desk: createTicketAdmin({ tenant, systems, cases: store.cases, clock }),
      follow: (end) => followTickets({ ...common, ...reporting, sealer: watching, records, pubsub, timer, log }, end),
    },
    sideEffects: {
      sendTicket: createSendTicket({
        ...common,
        ...reporting,
      }),
    },
  };
}
