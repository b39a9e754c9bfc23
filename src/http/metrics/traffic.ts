import { Counter, Gauge, type Registry } from 'prom-client';
import type { Answered } from '../listener.ts';

/** Open streams of this process, by kind. */
export type StreamCounts = Readonly<Record<'webchat' | 'console', number>>;

/** Figures of what comes in over HTTP: statuses and codes, nothing of who asked or for what. */
export interface TrafficMetrics {
  /** Told of every request that was answered, and of every upgrade that was refused. */
  readonly observe: (answered: Answered) => void;
  watchStreams(streams: () => StreamCounts): void;
}

/** What asks all the time whether the process is well says nothing of those whom it serves. */
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
  // A rate sees the first of them only where there was a zero before.
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
