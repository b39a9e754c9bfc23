import type { Clock } from '../../src/core/ports/clock.ts';
import { errorOf, unreachable } from './errors.ts';
import type { HttpClient } from './sdk.ts';

/** The SDK declares more methods of headers than it calls. */
type Headers = Awaited<ReturnType<HttpClient['sendRequest']>>['headers'];

/** The part of the SDK's HTTP request that is needed; the SDK's client would retry, which is the outbox's job. */
interface ConnectorRequest {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers: { rawHeaders(): Record<string, string> };
  readonly abortSignal?: unknown;
}

/** Timeout of the platform's answer, milliseconds. */
const timeoutMs = 30_000;

/**
 * HTTP client for the SDK: a single attempt, cancelled by the caller's signal. Any failure becomes one of our errors,
 * without the request, which holds the token and the message.
 */
export function createConnectorHttp(clock: Clock) {
  return {
    async sendRequest<Request extends ConnectorRequest>(request: Request) {
      const signals = [AbortSignal.timeout(timeoutMs)];
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
      const headers: Record<string, string> = {
        'content-type': response.headers.get('content-type') ?? 'application/json',
      };
      return { request, status: response.status, bodyAsText, headers: { toJson: () => headers } as Headers };
    },
  };
}
