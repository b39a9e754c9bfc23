import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineDeps } from '../../core/engine/engine.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Event } from '../../core/model/event.ts';
import type { DispatcherDeps } from '../../core/outbox/dispatcher.ts';
import type { NotificationReport } from '../../core/ports/notifications.ts';
import type { Outbox } from '../../core/ports/outbox.ts';
import { createDeliveryMetrics } from './deliveries.ts';
import { type Dependencies, orNothing, watchDependencies } from './dependencies.ts';
import { type WatchedReading, watchReading } from './reading.ts';
import { createTrafficMetrics, type TrafficMetrics } from './traffic.ts';
import { type WatchedMeaning, watchMeaning } from './watchMeaning.ts';
import { createNotificationMetrics, type WatchedService, watchService } from './watchService.ts';

/** Prometheus metrics of the service: numbers and channel ids, without personal data. */
export interface Metrics {
  readonly observe: EngineDeps['observe'];
  readonly observeDelivery: DispatcherDeps['observe'];
  readonly observeNotification: (report: NotificationReport) => void;
  readonly traffic: TrafficMetrics;
  /** Reports the size of an outbox. */
  watch(outbox: Pick<Outbox, 'depth' | 'depths'>): void;
  /** Reports which accounts are open. */
  watchAccounts(accounts: () => readonly WatchedAccount[]): void;
  /** Reports whether the dependencies are available. */
  watchDependencies(dependencies: Dependencies): void;
  /** Reports the work of sentence vectors. */
  watchMeaning(meaning: WatchedMeaning): void;
  watchReading(reading: WatchedReading): void;
  /** Reports version, cases, refused content and the last backup. */
  watchService(service: WatchedService): void;
  readonly registry: Registry;
}

/** An account that should be open. */
interface WatchedAccount {
  readonly account: string;
  readonly channel: string;
  readonly health: { readonly state: string };
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: 'finestreta_turns_total',
    help: 'Turns committed, by channel and outcome.',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  const latency = new Histogram({
    name: 'finestreta_turn_seconds',
    help: 'Time from the arrival of a message to its durable commit.',
    labelNames: ['channel'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const dangers = new Counter({
    name: 'finestreta_dangers_total',
    help: 'Messages in which a danger was detected, by level: alarm, or possible (the number is given before the answer).',
    labelNames: ['level'],
    registers: [registry],
  });
  for (const level of ['alarm', 'possible']) dangers.inc({ level }, 0);
  const deliveries = createDeliveryMetrics(registry);
  let watched: () => readonly WatchedAccount[] = () => [];
  const channelOf = (id: string) => watched().find(({ account }) => account === id)?.channel ?? '';
  return {
    registry,
    observeDelivery: deliveries.observe,
    observeNotification: createNotificationMetrics(registry),
    traffic: createTrafficMetrics(registry),
    watchService: (service) => watchService(registry, service),
    observe: ({ account, events, milliseconds }) => {
      turns.inc({ channel: account.channel, outcome: outcomeOf(events) });
      for (const event of events) if (event.type === 'danger.seen') dangers.inc({ level: event.level });
      latency.observe({ channel: account.channel }, milliseconds / 1_000);
    },
    watchAccounts: (accounts) => {
      watched = accounts;
      const up = new Gauge({
        name: 'finestreta_account_up',
        help: 'Accounts that should be open in this process: 1 when they are, 0 while they fail.',
        labelNames: ['account', 'channel'],
        registers: [registry],
        collect() {
          // Removes those that were closed since.
          up.reset();
          for (const { account, channel, health } of accounts()) {
            up.set({ account, channel }, health.state === 'open' ? 1 : 0);
          }
        },
      });
    },
    watchMeaning: (meaning) => watchMeaning(registry, meaning),
    watchReading: (reading) => watchReading(registry, reading),
    watchDependencies: (dependencies) => watchDependencies(registry, dependencies),
    watch: (outbox) => {
      deliveries.watch(outbox, channelOf);
      const depth = new Gauge({
        name: 'finestreta_outbox_tasks',
        help: 'Tasks of the outbox: waiting for delivery, or dead letters waiting for staff.',
        labelNames: ['state'],
        registers: [registry],
        async collect() {
          await orNothing(depth, async () => {
            const { waiting, deadLetters } = await outbox.depth();
            depth.set({ state: 'waiting' }, waiting);
            depth.set({ state: 'dead-letter' }, deadLetters);
          });
        },
      });
    },
  };
}

/** The outcome of a turn as one label. */
export function outcomeOf(events: readonly Event[]): string {
  const outcomes: Partial<Record<Event['type'], string>> = {
    'turn.failed': 'failed',
    'turn.limited': 'limited',
    'question.answered': 'answered',
    'question.clarified': 'clarified',
    'question.unanswered': 'unanswered',
    'language.unsupported': 'unsupported-language',
    'command.run': 'command',
  };
  return events.map(({ type }) => outcomes[type]).find((outcome) => outcome !== undefined) ?? 'other';
}

/** `/metrics` for clients with the token; without a configured token, for this machine only. */
export function createMetricsRoutes({ registry }: Metrics, token: string | null): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    const allowed =
      token === null
        ? isLoopback(request.socket.remoteAddress, request.headers['x-forwarded-for'])
        : shows(request.headers.authorization, token);
    if (!allowed) {
      throw new CodedError(
        'auth.missing',
        'Metrics are for monitoring: set METRICS_TOKEN and send it as a bearer token.',
      );
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

function isLoopback(address: string | undefined, forwarded: unknown): boolean {
  // Behind a proxy every request seems to come from this machine.
  return forwarded === undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address ?? '');
}

function shows(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
