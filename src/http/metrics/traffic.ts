import { Counter, Gauge, type Registry } from 'prom-client';
import type { Answered } from '../listener.ts';

/** Open streams of this process, by kind. */
export type StreamCounts = Readonly<Record<'webchat' | 'console', number>>;

/** Metrics of incoming HTTP requests: statuses and codes, not who asked or for what. */
export interface TrafficMetrics {
  /** Called for every answered request and every refused upgrade. */
  readonly observe: (answered: Answered) => void;
  watchStreams(streams: () => StreamCounts): void;
}

/** Monitoring requests are left out, because they say nothing about users. */
const ofMonitoring = new Set(['/healthz', '/readyz', '/metrics']);

export function createTrafficMetrics(registry: Registry): TrafficMetrics {
  const registers = [registry];
  const responses = new Counter({
    name: 'finestreta_http_responses_total',
    help: 'Requests answered, by HTTP status; without those of monitoring, with refused WebSocket upgrades.',
    labelNames: ['status'],
    registers,
  });
  const refusals = new Counter({
    name: 'finestreta_refusals_total',
    help: 'Requests refused with a status from 400 on, by the code of the error; `unspecified` where an answer has none.',
    labelNames: ['status', 'reason'],
    registers,
  });
  // A rate counts the first event only where there was a zero before.
  for (const status of ['200', '429', '500', '503', '507']) responses.inc({ status }, 0);
  return {
    observe({ path, status, code }) {
      if (ofMonitoring.has(path)) return;
      responses.inc({ status: String(status) });
      if (status >= 400) refusals.inc({ status: String(status), reason: code ?? 'unspecified' });
    },
    watchStreams(streams) {
      const open = new Gauge({
        name: 'finestreta_open_streams',
        help: 'Open streams of this process: WebSockets of the web chat, and pages of the console.',
        labelNames: ['kind'],
        registers,
        collect() {
          for (const [kind, count] of Object.entries(streams())) open.set({ kind }, count);
        },
      });
    },
  };
}
