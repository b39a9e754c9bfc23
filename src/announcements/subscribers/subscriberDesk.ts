import { mailAccount } from '../../core/model/announcements/subscription.ts';
import { isRecord } from '../../core/model/commit.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Alert, Neighbourhood } from '../../core/ports/knowledge.ts';
import type { DeadLetter, DeadLetters } from '../../core/ports/outbox.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { sleep } from '../../core/util/sleep.ts';
import type { AnnouncementDesk } from '../announcementDesk.ts';
import {
  createSubscriberCount,
  type SubscriberCountDeps,
  type SubscriberFigures,
  versionKey,
} from './countSubscribers.ts';
import type { SubscriberIndex } from './subscriberIndex.ts';

/** For how long a count is good, milliseconds: thousands of conversations are read for it. */
const freshMs = 60_000;
/** Subscribers that are read before others get their turn. */
const readAtOnce = 50;
/** Most dead letters that are checked. */
const deadLetterLimit = 10_000;

/** The channel under which subscriptions by e-mail are counted. */
const mailChannel = 'email';

interface SubscriberDeskDeps extends Pick<SubscriberCountDeps, 'protect'> {
  readonly tenant: string;
  readonly index: Pick<SubscriberIndex, 'list'>;
  readonly announcements: Pick<AnnouncementDesk, 'state' | 'published'>;
  readonly journal: Pick<Journal, 'load' | 'read'>;
  /** Says of which announcements a message was that could not be delivered; nothing else of it is checked. */
  readonly sealer: Pick<Sealer, 'open'>;
  readonly outbox: Pick<DeadLetters, 'listDeadLetters'>;
  readonly alerts: () => readonly Alert[];
  readonly neighbourhoods: () => readonly Neighbourhood[];
  /** The channel of an account. */
  readonly channelOf: (account: string) => string;
  readonly smallest: number;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** What staff see of those who subscribe: numbers. */
export interface SubscriberDesk {
  /** Counted again at most once a minute. */
  figures(): Promise<SubscriberFigures>;
}

export function createSubscriberDesk(deps: SubscriberDeskDeps): SubscriberDesk {
  const { tenant, index, announcements, journal, sealer, outbox, clock, timer } = deps;
  let known: { readonly at: number; readonly figures: Promise<SubscriberFigures> } | null = null;

  /** The announcements that a dead letter was to tell somebody of. */
  async function announcedBy({ conversation, revision, task }: DeadLetter): Promise<readonly string[]> {
    const sideEffects =
      task.kind === 'effect' ? [task.sideEffect] : task.kind === 'side-effects' ? task.sideEffects : [];
    const mailed = sideEffects.flatMap((each) => (each.type === 'mail-subscriber' ? each.announcements : []));
    if (task.kind !== 'send') return mailed.map(versionKey);
    const [commit] = await journal.read(conversation, revision - 1, 1);
    const isOne = commit?.events.some(({ type }) => type === 'subscription.notified') === true;
    const content = isOne ? await sealer.open(commit) : null;
    return (content?.outbound[task.message]?.announces ?? []).map(versionKey);
  }

  /** By conversation, what could not be delivered. */
  async function failures(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const failed = new Map<string, Set<string>>();
    for (const letter of await outbox.listDeadLetters(deadLetterLimit)) {
      if (letter.tenant !== tenant) continue;
      const versions = await announcedBy(letter);
      if (versions.length === 0) continue;
      const own = failed.get(letter.conversation) ?? new Set();
      for (const each of versions) own.add(each);
      failed.set(letter.conversation, own);
    }
    return failed;
  }

  async function count(): Promise<SubscriberFigures> {
    const [{ items }, published, failed, all] = await Promise.all([
      announcements.state(),
      announcements.published(),
      failures(),
      index.list(),
    ]);
    const counter = createSubscriberCount({
      alerts: deps.alerts(),
      neighbourhoods: deps.neighbourhoods(),
      items,
      published,
      protect: deps.protect,
      now: clock(),
    });
    let read = 0;
    for (const [conversation, account] of all) {
      if (++read % readAtOnce === 0) await sleep(1, timer);
      const { latest } = await journal.load(conversation, '');
      const state = latest === null || isRecord(latest.state) ? null : latest.state;
      const subscription = state?.subscription ?? null;
      if (subscription === null) continue;
      const channel = account === mailAccount ? mailChannel : deps.channelOf(account);
      counter.add({ subscription, channel, failed: failed.get(conversation) ?? new Set() });
    }
    return counter.figures(deps.smallest);
  }

  return {
    async figures() {
      if (known === null || clock() - known.at >= freshMs) {
        const figures = count();
        known = { at: clock(), figures };
        // What failed is tried again at once.
        figures.catch(() => {
          if (known?.figures === figures) known = null;
        });
      }
      return known.figures;
    },
  };
}
