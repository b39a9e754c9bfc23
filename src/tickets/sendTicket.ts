import type { RecordLog } from '../core/journal/recordLog.ts';
import type { CaseCode, CaseState } from '../core/model/case.ts';
import { type Commit, isRecord } from '../core/model/commit.ts';
import { type ConversationId, upToDate } from '../core/model/conversation.ts';
import type { CaseTicket, TicketStep } from '../core/model/desk/ticket.ts';
import { PlatformRefused, PlatformUnreachable } from '../core/model/errors.ts';
import type { SideEffect } from '../core/model/event.ts';
import type { TicketTaskRecord } from '../core/model/records.ts';
import type { CommandReceipt, OwnCommand } from '../core/model/staffCommand.ts';
import type { SideEffectAttempt } from '../core/outbox/runAllSideEffects.ts';
import type { CaseIndex, CaseRow } from '../core/ports/caseIndex.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { CallOutcome, TicketClient } from './ticketClient.ts';
import { type TicketRule, type TicketSystem, ticketRuleFor } from './ticketSystem.ts';
import { ticketReference, type WriteReportDeps, writeReport } from './writeReport.ts';

/** Within how long a repeated request is known as such, milliseconds: less than the ten minutes that are usual. */
export const recognisedMs = 8 * 60_000;
/** After how long a request that a system took is surely in its list, milliseconds. */
const listedMs = 2 * 60_000;
/** How far the clocks of two services may be apart, milliseconds. */
const clocksApartMs = 10 * 60_000;

interface SendTicketDeps extends WriteReportDeps {
  readonly journal: Pick<Journal, 'read' | 'load'>;
  readonly cases: Pick<CaseIndex, 'byCode'>;
  readonly systems: readonly TicketSystem[];
  readonly client: Pick<TicketClient, 'file' | 'filedBetween'>;
  readonly timeZone: () => string;
  /** Records a step of the service in a case. */
  readonly handleOwnCommand: (command: OwnCommand) => Promise<CommandReceipt>;
  readonly newId: () => string;
  readonly clock: Clock;
}

/** The account id in records of these tasks: no real account can have it. */
const tasksAccount = '(tickets)';

/** Queues a case for its ticket system, once a round. */
export async function queueTicket(
  records: Pick<RecordLog, 'append'>,
  of: {
    readonly tenant: string;
    readonly conversation: ConversationId;
    readonly code: CaseCode;
    readonly round: number;
  },
): Promise<boolean> {
  const { tenant, conversation, code, round } = of;
  const stream = { tenant, account: tasksAccount, name: `ticket ${JSON.stringify([conversation, code])}` };
  const appended = await records.append<TicketTaskRecord>(stream, '', (known) =>
    known !== null && known.round >= round
      ? null
      : {
          events: [{ type: 'ticket.queued', code }],
          state: { record: 'ticket-task', shape: 1, case: code, conversation, round },
          sideEffects: [{ type: 'send-ticket', conversation, case: code }],
        },
  );
  return appended !== null;
}

/** The case, its ticket and where it goes, at one attempt. */
interface Attempt {
  readonly conversation: ConversationId;
  readonly row: CaseRow;
  readonly ticket: CaseTicket;
  readonly system: TicketSystem;
  readonly rule: TicketRule;
  readonly isLast: boolean;
}

/**
 * Sends a case to its ticket system, as a task of the outbox. Its beginning is recorded first. Where an answer was lost, it is sent
 * again only if the system knows a repeated request, or surely did not get the first one; else a person looks.
 */
export function createSendTicket(deps: SendTicketDeps) {
  const { tenant, cases, systems, client, handleOwnCommand, clock } = deps;

  async function take(conversation: ConversationId, code: CaseCode, step: TicketStep): Promise<boolean> {
    // A step may come again in the same round, as after an attempt that reached nobody: what it finds decides.
    const id = deps.newId();
    const command = { kind: 'ticket', step } as const;
    const { duplicate } = await handleOwnCommand({ id, tenant, conversation, case: code, command });
    return !duplicate;
  }

  async function stateOf(conversation: ConversationId, code: CaseCode): Promise<CaseState | null> {
    const { latest } = await deps.journal.load(conversation, '');
    if (latest === null || isRecord(latest.state)) return null;
    return upToDate(latest.state).cases.find((each) => each.code === code) ?? null;
  }

  return async function sendTicket(
    { conversation, case: code }: Extract<SideEffect, { type: 'send-ticket' }>,
    commit: Pick<Commit, 'state'>,
    { isLast }: SideEffectAttempt,
  ): Promise<void> {
    const { round } = commit.state as TicketTaskRecord;
    const caseState = await stateOf(conversation, code);
    const ticket = caseState?.ticket;
    if (caseState === null || ticket === undefined || ticket.round !== round) return;
    if (ticket.status !== 'waiting' && ticket.status !== 'sending') return;
    try {
      await attempt(conversation, caseState, ticket, { isLast });
    } catch (error) {
      if (isLast) await giveUp(conversation, code, round);
      throw error;
    }
  };

  /** Nobody tries again: staff are told, whatever it was that failed. */
  async function giveUp(conversation: ConversationId, code: CaseCode, round: number): Promise<void> {
    const status = (await stateOf(conversation, code))?.ticket?.status;
    if (status === 'waiting') await take(conversation, code, { type: 'fail', round, fault: 'unreachable', says: null });
    else if (status === 'sending') await take(conversation, code, { type: 'unsure', round });
  }

  async function attempt(
    conversation: ConversationId,
    caseState: CaseState,
    ticket: CaseTicket,
    { isLast }: SideEffectAttempt,
  ): Promise<void> {
    const { code } = caseState;
    const { round } = ticket;
    const fail = (fault: Extract<TicketStep, { type: 'fail' }>['fault']) =>
      take(conversation, code, { type: 'fail', round, fault, says: null });
    const system = systems.find(({ id }) => id === ticket.system);
    const found = await cases.byCode(tenant, code);
    // As the journal has it: the index may be behind.
    const row = found === null ? null : { ...found, case: caseState };
    const rule = system === undefined ? null : ticketRuleFor(system, caseState, deps.timeZone());
    const isUnderWay = ticket.status === 'sending';
    if (system === undefined || rule === null || row === null) {
      const fault = row === null ? 'nothing' : 'removed';
      return void (isUnderWay ? await take(conversation, code, { type: 'unsure', round }) : await fail(fault));
    }
    const at = { conversation, row, ticket, system, rule, isLast };
    if (isUnderWay) return afterLostAnswer(at);
    if (caseState.status === 'closed') return void (await fail('closed'));
    return first(at);
  }

  async function first(at: Attempt): Promise<void> {
    const { conversation, row, ticket, system, rule, isLast } = at;
    const { code } = row.case;
    const { round } = ticket;
    const report = await writeReport(deps, row, system, rule);
    if (report === null)
      return void (await take(conversation, code, { type: 'fail', round, fault: 'nothing', says: null }));
    // Somebody else begins it. They may die over it, so that what became of it is checked once more.
    if (!(await take(conversation, code, { type: 'begin', round }))) throw again({ kind: 'doubtful' });
    const outcome = await client.file(system, report, `${code}.${round}`);
    if (outcome.kind === 'answered' && (await isTaken(at, outcome))) return;
    switch (outcome.kind) {
      case 'refused': {
        const { status, says } = outcome;
        await take(conversation, code, { type: 'fail', round, fault: `http-${status}`, says });
        return;
      }
      case 'unreached':
      case 'wait': {
        if (isLast)
          return void (await take(conversation, code, { type: 'fail', round, fault: 'unreachable', says: null }));
        await take(conversation, code, { type: 'not-sent', round });
        throw again(outcome);
      }
      default:
        if (system.lostAnswer === 'ask' || isLast) return unsure(at);
        throw again(outcome);
    }
  }

  /** An attempt began, and nobody knows how it ended. */
  async function afterLostAnswer(at: Attempt): Promise<void> {
    const { conversation, row, ticket, system, rule, isLast } = at;
    const { code } = row.case;
    const { round } = ticket;
    const since = clock() - ticket.at;
    if (system.lostAnswer === 'repeat' && since < recognisedMs) {
      const report = await writeReport(deps, row, system, rule);
      if (report === null) return unsure(at);
      const outcome = await client.file(system, report, `${code}.${round}`);
      if (outcome.kind === 'answered' && (await isTaken(at, outcome))) return;
      if (outcome.kind === 'refused' || isLast) return unsure(at);
      throw again(outcome);
    }
    if (system.lostAnswer !== 'search') return unsure(at);
    const outcome = await client.filedBetween(system, rule.service, ticket.at - clocksApartMs, clock() + clocksApartMs);
    if (outcome.kind === 'answered') {
      const { isList, requests } = outcome;
      const reference = ticketReference(code);
      const there = requests.filter(({ description }) => lastLine(description) === reference);
      if (await isTaken(at, { ...outcome, requests: there })) return;
      // What is no list, or tells not all, or tells of it in another way, does not say that it is not there.
      const isAbsent = isList && requests.every(({ description }) => description?.includes(reference) === false);
      if (!isAbsent) return unsure(at);
      if (since >= listedMs && !isLast) {
        await take(conversation, code, { type: 'not-sent', round });
        throw again(outcome);
      }
    }
    if (isLast || outcome.kind === 'refused') return unsure(at);
    throw again(outcome);
  }

  async function unsure({ conversation, row, ticket: { round } }: Attempt): Promise<void> {
    await take(conversation, row.case.code, { type: 'unsure', round });
  }

  /** Records what the system answered: a number, or what the number is asked for with. False: neither, or several. */
  async function isTaken(
    { conversation, row, ticket: { round } }: Attempt,
    { requests }: Extract<CallOutcome, { kind: 'answered' }>,
  ): Promise<boolean> {
    const number = requests[0]?.service_request_id ?? null;
    const token = requests[0]?.token ?? null;
    if (requests.length !== 1 || (number === null && token === null)) return false;
    await take(conversation, row.case.code, { type: 'sent', round, number, token: number === null ? token : null });
    return true;
  }
}

const lastLine = (text: string | null | undefined) => text?.trim().split('\n').at(-1)?.trim();

/** The error by which the outbox tries again. */
function again(outcome: CallOutcome): Error {
  return outcome.kind === 'wait'
    ? new PlatformRefused('The ticket system asks to wait. The case will be sent later.', { retryAt: outcome.retryAt })
    : new PlatformUnreachable('The ticket system did not answer as it should. The case will be sent later.');
}
