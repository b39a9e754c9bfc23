import type { CaseCode } from '../core/model/case.ts';
import type { ConversationId } from '../core/model/conversation.ts';
import type { CaseTicket, TicketStep } from '../core/model/desk/ticket.ts';
import type { CaseRow } from '../core/ports/caseIndex.ts';
import { recognisedMs } from './sendTicket.ts';
import type { CallOutcome, TicketClient } from './ticketClient.ts';
import type { TicketSystem } from './ticketSystem.ts';
import type { WriteReportDeps } from './writeReport.ts';
import { writeUpdate } from './writeUpdate.ts';

/** For how long a system that is not reached is tried, milliseconds. */
const givesUpMs = 3 * 60 * 60_000;
const againMs = 60_000;

/** Whether a step was recorded, said nothing new, or could not be recorded. */
export type StepTaken = 'taken' | 'unchanged' | 'failed';

interface SendUpdatesDeps extends WriteReportDeps {
  readonly systems: readonly TicketSystem[];
  readonly client: Pick<TicketClient, 'update'>;
  readonly take: (conversation: ConversationId, code: CaseCode, step: TicketStep) => Promise<StepTaken>;
  /** Whether the person has said all for now. */
  readonly isSettled: (row: CaseRow, system: TicketSystem) => boolean;
  /** Takes one of those that a system may be sent in a minute. */
  readonly mayBeSent: (system: TicketSystem) => boolean;
  readonly clock: () => number;
}

/** From when on a ticket system has not been told what its person said, milliseconds since 1970. */
export function sentUntil({ begunAt = 0, later }: CaseTicket): number {
  if (later === undefined) return begunAt;
  // A person looks at what may have arrived; it does not go out a second time with what was said since.
  return later.status === 'unsure' ? later.until : later.sentUntil;
}

/**
 * Tells ticket systems what people said of their cases after these were sent. Its beginning is recorded first; where an answer
 * was lost, it is sent again only to a system that knows a repeated request.
 */
export function createSendUpdates(deps: SendUpdatesDeps) {
  const { systems, client, take, clock } = deps;
  const waiting = new Map<CaseCode, CaseRow>();
  /** When a case, or all of a system, is tried again. */
  const retryAt = new Map<string, number>();

  function consider(row: CaseRow): void {
    const { code, ticket, citizenAt, status } = row.case;
    waiting.delete(code);
    const system = systems.find(({ id }) => id === ticket?.system);
    if (ticket?.status !== 'sent' || ticket.number === null || system?.updates !== 'send') return;
    if (status === 'closed' || row.isRestricted === true) return;
    const { later } = ticket;
    const isUnderWay = later?.status === 'waiting' || later?.status === 'sending';
    if (isUnderWay || citizenAt > (later?.until ?? sentUntil(ticket))) waiting.set(code, row);
  }

  async function sendUpdate(row: CaseRow, ticket: CaseTicket, system: TicketSystem): Promise<void> {
    const { conversation } = row;
    const { code, citizenAt } = row.case;
    const now = clock();
    const { later } = ticket;
    if (later?.status === 'sending') {
      // An attempt began, and nobody knows how it ended.
      if (system.lostAnswer !== 'repeat' || now - later.at >= recognisedMs) {
        await take(conversation, code, { type: 'later', is: 'unsure', until: later.until, fault: null });
        return;
      }
    } else if (!deps.isSettled(row, system) && later?.status !== 'waiting') return;
    if (later?.status !== 'sending' && !deps.mayBeSent(system)) return;
    const range = { from: sentUntil(ticket), until: later?.status === 'sending' ? later.until : citizenAt };
    const { until, report } = await writeUpdate(deps, row, system, range);
    if (report === null) {
      await take(conversation, code, { type: 'later', is: 'sent', until, fault: null });
      return;
    }
    if (later?.status !== 'sending') {
      const begun = await take(conversation, code, { type: 'later', is: 'sending', until, fault: null });
      // The list of cases was behind: this was told, or is being told.
      if (begun !== 'taken') return;
    }
    const outcome = await client.update(system, report, `${code}.later.${until}`);
    // A repetition that fails says nothing of the attempt before.
    const isRepeated = later?.status === 'sending';
    if (outcome.kind === 'wait') retryAt.set(system.id, outcome.retryAt);
    else if (outcome.kind !== 'answered' && outcome.kind !== 'refused')
      retryAt.set(code, now + (isRepeated ? againMs : Math.max(againMs, (now - citizenAt) / 2)));
    const step = stepAfter(outcome, { isRepeated, isOver: now - citizenAt >= givesUpMs, system });
    if (step !== null) await take(conversation, code, { type: 'later', until, ...step });
  }

  return {
    consider,
    clear: () => waiting.clear(),
    async look(isOver: () => boolean): Promise<void> {
      for (const [code, row] of waiting) {
        if (isOver()) return;
        const { ticket } = row.case;
        const system = systems.find(({ id }) => id === ticket?.system);
        const at = Math.max(retryAt.get(code) ?? 0, retryAt.get(system?.id ?? '') ?? 0);
        if (ticket === undefined || system === undefined || clock() < at) continue;
        retryAt.delete(code);
        await sendUpdate(row, ticket, system);
      }
    },
  };
}

/** What is known after a call; null: what the attempt before it left. */
function stepAfter(
  outcome: CallOutcome,
  {
    isRepeated,
    isOver,
    system,
  }: { readonly isRepeated: boolean; readonly isOver: boolean; readonly system: TicketSystem },
): Pick<Extract<TicketStep, { type: 'later' }>, 'is' | 'fault'> | null {
  switch (outcome.kind) {
    case 'answered':
      return { is: 'sent', fault: null };
    case 'refused':
      return isRepeated ? { is: 'unsure', fault: null } : { is: 'failed', fault: `http-${outcome.status}` };
    case 'wait':
    case 'unreached':
      if (isRepeated) return null;
      return isOver ? { is: 'failed', fault: 'unreachable' } : { is: 'waiting', fault: null };
    case 'doubtful':
      return system.lostAnswer === 'repeat' ? null : { is: 'unsure', fault: null };
  }
}
