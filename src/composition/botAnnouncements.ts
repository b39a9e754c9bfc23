import { accountChannel } from '../accounts/lifecycle.ts';
import { accountsTopic, type Registry } from '../accounts/registry.ts';
import { type AnnouncementDesk, createAnnouncementDesk } from '../announcements/announcementDesk.ts';
import { createCarryOut } from '../announcements/carryOut.ts';
import type { LiveAnnouncements } from '../announcements/decideAnnouncements.ts';
import { followAnnouncements } from '../announcements/followAnnouncements.ts';
import type { SendingStatus } from '../announcements/sendingStatus.ts';
import { createWritePost } from '../announcements/writePost.ts';
import { announcementDocument, announcementsOf } from '../content/announcementsOf.ts';
import type { Content } from '../content/content.ts';
import { contentTopic } from '../content/desk/contentLog.ts';
import { releaseName } from '../content/desk/desk.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { type BotSubscribers, type BotSubscribersDeps, openBotSubscribers } from './botSubscribers.ts';
import type { ContentStore } from './contentStore.ts';
import type { OpenAccounts } from './openAccounts.ts';

/** The announcements of the bot, and the work that one process of all does for them. */
export interface BotAnnouncements extends AnnouncementDesk {
  /** Does what is due, until the end. For one process of all. */
  follow(end: AbortSignal): Promise<void>;
}

export function openBotAnnouncements(
  deps: Omit<BotSubscribersDeps, 'announcements' | 'sendingStatus' | 'knowledge' | 'channelOf'> & {
    records: RecordLog;
    knowledge: Pick<KnowledgeStore, 'content' | 'problems' | 'sourceName' | 'translate'>;
    /** Null where the content is edited as files. */
    contentStore: Pick<ContentStore, 'content'> | null;
    registry: Pick<Registry, 'refresh' | 'crisis' | 'crisisEndedAt' | 'all' | 'find'>;
    openAccounts: Pick<OpenAccounts, 'find' | 'place'>;
  },
): {
  readonly announcements: BotAnnouncements;
  readonly subscribers: BotSubscribers;
  readonly sideEffects: Pick<SideEffectDeps, 'postAnnouncement' | 'noteSubscription' | 'writeToSubscriber'>;
  readonly mayAnnounce: ReturnType<typeof openBotSubscribers>['mayAnnounce'];
} {
  const { tenant, records, knowledge, contentStore, registry, openAccounts, pubsub, clock, timer, log } = deps;
  const live = createLive(knowledge, log);
  const sendingStatus = async () => {
    await registry.refresh();
    return sendingStatusOf(registry);
  };
  const announcements = createAnnouncementDesk({
    tenant,
    records,
    live,
    sendingStatus,
    accounts: () => registry.all().map(({ id }) => id),
    isPull: (id) => openAccounts.find(tenant, id)?.capabilities.delivery === 'pull' || isWeb(registry, id),
    pubsub,
    clock,
  });
  const { sideEffects, ...subscribing } = openBotSubscribers({
    ...deps,
    announcements,
    sendingStatus,
    channelOf(id) {
      const record = registry.find(id);
      return record === null ? id : (accountChannel(record) ?? id);
    },
  });
  return {
    ...subscribing,
    announcements: {
      ...announcements,
      follow: (end) =>
        followAnnouncements({
          announcements,
          isCurrent: async () => {
            const newest = (await contentStore?.content.newest())?.live.number;
            return newest === undefined || knowledge.sourceName() === releaseName(newest);
          },
          topics: [contentTopic, accountsTopic],
          pubsub,
          clock,
          timer,
          end,
          log,
        }),
    },
    sideEffects: {
      ...sideEffects,
      postAnnouncement: createCarryOut({
        tenant,
        records,
        placeOf: (id) => openAccounts.place(tenant, id),
        find: (id) => live().all.find((each) => each.id === id) ?? null,
        sendingStatus,
        write: createWritePost({
          timeZone: () => knowledge.content().calendar.timeZone,
          translate: knowledge.translate,
        }),
        timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
        pubsub,
        clock,
      }),
    },
  };
}

/** The web chat's clients come for what is new on their own, also in processes that do not open it. */
function isWeb(registry: Pick<Registry, 'find'>, id: string): boolean {
  const record = registry.find(id);
  return record !== null && accountChannel(record) === 'webchat';
}

/** The announcements of the content in use; they are read once for each content. */
function createLive(
  knowledge: Pick<KnowledgeStore, 'content' | 'problems'>,
  log: Pick<Log, 'error'>,
): () => LiveAnnouncements {
  let known: { readonly content: Content; readonly live: LiveAnnouncements } | null = null;
  return () => {
    const content = knowledge.content();
    if (known?.content !== content) {
      const broken: string[] = [];
      const all = announcementsOf(content, (id, error) => {
        broken.push(id);
        log.error(
          { code: codeOf(error), error, announcement: id },
          'the times of an announcement cannot be calculated',
        );
      });
      const faulty = new Set(knowledge.problems().flatMap(({ file, fatal }) => (fatal ? [file] : [])));
      // One whose file is faulty and has no last good version looks as if it had been removed.
      const unread = [...faulty].flatMap((file) => {
        const [, id] = /^announcements\/([a-z0-9-]+)\.yaml$/.exec(file) ?? [];
        return id !== undefined && file === announcementDocument(id) ? [id] : [];
      });
      const unreadable = new Set([...unread, ...broken]);
      known = { content, live: { all, unreadable } };
    }
    return known.live;
  };
}

function sendingStatusOf(registry: Pick<Registry, 'crisis' | 'crisisEndedAt' | 'find'>): SendingStatus {
  return {
    crisis: registry.crisis() !== null,
    crisisEndedAt: registry.crisisEndedAt(),
    account(id) {
      const record = registry.find(id);
      if (record === null) return { isKnown: false, stopped: false, resumedAt: null };
      const { openedAt, since } = record;
      // Opened for the first time, it was not taken up again.
      const isResumed = record.state === 'open' && openedAt !== null && since > openedAt;
      return { isKnown: true, stopped: record.state !== 'open', resumedAt: isResumed ? since : null };
    },
  };
}
