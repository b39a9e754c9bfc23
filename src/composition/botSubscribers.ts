import type { AnnouncementDesk } from '../announcements/announcementDesk.ts';
import type { SendingStatus } from '../announcements/sendingStatus.ts';
import { followSubscribers } from '../announcements/subscribers/followSubscribers.ts';
import { createStillGoes } from '../announcements/subscribers/stillGoes.ts';
import { createSubscriberDesk, type SubscriberDesk } from '../announcements/subscribers/subscriberDesk.ts';
import { createSubscriberIndex } from '../announcements/subscribers/subscriberIndex.ts';
import { createSubscriberMail } from '../announcements/subscribers/subscriberMail.ts';
import { createSubscriberNotifier } from '../announcements/subscribers/subscriberNotifier.ts';
import { createSubscriberWriter } from '../announcements/subscribers/subscriberWriter.ts';
import { buildProtocol } from '../content/buildProtocol.ts';
import type { Content } from '../content/content.ts';
import { createDecentHours } from '../content/decentHours.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { SubscriptionLinks } from '../core/cases/rights/subscriptionLinks.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { DecentHours } from '../core/model/announcements/decentHours.ts';
import { subscriptionsTopic } from '../core/model/announcements/subscription.ts';
import type { AttemptDeps } from '../core/outbox/attempt.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import { protect } from '../transparency/figures/protect.ts';
import { defaultFigures } from '../transparency/log/logPolicy.ts';
import type { Notifications } from './notifications.ts';

/** Subscribers to announcements. */
export interface BotSubscribers {
  readonly links: SubscriptionLinks;
  /** Whether e-mails can be sent to them. */
  readonly mails: boolean;
  /** How many they are, in protected numbers. */
  readonly desk: SubscriberDesk;
  /** Tells them, until the end. For one process of all. */
  follow(end: AbortSignal): Promise<void>;
}

export interface BotSubscribersDeps {
  readonly tenant: string;
  readonly publicUrl: string;
  readonly store: Pick<Store, 'journal' | 'derived' | 'outbox'>;
  readonly sealer: Sealer;
  readonly knowledge: Pick<KnowledgeStore, 'content'>;
  readonly announcements: AnnouncementDesk;
  readonly sendingStatus: () => Promise<SendingStatus>;
  /** The channel of an account. */
  readonly channelOf: (account: string) => string;
  readonly links: SubscriptionLinks;
  readonly post: Notifications['post'];
  readonly engine: () => Pick<Engine, 'subscriber' | 'elsewhere'>;
  readonly coordination: Pick<Coordination, 'limit'>;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

export function openBotSubscribers(deps: BotSubscribersDeps): {
  readonly subscribers: BotSubscribers;
  readonly sideEffects: Pick<SideEffectDeps, 'noteSubscription' | 'writeToSubscriber'>;
  readonly mayAnnounce: NonNullable<AttemptDeps['mayAnnounce']>;
} {
  const {
    tenant,
    store,
    sealer,
    knowledge,
    announcements,
    sendingStatus,
    links,
    post,
    engine,
    pubsub,
    clock,
    timer,
    log,
  } = deps;
  const { journal, derived, outbox } = store;
  const content = () => knowledge.content();
  const alerts = () => content().subscriptions?.alerts ?? [];
  const neighbourhoods = () => content().subscriptions?.neighbourhoods ?? [];
  const index = createSubscriberIndex({ derived, journal, tenant });
  const subscriberWriter = createSubscriberWriter({
    timeZone: () => content().calendar.timeZone,
    url: deps.publicUrl,
    council: (locale) => {
      const value = content().council.values.council ?? '';
      return typeof value === 'string' ? value : value[locale];
    },
  });
  const limit = deps.coordination.limit('confirmations', 5, 3_600);
  let known: { readonly content: Content; readonly hours: DecentHours } | null = null;
  const hours = () => {
    if (known?.content !== content()) known = { content: content(), hours: decentHoursOf(content()) };
    return known.hours;
  };
  const stillGoes = createStillGoes({ announcements, sendingStatus, journal, engine, hours, clock });
  const notifier = createSubscriberNotifier({
    tenant,
    index,
    announcements,
    sendingStatus,
    journal,
    engine,
    outbox,
    hours,
    alerts,
    neighbourhoods,
    subscriberWriter,
    clock,
    log,
  });
  return {
    sideEffects: {
      async noteSubscription(commit) {
        await index.note(commit);
        pubsub.publish(subscriptionsTopic);
      },
      ...(post && {
        writeToSubscriber: createSubscriberMail({
          post,
          journal,
          sealer,
          links,
          subscriberWriter,
          stillGoes,
          engine,
          alerts,
          limit,
          log,
        }),
      }),
    },
    mayAnnounce: async (...message) => (await stillGoes(...message)) !== null,
    subscribers: {
      links,
      mails: post !== null,
      desk: createSubscriberDesk({
        tenant,
        index,
        announcements,
        journal,
        sealer,
        outbox,
        alerts,
        neighbourhoods,
        channelOf: deps.channelOf,
        protect: (counts) => protect(counts, defaultFigures.smallestCell),
        smallest: defaultFigures.smallestCell,
        clock,
        timer,
      }),
      follow: (end) => followSubscribers({ notifier, pubsub, clock, timer, end, log }),
    },
  };
}

/** The hours of the content; where it names none, any hour is as good as another. */
function decentHoursOf(content: Content): DecentHours {
  const { subscriptions } = content;
  const always = { from: '0:00', until: '23:59' };
  const hours = subscriptions ?? { hours: always, holidays: always, digest: '18:00' };
  return createDecentHours(hours, buildProtocol(content).calendar);
}
