import type { DatabaseKind } from '../migrate.ts';
import { start } from './001-start.ts';
import { notifications } from './002-notifications.ts';
import { sideEffectTasks } from './003-side-effects.ts';
import { installationLink } from './004-installation.ts';
import { holders } from './005-holders.ts';
import { deadLetters } from './006-dead-letters.ts';
import { namedNotifications } from './007-notifications.ts';
import { readNotifications } from './008-read-notifications.ts';
import { personalRecords } from './009-personal-records.ts';

/** The file of the journal, its outbox, files and knowledge; `FINJ` in ASCII identifies it. */
export const journalKind: DatabaseKind = {
  applicationId: 0x46494e4a,
  migrations: [
    start,
    notifications,
    sideEffectTasks,
    installationLink,
    holders,
    deadLetters,
    namedNotifications,
    readNotifications,
    personalRecords,
  ],
  oldest: 7,
};
