import type { Engine } from '../../core/engine/engine.ts';
import type { DecentHours } from '../../core/model/announcements/decentHours.ts';
import { isRecord } from '../../core/model/commit.ts';
import { type ConversationId, upToDate } from '../../core/model/conversation.ts';
import { AccountOff, codeOf } from '../../core/model/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Alert, Neighbourhood } from '../../core/ports/knowledge.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Outbox } from '../../core/ports/outbox.ts';
import type { AnnouncementDesk } from '../announcementDesk.ts';
import type { SendingStatus } from '../sendingStatus.ts';
import { decideDelivery, type OutAnnouncement, type SubscriberDelivery } from './decideDelivery.ts';
import { mayGo } from './stillGoes.ts';
import { isSubscriber, type SubscriberIndex } from './subscriberIndex.ts';
import type { SubscriberWriter } from './subscriberWriter.ts';

/**
 * Tasks of an account that may wait at once: those who write to it wait behind them for a second or two, and not for
 * minutes, however many are told.
 */
const queueLimit = 60;
/** Subscribers who are told at the same time, and in one round: others get their turn in between. */
const atOnce = 8;
const roundLimit = 240;
/** When somebody is checked again whose account is not open here, or who could not be told. */
const againMs = 60_000;
/** A process may have been told of a change and not have said so: everybody is checked once a day. */
const wholeMs = 24 * 3_600_000;

interface SubscriberNotifierDeps {
  readonly tenant: string;
  readonly index: SubscriberIndex;
  readonly announcements: Pick<AnnouncementDesk, 'state' | 'published' | 'hold'>;
  readonly sendingStatus: () => Promise<SendingStatus>;
  readonly journal: Pick<Journal, 'load'>;
  readonly engine: () => Pick<Engine, 'subscriber'>;
  readonly outbox: Pick<Outbox, 'depths'>;
  readonly hours: () => DecentHours;
  readonly alerts: () => readonly Alert[];
  readonly neighbourhoods: () => readonly Neighbourhood[];
  readonly subscriberWriter: Pick<SubscriberWriter, 'write' | 'remind'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** One who is told of something. */
interface Member {
  readonly account: string;
  /** When they are checked again, milliseconds since 1970; null: when there is news. */
  dueAt: number | null;
}

/** Tells those who asked for it. For one process of all. */
export interface SubscriberNotifier {
  /** Reads who is told. Before the first look. */
  open(end: AbortSignal): Promise<void>;
  /** Tells those who are to be told now. When to look again, milliseconds since 1970; null: when there is news. */
  look(): Promise<number | null>;
  /** How many are told of something. */
  count(): number;
}

export function createSubscriberNotifier(deps: SubscriberNotifierDeps): SubscriberNotifier {
  const { tenant, index, announcements, journal, engine, clock, log } = deps;
  const members = new Map<ConversationId, Member>();
  /** What was out at the last look, and when everybody was looked at. */
  let seen = { out: '', at: Number.NEGATIVE_INFINITY };

  async function takeChanges(): Promise<void> {
    const { changed, done } = await index.changes();
    for (const [conversation, account] of changed) {
      const { latest } = await journal.load(conversation, '');
      const isMember = latest !== null && !isRecord(latest.state) && isSubscriber(latest.state);
      if (!isMember) await forget(conversation);
      else {
        if (!members.has(conversation)) await index.put(conversation, account);
        members.set(conversation, { account, dueAt: 0 });
      }
    }
    await done();
  }

  async function forget(conversation: ConversationId): Promise<void> {
    if (members.delete(conversation)) await index.remove(conversation);
  }

  /** What is out now, and whether a crisis stops it. */
  async function outNow() {
    const [{ items }, published, sendingStatus] = [
      await announcements.state(),
      await announcements.published(),
      await deps.sendingStatus(),
    ];
    const itemOf = new Map(items.map((item) => [item.id, item]));
    const outOn = new Map<string, readonly OutAnnouncement[]>();
    /** The same for all of an account: thousands may ask. */
    const of = (account: string): readonly OutAnnouncement[] => {
      const known = outOn.get(account);
      if (known !== undefined) return known;
      const all = published.flatMap(({ announcement, publishedAt }): readonly OutAnnouncement[] => {
        const item = itemOf.get(announcement.id);
        if (item === undefined || item.version !== announcement.version) return [];
        return [{ announcement, publishedAt, mayGo: mayGo(item, sendingStatus, account) }];
      });
      outOn.set(account, all);
      return all;
    };
    const free = items.filter(({ state, held }) => state === 'published' && !held).map(({ id }) => id);
    const key = JSON.stringify([
      published.map(({ announcement: { id, version } }) => [id, version]),
      items.map(({ id, held, reviewedAt }) => [id, held, reviewedAt]),
      sendingStatus.crisis,
      sendingStatus.crisisEndedAt,
    ]);
    const isFrozen = (account: string) =>
      !sendingStatus.crisis && sendingStatus.account(account).stopped && sendingStatus.account(account).isKnown;
    return { of, key, free, isFrozen };
  }

  /** Tells one of them. `full`: their account has enough to do. */
  async function visit(
    conversation: ConversationId,
    member: Member,
    out: Awaited<ReturnType<typeof outNow>>,
    { capacity, holds }: { readonly capacity: Map<string, number>; readonly holds: Set<string> },
  ): Promise<'done' | 'full'> {
    const around = {
      out: out.of(member.account),
      hours: deps.hours(),
      alerts: deps.alerts(),
      neighbourhoods: deps.neighbourhoods(),
      write: deps.subscriberWriter.write,
      remind: (
        { what }: { readonly what: Parameters<SubscriberWriter['remind']>[0] },
        locale: Parameters<SubscriberWriter['remind']>[1],
      ) => deps.subscriberWriter.remind(what, locale),
    };
    const { latest } = await journal.load(conversation, '');
    if (latest === null || isRecord(latest.state) || !isSubscriber(latest.state)) {
      await forget(conversation);
      return 'done';
    }
    const peek = decideDelivery(upToDate(latest.state), { now: clock(), revision: latest.revision + 1 }, around);
    wait(member, peek);
    if (peek.step === null) return 'done';
    const left = capacity.get(member.account) ?? queueLimit;
    if (left <= 0) {
      member.dueAt = 0;
      return 'full';
    }
    capacity.set(member.account, left - 1);
    let decided: SubscriberDelivery = peek;
    await engine().subscriber({
      tenant,
      conversation,
      id: null,
      decide(state, at) {
        if (state === null) return null;
        decided = decideDelivery(state, at, around);
        return decided.step;
      },
    });
    wait(member, decided);
    return 'done';

    function wait(own: Member, { dueAt, stopped }: SubscriberDelivery): void {
      own.dueAt = dueAt;
      if (stopped.length === 0) return;
      // An account that is frozen alone waits; once it is taken up again, or in a crisis, a person looks first.
      if (out.isFrozen(own.account)) own.dueAt = Math.min(dueAt ?? Number.POSITIVE_INFINITY, clock() + againMs);
      else for (const id of stopped) holds.add(id);
    }
  }

  return {
    count: () => members.size,

    async open(end) {
      members.clear();
      for (const [conversation, account] of await index.load(end)) members.set(conversation, { account, dueAt: 0 });
    },

    async look() {
      await takeChanges();
      const out = await outNow();
      const now = clock();
      if (out.key !== seen.out || now - seen.at >= wholeMs) {
        for (const member of members.values()) member.dueAt = 0;
        seen = { out: out.key, at: now };
      }
      const due: [ConversationId, Member][] = [];
      for (const [conversation, member] of members)
        if (member.dueAt !== null && member.dueAt <= now && due.push([conversation, member]) >= roundLimit) break;
      const capacity = due.length === 0 ? new Map<string, number>() : await capacities();
      const holds = new Set<string>();
      let full = 0;
      let left = 0;
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let next = due[left++]; next !== undefined; next = due[left++]) {
            const [conversation, member] = next;
            try {
              if ((await visit(conversation, member, out, { capacity, holds })) === 'full') full += 1;
            } catch (error) {
              member.dueAt = clock() + againMs;
              if (error instanceof AccountOff) continue;
              log.warn(
                { code: codeOf(error), conversation },
                'a subscriber could not be notified yet; it will be tried again',
              );
            }
          }
        }),
      );
      for (const id of out.free) if (holds.has(id)) await announcements.hold(id);
      // Full queues empty within moments; a whole round was not everybody.
      if (full > 0 || due.length >= roundLimit) return full === due.length ? clock() + 250 : clock();
      let nextAt: number | null = null;
      for (const { dueAt } of members.values())
        if (dueAt !== null && (nextAt === null || dueAt < nextAt)) nextAt = dueAt;
      return nextAt;
    },
  };

  /** How many more tasks each account may have now. */
  async function capacities(): Promise<Map<string, number>> {
    const depths = await deps.outbox.depths();
    const own = depths.filter((each) => each.tenant === tenant);
    return new Map(own.map(({ account, waiting }) => [account, queueLimit - waiting]));
  }
}
