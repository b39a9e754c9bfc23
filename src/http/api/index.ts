import { Router } from 'express';
import { createLinkedConversations } from '../../core/journal/linkedConversations.ts';
import { absenceRoutes } from './absences.ts';
import { accountRoutes } from './accounts.ts';
import { announcementRoutes } from './announcements.ts';
import { boardRoutes } from './board.ts';
import { bulkRoutes } from './bulk.ts';
import { commandRoutes } from './commands.ts';
import { connectionRoutes } from './connections.ts';
import { contentRoutes } from './content.ts';
import type { ApiDeps } from './deps.ts';
import { deskSettingsRoutes } from './deskSettings.ts';
import { documentPresenceRoutes } from './documentPresence.ts';
import { draftRoutes } from './drafts.ts';
import { entryRoutes } from './entries.ts';
import { fileRoutes } from './files.ts';
import { listRoutes } from './listCases.ts';
import { meRoutes } from './me.ts';
import { notificationChoiceRoutes } from './notificationChoice.ts';
import { notificationRoutes } from './notifications.ts';
import { peopleRoutes } from './people.ts';
import { presenceRoutes } from './presence.ts';
import { previewRoutes } from './preview.ts';
import { proofRoutes } from './proof.ts';
import { protocolRoutes } from './protocol.ts';
import { readingsRoutes } from './readings.ts';
import { turnsRoutes } from './readTurns.ts';
import { releaseCheckRoutes } from './releaseCheck.ts';
import { retentionRoutes } from './retention.ts';
import { rightsRoutes } from './rights.ts';
import { type ApiRoute, serveRoutes } from './route.ts';
import { settingRoutes } from './settings.ts';
import { sheetRoutes } from './sheets.ts';
import { spellingRoutes } from './spelling.ts';
import { createEventStreams, type WhoNow } from './stream.ts';
import { ticketRoutes } from './tickets.ts';
import { translationRoutes } from './translation.ts';
import { unansweredRoutes } from './unanswered.ts';
import { undeliveredRoutes } from './undelivered.ts';
import { viewRoutes } from './viewCase.ts';
import { viewsRoutes } from './views.ts';

export type { ApiDeps } from './deps.ts';

/** The console's API. */
interface ConsoleApi {
  /** Everything below `/console/api`; the guard that checks the sign-in comes first. */
  readonly router: Router;
  /** The routes of the router. */
  readonly routes: readonly ApiRoute[];
  /** Ends the open streams, before the process stops. */
  endStreams(): void;
  /** The number of open streams. */
  openStreams(): number;
}

/** Creates the console's API, as `wire.ts` describes it. */
export function createConsoleApi(given: ApiDeps, whoNow: WhoNow): ConsoleApi {
  const deps = { ...given, history: createLinkedConversations(given.journal) };
  const streams = createEventStreams(deps, whoNow);
  const routes = [
    ...meRoutes(deps),
    ...absenceRoutes(deps),
    ...settingRoutes(deps),
    ...listRoutes(deps),
    ...boardRoutes(deps),
    ...translationRoutes(deps),
    ...viewRoutes(deps),
    ...proofRoutes(deps),
    ...turnsRoutes(deps),
    ...commandRoutes(deps),
    ...ticketRoutes(deps),
    ...presenceRoutes(deps),
    ...fileRoutes(deps),
    ...entryRoutes(deps),
    ...streams.routes,
    ...notificationRoutes(deps),
    ...notificationChoiceRoutes({ ...deps, sendsMail: deps.connections.view().mail !== null }),
    ...draftRoutes(deps),
    ...viewsRoutes(deps),
    ...deskSettingsRoutes(deps),
    ...readingsRoutes(deps),
    ...peopleRoutes(deps),
    ...announcementRoutes(deps),
    ...accountRoutes(deps),
    ...undeliveredRoutes(deps),
    ...connectionRoutes(deps),
    ...contentRoutes(deps),
    ...bulkRoutes(deps),
    ...documentPresenceRoutes(deps),
    ...previewRoutes(deps),
    ...spellingRoutes(deps),
    ...protocolRoutes(deps),
    ...sheetRoutes(deps),
    ...releaseCheckRoutes(deps),
    ...unansweredRoutes(deps),
    ...retentionRoutes(deps),
    ...rightsRoutes(deps),
  ];
  const router = Router();
  router.use('/console/api', serveRoutes(routes, deps.limits));
  return { router, routes, endStreams: streams.end, openStreams: streams.open };
}
