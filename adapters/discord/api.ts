import { REST, type RequestData, type RequestMethod } from 'discord.js';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { rateLimitWait, toOurs } from './errors.ts';

/** Longest wait in the rate limit queue before a request is postponed, milliseconds. */
const maxQueueMs = 5_000;
/** Timeout of one request, milliseconds. */
const requestTimeoutMs = 15_000;

interface ApiRequest extends Pick<RequestData, 'body' | 'files'> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly query?: Readonly<Record<string, string>>;
  /** The URL itself holds a token, as for interactions, so the bot's own is not sent. */
  readonly open?: boolean;
  readonly signal?: AbortSignal;
}

/** Discord's REST API on behalf of one bot. */
export interface Api {
  /**
   * Resolves to the answer's body. Requests of one kind run in sequence; the library keeps to the limits that Discord
   * announces.
   * @throws {PlatformRefused} with `retryAt` where it would have to wait for long
   * @throws {PlatformUnreachable}
   */
  request<T>(request: ApiRequest): Promise<T>;
  close(): void;
}

export function createApi(deps: { url: string; token: string; clock: Clock }): Api {
  const rest = new REST({
    api: deps.url,
    // The outbox retries with back-off; the library must not silently repeat a request that may have gone through.
    retries: 0,
    timeout: requestTimeoutMs,
    // Counts Discord's delays from the time of its answer, which is late enough.
    offset: 0,
    rejectOnRateLimit: (limit) => rateLimitWait(limit) > maxQueueMs || limit.route.endsWith('/typing'),
    // Each chat leaves a queue behind: drop it after a minute instead of an hour.
    handlerSweepInterval: 60_000,
  }).setToken(deps.token);

  return {
    async request<T>({ method, path, query, open, signal, body, files }: ApiRequest): Promise<T> {
      try {
        const answer = rest.request({
          method: method as RequestMethod,
          fullRoute: path,
          auth: open !== true,
          ...(query && { query: new URLSearchParams(query) }),
          ...(body !== undefined && { body }),
          ...(files && { files }),
          ...(signal && { signal }),
        });
        return (await (signal ? unlessAborted(answer, signal) : answer)) as T;
      } catch (error) {
        // The library forgets a refused token; a new account of the same name brings its own.
        rest.setToken(deps.token);
        throw toOurs(error, deps.clock());
      }
    },
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** Stops waiting on abort: the library does not check the signal of a queued request. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new PlatformUnreachable('Discord did not answer in time.'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
