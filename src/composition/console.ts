import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import type { WebchatSettings } from '../../adapters/webchat/index.ts';
import { accountChannel, isOpen } from '../accounts/lifecycle.ts';
import type { Config } from '../config.ts';
import { createDictionaries } from '../content/spelling/dictionaries.ts';
import { createSpelling } from '../content/spelling/spelling.ts';
import { createDeskSettings } from '../core/journal/deskSettings.ts';
import { createFlowVersions } from '../core/journal/flowVersions.ts';
import { createNotificationChoices } from '../core/journal/notificationChoices.ts';
import { createRecordLog } from '../core/journal/recordLog.ts';
import { createUsableSealer } from '../core/journal/usableContent.ts';
import type { Locale } from '../core/model/locale.ts';
import { createDeadLetterDesk } from '../core/outbox/deadLetters.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { unheldTimer } from '../core/util/sleep.ts';

import { createConsoleApi } from '../http/api/index.ts';
import type { AccountAdministration } from '../http/api/wireAccounts.ts';
import type { EmbedSites } from '../http/api/wireConnections.ts';
import { callerOf } from '../http/auth/caller.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import { createStaffAdministration } from '../identity/administration.ts';
import { createMachineTranslation } from '../translation/machineTranslation.ts';
import type { PublicLog } from '../transparency/publicLog.ts';
import { createAnnouncementAdmin } from './announcementAdmin.ts';
import type { BotAccounts, BotContent, BotProcesses, BotStaff, BotStores, Conversations } from './bot.ts';
import type { BotAnnouncements } from './botAnnouncements.ts';
import type { BotSubscribers } from './botSubscribers.ts';
import type { BotTickets } from './botTickets.ts';
import { createConnectionDesk, departmentsOf } from './connections.ts';
import { open311Profile } from './open311Account.ts';
import { createPreviews } from './previews.ts';
import type { BotRights } from './rights.ts';
import { createStaffMail } from './staffMail.ts';
import { answerProof, caseProofOf } from './transparency.ts';

/**
 * Limits per session in ten seconds: more than the fastest need, and who does more at once does not wait long. Commands are not
 * counted with drafts and presence: those that wait leave together with the page, which sends them once.
 */
const perTenSeconds = { reads: 200, writes: 100, commands: 300, uploads: 10 };

/** The console's API, to be mounted behind the authentication routes, which admit signed-in people only. */
interface Console {
  readonly router: Router;
  /** Ends the open streams: their pages reconnect to another process. */
  endStreams(): void;
  /** The number of open streams. */
  openStreams(): number;
}

/** Creates the console's API over the bot. `url` is the public address of the service. */
export function openConsole(deps: {
  conversations: Pick<Conversations, 'knowledge' | 'sealer' | 'push'>;
  /** Null where the content is edited as files. */
  content: Pick<BotContent, 'desk' | 'checks' | 'questions'> | null;
  announcements: BotAnnouncements;
  subscribers: Pick<BotSubscribers, 'desk'>;
  tickets: BotTickets;
  stores: BotStores;
  staff: BotStaff;
  registry: BotAccounts['registry'];
  processes: Pick<BotProcesses, 'limit' | 'presence' | 'pubsub'>;
  channelAccounts: AccountAdministration;
  embedSites: () => EmbedSites;
  config: Parameters<typeof createConnectionDesk>[0]['config'] & Pick<Config, 'open311' | 'retention' | 'translation'>;
  rights: BotRights;
  publicLog: PublicLog | null;
  tenant: string;
  url: string;
  upload: WebchatSettings['upload'];
  locale: Locale;
  timer: Timer;
  log: Log;
}): Console {
  const { stores, registry, processes, tenant, url, upload, timer, log } = deps;
  const { knowledge, sealer } = deps.conversations;
  const { people, desk, readings, hooks } = deps.staff;
  const limit = (name: keyof typeof perTenSeconds) => processes.limit(`console-${name}`, perTenSeconds[name], 10);

  const records = createRecordLog({ journal: stores.journal, sealer, clock: Date.now, newId: randomUUID });
  const flowVersions = createFlowVersions(records);
  const previews = createPreviews();

  const api = createConsoleApi(
    {
      tenant,
      cases: stores.cases,
      handleCommand: desk.handleCommand,
      release: (agent) => desk.releaseCases(tenant, agent),
      waitOf: desk.waitOf,
      caseProofOf: caseProofOf(deps.publicLog, stores, sealer) ?? (async () => null),
      ticketSystemOf: deps.tickets.systemOf,
      tickets: deps.tickets.desk,
      directory: people.directory,
      administration: createStaffAdministration({
        tenant,
        people,
        mail: createStaffMail({
          post: deps.staff.post,
          url,
          locale: deps.locale,
          timeZone: () => knowledge.content().calendar.timeZone,
          log,
        }),
        linkTo: (token) => welcomeLink(url, token),
      }),
      operators: people.operators,
      journal: stores.journal,
      sealer,
      outbox: stores.outbox,
      files: stores.files,
      upload,
      accounts: () => [
        ...registry
          .all()
          .filter(isOpen)
          .map((record) => ({
            id: record.id,
            name: record.definition?.name ?? record.id,
            channel: accountChannel(record),
          })),
        ...(deps.config.open311 === null ? [] : [open311Profile]),
      ],
      accountHours: () =>
        registry.all().map(({ id, definition }) => ({
          id,
          department: definition?.department ?? null,
          hours: definition?.hours ?? null,
        })),
      channelAccounts: deps.channelAccounts,
      connections: createConnectionDesk({
        config: deps.config,
        staff: deps.staff,
        smsTests: processes.limit('sms-tests', 5, 3_600),
        records,
      }),
      embedSites: deps.embedSites,
      departments: () => departmentsOf({ tenant, content: knowledge.content, directory: people.directory }),
      deadLetters: createDeadLetterDesk({
        tenant,
        outbox: stores.outbox,
        journal: stores.journal,
        sealer: createUsableSealer(stores.journal, sealer),
        records,
      }),
      content: knowledge.content,
      desk: deps.content?.desk ?? null,
      previews,
      announcements: createAnnouncementAdmin({
        announcements: deps.announcements,
        subscribers: deps.subscribers.desk,
        desk: deps.content?.desk ?? null,
        content: knowledge.content,
        registry,
        previews,
        translate: knowledge.translate,
        clock: Date.now,
      }),
      spelling: createSpelling({
        dictionaries: createDictionaries({ timer: unheldTimer }),
        content: knowledge.content,
        ownWords: async () => (await deps.content?.desk.ownWords.words()) ?? new Set(),
      }),
      releaseChecks: deps.content?.checks ?? null,
      flowOf: flowVersions.find,
      questions: deps.content?.questions ?? null,
      knowledge: knowledge.current,
      translation: deps.config.translation && createMachineTranslation(deps.config.translation),
      notifications: stores.notifications,
      notificationChoices: createNotificationChoices({ personal: stores.personal, clock: Date.now }),
      staffDevices: deps.staff.devices,
      push: deps.conversations.push && {
        publicKey: deps.conversations.push.vapid.publicKey,
        accepts: deps.conversations.push.accepts,
      },
      personal: stores.personal,
      deskSettings: createDeskSettings({ tenant, records }),
      readings,
      retention: { ...deps.rights.retention, isDaily: deps.config.retention },
      rights: {
        desk: deps.rights.desk,
        openFile: deps.rights.personalData.openFile,
        proofOf: (id) => answerProof(deps.publicLog, deps.rights.desk, id),
      },
      hooks: () => hooks(tenant),
      presence: processes.presence,
      pubsub: processes.pubsub,
      limits: {
        reads: limit('reads'),
        writes: limit('writes'),
        commands: limit('commands'),
        uploads: limit('uploads'),
      },
      newId: randomUUID,
      clock: Date.now,
      timer,
      log,
    },
    async (request) => (await people.auth.who(callerOf(request, url))).result,
  );
  return { router: api.router, endStreams: api.endStreams, openStreams: api.openStreams };
}
