import { keepLooking } from '../core/engine/keepLooking.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { CaseCode } from '../core/model/case.ts';
import type { ConversationId } from '../core/model/conversation.ts';
import type { CaseTicket, TicketStep } from '../core/model/desk/ticket.ts';
import { codeOf } from '../core/model/errors.ts';
import type { CommandReceipt, OwnCommand } from '../core/model/staffCommand.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../core/ports/caseIndex.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { outboxTopic, type PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { TicketFields } from './readAnswer.ts';
import { queueTicket } from './sendTicket.ts';
import { createSendUpdates, type StepTaken } from './sendUpdates.ts';
import type { CallOutcome, TicketClient } from './ticketClient.ts';
import { type TicketSystem, ticketRuleFor } from './ticketSystem.ts';
import type { WriteReportDeps } from './writeReport.ts';

/** Time between two looks, milliseconds. */
const intervalMs = 3_000;
const soonMs = 250;
const failedIntervalMs = 30_000;
/** How far the index may be behind, and how often all is looked through, milliseconds. */
const behindMs = 60_000;
const wholeMs = 10 * 60_000;
const page = 200;
/** Numbers that are asked for at once; and calls for one in a look, for those with a token and those not given together. */
const atOnce = 50;
const oneByOne = 20;
/** Longest note that is taken in. */
const longestNote = 2_000;
/** How many times as long somebody who keeps writing is waited for. */
const longestWait = 6;
/** How long somebody in danger is waited for, milliseconds. */
const pressingMs = 60_000;

interface FollowTicketsDeps extends Omit<WriteReportDeps, 'sealer'> {
  readonly systems: readonly TicketSystem[];
  readonly cases: Pick<CaseIndex, 'find' | 'byCode'>;
  readonly records: Pick<RecordLog, 'append'>;
  readonly client: Pick<TicketClient, 'find' | 'findOne' | 'update'>;
  readonly handleOwnCommand: (command: OwnCommand) => Promise<CommandReceipt>;
  /** `open`: nothing of a conversation that is only kept. */
  readonly sealer: Pick<Sealer, 'inboundKey' | 'open'>;
  readonly timeZone: () => string;
  readonly newId: () => string;
  readonly pubsub: Pick<PubSub, 'publish' | 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** A case in which something is to be done, as it was seen last. */
interface Watched {
  readonly conversation: ConversationId;
  readonly code: CaseCode;
  readonly ticket: CaseTicket;
}

/**
 * Sees which cases go to which ticket system, has them sent at the pace that each can take, and takes back what becomes of them.
 * For one process of all. Once `end` is aborted nothing more is asked for.
 */
export function createTicketWatch(deps: FollowTicketsDeps, end?: AbortSignal) {
  const { tenant, systems, cases, client, handleOwnCommand, clock, log } = deps;
  /** Cases that go somewhere as soon as their people have said all. */
  const settling = new Map<CaseCode, { readonly row: CaseRow; readonly system: TicketSystem }>();
  const toQueue = new Map<CaseCode, Watched>();
  const sent = new Map<CaseCode, Watched>();
  /** Cases that wait for a system that is in the settings no more: staff are told that they do. */
  const orphaned = new Map<CaseCode, Watched>();
  const isGone = ({ system }: CaseTicket) => systems.every(({ id }) => id !== system);
  /** The last round of each case that was queued: the index tells of it for a while. */
  const queued = new Map<CaseCode, number>();
  /** What was heard last of each ticket. */
  const received = new Map<CaseCode, string>();
  const pollAt = new Map<string, number>();
  /** Which call asked last for each ticket, with others and alone: those asked for longest ago come first. */
  const asked = { together: new Map<CaseCode, number>(), alone: new Map<CaseCode, number>() };
  let calls = 0;
  /** How many each system may still be sent, and since when that was counted. */
  const left = new Map<string, { count: number; at: number }>();
  let seenUntil = 0;
  let wholeAt = 0;
  const later = createSendUpdates({
    ...deps,
    take,
    isSettled: (row, system) => isSettled(row, system, clock()),
    mayBeSent: (system) => mayBeSent(system, clock()),
  });

  /** One case that fails holds up no other. `unchanged`: the step says nothing new. */
  async function take(conversation: ConversationId, code: CaseCode, step: TicketStep): Promise<StepTaken> {
    try {
      const command = { kind: 'ticket', step } as const;
      const { duplicate } = await handleOwnCommand({ id: deps.newId(), tenant, conversation, case: code, command });
      return duplicate ? 'unchanged' : 'taken';
    } catch (error) {
      log.warn({ code: codeOf(error), case: code }, 'a step of a ticket could not be recorded; it will be retried');
      return 'failed';
    }
  }

  /** Cases that changed since the last look; now and then all that are open. */
  async function lookThrough(now: number): Promise<void> {
    if (now - wholeAt >= wholeMs) {
      seenUntil = 0;
      wholeAt = now;
      for (const known of [settling, toQueue, sent, queued]) known.clear();
      later.clear();
    }
    const from = seenUntil - behindMs;
    // Closed ones are of interest only where they just were.
    const statuses = seenUntil === 0 ? (['open', 'snoozed'] as const) : null;
    for (let after: string | null = null; ; ) {
      const found = await cases.find(queryWith(tenant, { statuses, order: 'changed', after, limit: page }));
      const rows = found.rows.filter(({ changedAt }) => changedAt >= from);
      for (const row of rows) {
        seenUntil = Math.max(seenUntil, row.changedAt);
        consider(row);
      }
      after = found.next;
      if (after === null || rows.length < found.rows.length) return;
    }
  }

  function consider(row: CaseRow): void {
    const { case: caseState, conversation } = row;
    const { code, ticket } = caseState;
    for (const known of [settling, toQueue, sent, orphaned]) known.delete(code);
    later.consider(row);
    if (caseState.status === 'closed' || row.isRestricted === true) return;
    if (ticket !== undefined && isGone(ticket)) {
      if (ticket.status === 'waiting') orphaned.set(code, { conversation, code, ticket });
      return;
    }
    if (ticket === undefined) {
      const system = systems.find((each) => ticketRuleFor(each, caseState, deps.timeZone()) !== null);
      if (system !== undefined) settling.set(code, { row, system });
    } else if (ticket.status === 'waiting' && queued.get(code) !== ticket.round)
      toQueue.set(code, { conversation, code, ticket });
    else if (ticket.status === 'sent') sent.set(code, { conversation, code, ticket });
  }

  /** Resolves to whether anything was. */
  async function want(now: number): Promise<boolean> {
    let hasWanted = false;
    for (const [code, { row, system }] of settling) {
      if (!isSettled(row, system, now)) continue;
      settling.delete(code);
      await take(row.conversation, code, { type: 'want', system: system.id });
      hasWanted = true;
    }
    return hasWanted;
  }

  async function release(): Promise<void> {
    for (const [code, { conversation, ticket }] of orphaned) {
      const step = { type: 'fail', round: ticket.round, fault: 'removed', says: null } as const;
      if ((await take(conversation, code, step)) !== 'failed') orphaned.delete(code);
    }
  }

  async function queue(now: number): Promise<void> {
    let isNews = false;
    for (const [code, { conversation, ticket }] of toQueue) {
      const system = systems.find(({ id }) => id === ticket.system);
      if (system !== undefined && !mayBeSent(system, now)) continue;
      toQueue.delete(code);
      const { round } = ticket;
      queued.set(code, round);
      if (await queueTicket(deps.records, { tenant, conversation, code, round })) isNews = true;
    }
    if (isNews) deps.pubsub.publish(outboxTopic);
  }

  function mayBeSent({ id, perMinute }: TicketSystem, now: number): boolean {
    const known = left.get(id) ?? { count: perMinute, at: now };
    const count = Math.min(perMinute, known.count + ((now - known.at) * perMinute) / 60_000);
    left.set(id, { count: count >= 1 ? count - 1 : count, at: now });
    return count >= 1;
  }

  /** Asks a system for all that is there, and takes in what is new. Where it does not answer, the rest is for another time. */
  async function poll(system: TicketSystem): Promise<void> {
    const all = [...sent.values()].filter(({ ticket }) => ticket.system === system.id);
    for (const known of [asked.together, asked.alone])
      for (const code of known.keys()) if (!sent.has(code)) known.delete(code);
    const withToken = all.filter(({ ticket }) => ticket.number === null && ticket.token !== null);
    for (const one of inTurn(withToken, asked.alone).slice(0, oneByOne)) {
      if (end?.aborted === true) return;
      const outcome = await askNumber(system, one);
      if (isOut(system, outcome)) {
        // Who gives no numbers may still tell how things stand.
        if (outcome.kind === 'doubtful') break;
        return;
      }
    }
    const numbered = all.filter(({ ticket }) => ticket.number !== null);
    const missing: Watched[] = [];
    for (const some of inGroups(inTurn(numbered, asked.together), atOnce)) {
      if (end?.aborted === true) return;
      calls += 1;
      for (const { code } of some) asked.together.set(code, calls);
      const outcome = await client.find(
        system,
        some.map(({ ticket }) => ticket.number ?? ''),
      );
      if (isOut(system, outcome)) return;
      // What refuses several at once may give them one by one.
      for (const one of some) if (!(await receiveIn(system, one, outcome))) missing.push(one);
    }
    for (const one of inTurn(missing, asked.alone).slice(0, oneByOne)) {
      if (end?.aborted === true) return;
      calls += 1;
      asked.alone.set(one.code, calls);
      const outcome = await client.findOne(system, { number: one.ticket.number ?? '' });
      if (isOut(system, outcome)) return;
      await receiveIn(system, one, outcome);
    }
  }

  /** Whether a system answers no more for now. */
  function isOut(system: TicketSystem, outcome: CallOutcome): boolean {
    if (outcome.kind === 'wait') pollAt.set(system.id, outcome.retryAt);
    else if (outcome.kind === 'unreached' || outcome.kind === 'doubtful')
      log.warn({ system: system.id }, 'a ticket system does not answer; it will be asked again');
    else return false;
    return true;
  }

  async function askNumber(system: TicketSystem, { conversation, code, ticket }: Watched): Promise<CallOutcome> {
    const { token } = ticket;
    calls += 1;
    asked.alone.set(code, calls);
    const outcome = await client.findOne(system, { token: token ?? '' });
    const requests = outcome.kind === 'answered' ? outcome.requests : [];
    // A system that ignores what it was asked for answers with those of others.
    const isOnlyOne = requests.length === 1 && (requests[0]?.token ?? null) === null;
    const mine = isOnlyOne ? requests[0] : requests.find((each) => each.token === token);
    const number = mine?.service_request_id ?? null;
    if (number !== null) await take(conversation, code, { type: 'number', number });
    return outcome;
  }

  /** False: the ticket is not in the answer. */
  async function receiveIn(system: TicketSystem, one: Watched, outcome: CallOutcome): Promise<boolean> {
    const requests = outcome.kind === 'answered' ? outcome.requests : [];
    const found = requests.find(({ service_request_id: id }) => id === one.ticket.number);
    if (found !== undefined) await receive(system, one, found);
    return found !== undefined;
  }

  async function receive(
    system: TicketSystem,
    { conversation, code, ticket }: Watched,
    found: TicketFields,
  ): Promise<void> {
    const there = isOver(found.status ?? null) ? 'closed' : 'open';
    const note = found.status_notes?.slice(0, longestNote) ?? null;
    // A digest under a secret: what was said is not kept with it.
    const mark = deps.sealer.inboundKey(`${conversation} ticket`, JSON.stringify([ticket.number, there, note]));
    if (received.get(code) === mark) return;
    const closes = system.whenClosed === 'resolve' && isDone(found.status ?? null);
    const taken = await take(conversation, code, { type: 'received', there, note, mark, closes });
    if (taken !== 'failed') received.set(code, mark);
  }

  return {
    /** Does what is due; resolves to the milliseconds until the next look. */
    async look(): Promise<number> {
      const now = clock();
      // Without a system there is nothing to send, but cases may still wait for one.
      if (systems.length === 0 && now - wholeAt < wholeMs) return intervalMs;
      await lookThrough(now);
      await release();
      const hasWanted = await want(now);
      await queue(now);
      await later.look(() => end?.aborted === true);
      for (const system of systems) {
        if (end?.aborted === true || now < (pollAt.get(system.id) ?? 0)) continue;
        pollAt.set(system.id, now + system.pollMinutes * 60_000);
        await poll(system);
      }
      // What was wanted is queued as soon as the index tells of it.
      return hasWanted ? soonMs : intervalMs;
    },
  };
}

/** Keeps tickets in step until `end` is aborted. For one process of all. Never rejects. */
export async function followTickets(deps: FollowTicketsDeps, end: AbortSignal): Promise<void> {
  const { look } = createTicketWatch(deps, end);
  await keepLooking({
    ...deps,
    topics: [],
    end,
    look,
    failed: (error, { isRepeated }) => {
      if (!isRepeated) deps.log.error({ code: codeOf(error), error }, 'looking for tickets failed; it will be retried');
      return failedIntervalMs;
    },
  });
}

/** Whether its person has said all: a while ago, or all at once by a program. Where there is danger, the while is short. */
function isSettled(
  { case: { filed, priority, citizenAt, openedAt } }: CaseRow,
  { waitMinutes }: TicketSystem,
  now: number,
) {
  const waitMs = waitMinutes * 60_000;
  const isPressing = priority === 'urgent' || priority === 'high';
  const inactiveMs = isPressing ? Math.min(waitMs, pressingMs) : waitMs;
  return filed !== undefined || now - citizenAt >= inactiveMs || now - openedAt >= waitMs * longestWait;
}

/** Those asked for longest ago first. */
function inTurn(some: readonly Watched[], askedBy: ReadonlyMap<CaseCode, number>): readonly Watched[] {
  return some.toSorted((one, other) => (askedBy.get(one.code) ?? 0) - (askedBy.get(other.code) ?? 0));
}

function inGroups<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Whether what was asked for was done: it may also be over because somebody refused it, or said it elsewhere. */
function isDone(status: string | null): boolean {
  return /^(closed|fixed|resolved|completed?|done)$/i.test(status?.trim() ?? '');
}

/** The words by which systems say that nothing more is done; the specification knows `closed` alone. */
function isOver(status: string | null): boolean {
  return /^(closed|fixed|resolved|completed?|done|duplicate|rejected|no_further_action|not_councils_responsibility|archived)\b/i.test(
    status?.trim() ?? '',
  );
}
