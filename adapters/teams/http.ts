import type { Clock } from '../../src/core/ports/clock.ts';
import { errorOf, unreachable } from './errors.ts';

/** The part of the SDK's request that is needed; its own client repeats requests, which is the outbox's matter. */
interface ConnectorRequest {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers: { rawHeaders(): Record<string, string> };
  readonly abortSignal?: unknown;
}

/** Longest that the platform may take to answer, milliseconds. */
const longestWait = 30_000;

/**
 * The SDK's way to the network: one attempt, ended by the caller's signal; whatever is no success is thrown as one of
 * our errors, without the request, which holds the token and what was said.
 */
export function createConnectorHttp(clock: Clock) {
  return {
    async sendRequest(request: ConnectorRequest) {
      const signals = [AbortSignal.timeout(longestWait)];
      if (request.abortSignal instanceof AbortSignal) signals.push(request.abortSignal);
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.rawHeaders(),
        body: typeof request.body === 'string' ? request.body : null,
        redirect: 'manual',
        signal: AbortSignal.any(signals),
      }).catch((error: unknown) => {
        throw unreachable(error);
      });
      if (!response.ok) throw await errorOf(response, clock());
      const bodyAsText = await response.text().catch((error: unknown) => {
        throw unreachable(error);
      });
      const headers = { 'content-type': response.headers.get('content-type') ?? 'application/json' };
      return { request, status: response.status, bodyAsText, headers: { toJson: () => headers } };
    },
  };
}
