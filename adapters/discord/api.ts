import { REST, type RequestData, type RequestMethod } from 'discord.js';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { toOurs, waitOf } from './errors.ts';

/** Longest that a request waits in line because Discord wants fewer of them, milliseconds; else it is put off. */
const longestWait = 5_000;
/** Longest that one request may take, milliseconds. */
const requestFor = 15_000;

export interface ApiRequest extends Pick<RequestData, 'body' | 'files'> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly query?: Readonly<Record<string, string>>;
  /** The address itself holds a token, as for interactions: the bot's own is not sent. */
  readonly open?: boolean;
  readonly signal?: AbortSignal;
}

/** Discord's REST API on behalf of one bot. */
export interface Api {
  /**
   * Resolves to the answer's body. Requests of one kind follow each other; the library keeps to the limits that
   * Discord announces.
   * @throws {PlatformRefused} with `retryAt` where it would have to wait for long
   * @throws {PlatformUnreachable}
   */
  request<T>(request: ApiRequest): Promise<T>;
  close(): void;
}

export function createApi(deps: { url: string; token: string; clock: Clock }): Api {
  const rest = new REST({
    api: deps.url,
    // The outbox tries again, with back-off; a request that may have got through is not repeated in silence.
    retries: 0,
    timeout: requestFor,
    // What Discord says is counted from its answer, which is late enough.
    offset: 0,
    rejectOnRateLimit: (limit) => waitOf(limit) > longestWait || limit.route.endsWith('/typing'),
    // Each chat leaves a queue behind: forgotten after a minute, not an hour.
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
        // The library forgets a token that was refused; a new account of the same name brings its own.
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

/** Stops waiting when told to: a request that waits in line does not look at its signal. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new PlatformUnreachable('Discord did not answer in time.'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
