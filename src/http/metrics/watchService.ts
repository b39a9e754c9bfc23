import { Counter, Gauge, type Registry } from 'prom-client';
import type { CaseCounts } from '../../core/cases/countCases.ts';
import type { NotificationReport } from '../../core/ports/notifications.ts';
import { orNothing } from './dependencies.ts';

/** What operators and supervisors need to know of the service as a whole. */
export interface WatchedService {
  /** Version of the program. */
  readonly version: string;
  readonly cases: () => Promise<CaseCounts>;
  /** Messages as `Conversations.waiting`. */
  readonly messages: () => { readonly underWay: number; readonly waiting: number; readonly refused: number };
  /** Content files whose newest version was refused. */
  readonly refusedContent: () => number;
  /** When the last backup was made, milliseconds since 1970; null: there is none. */
  readonly lastBackup: () => Promise<number | null>;
  /** When everything was last entered in the public log, as `PublicLog.caughtUpAt`. */
  readonly publicLog: () => number | null;
}

/** Reports version, messages that wait, cases, refused content, the last backup and the public log. */
export function watchService(registry: Registry, service: WatchedService): void {
  const registers = [registry];
  new Gauge({
    name: 'finestreta_build_info',
    help: 'Always 1; the labels say which version runs on which Node.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: service.version, node: process.versions.node }, 1);
  const messages = new Gauge({
    name: 'finestreta_messages',
    help: 'Messages of people that are read now (reading), and that wait until they are (waiting).',
    labelNames: ['state'],
    registers,
    collect() {
      const { underWay, waiting } = service.messages();
      messages.set({ state: 'reading' }, underWay);
      messages.set({ state: 'waiting' }, waiting);
    },
  });
  const refused = new Counter({
    name: 'finestreta_messages_refused_total',
    help: 'Messages that were not taken because too many waited; platforms and the chat send them again.',
    registers,
    collect() {
      refused.reset();
      refused.inc(service.messages().refused);
    },
  });
  const cases = new Gauge({
    name: 'finestreta_cases',
    help: 'Cases of the installation: open, snoozed, and overdue (of these, those with a missed deadline).',
    labelNames: ['state'],
    registers,
    async collect() {
      await orNothing(cases, async () => {
        for (const [state, count] of Object.entries(await service.cases())) cases.set({ state }, count);
      });
    },
  });
  const content = new Gauge({
    name: 'finestreta_content_refused_files',
    help: 'Content files that cannot be used as they are: the last good version of each stays active.',
    registers,
    collect() {
      content.set(service.refusedContent());
    },
  });
  const backup = new Gauge({
    name: 'finestreta_last_backup_timestamp_seconds',
    help: 'When the last backup was made, in seconds since 1970; 0 if none is known.',
    registers,
    async collect() {
      const known = await service.lastBackup().catch(() => undefined);
      if (known === undefined) backup.remove();
      else backup.set((known ?? 0) / 1_000);
    },
  });
  const publicLog = new Gauge({
    name: 'finestreta_public_log_timestamp_seconds',
    help: 'When everything was last entered in the public log, in seconds since 1970; 0 if it was not yet.',
    registers,
    collect() {
      const known = service.publicLog();
      if (known === null) publicLog.remove();
      else publicLog.set(known / 1_000);
    },
  });
}

/** Counts e-mails, text messages, messages to devices of staff and web hook calls; returns the function to call for each attempt. */
export function createNotificationMetrics(registry: Registry): (report: NotificationReport) => void {
  const attempts = new Counter({
    name: 'finestreta_notifications_total',
    help: 'Attempts to send an e-mail or a text message, to notify a device of staff or to call a web hook: sent, failed (will be retried) or refused (given up).',
    labelNames: ['channel', 'hook', 'outcome'],
    registers: [registry],
  });
  for (const channel of ['mail', 'push'])
    for (const outcome of ['sent', 'failed', 'refused']) attempts.inc({ channel, hook: '', outcome }, 0);
  return ({ channel, hook, outcome }) => attempts.inc({ channel, hook: hook ?? '', outcome });
}
