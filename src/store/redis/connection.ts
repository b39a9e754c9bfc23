import { createClient } from 'redis';
import { CodedError } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { adviceOn, driverErrorOf, startError } from './driverErrors.ts';

/** Milliseconds after which an unanswered command fails and the caller continues without Redis. */
const commandTimeoutMs = 500;
/** Interval of the pings, and of the silence after which the server counts as away, milliseconds. */
const pingMs = 2_000;
const inactivityMs = 5_000;
const connectMs = 3_000;
/** Longest mean pause between two attempts to connect, milliseconds. */
const maxPauseMs = 2_000;

export type Client = ReturnType<typeof makeClient>;

/** A connection that reconnects and never makes a caller wait for a server that is away. */
export interface RedisConnection {
  /** The client itself, for subscriptions; commands go through `ask`. */
  readonly client: Client;
  /** Whether a command would be sent now. */
  isUp(): boolean;
  /**
   * Sends commands and resolves with their answers. Rejects at once while Redis is away, and after half a second
   * without an answer; then nothing more is sent until the pending command is answered or the connection is new.
   */
  ask<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Logs that the server refused a command, once for each kind of refusal. */
  report(error: unknown): void;
  /** Called each time the connection is usable again. */
  onUp(listener: () => void): void;
  /** Called each time the connection was lost. */
  onDown(listener: () => void): void;
  /** Closes it; pending commands are rejected. Further calls have no effect. */
  close(): void;
}

export interface ConnectionDeps {
  readonly url: string;
  /** `url` without its secrets. */
  readonly address: string;
  /** Name of this connection on the server (CLIENT LIST). */
  readonly name: string;
  /** How long a start waits for the server to answer, milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * Milliseconds to wait before attempt number `retries` (from 0): doubling, with jitter so that processes spread out.
 */
export function reconnectPause(retries: number, random: () => number): number {
  const mean = Math.min(50 * 2 ** Math.min(retries, 10), maxPauseMs);
  return Math.round(mean * (0.5 + random()));
}

/**
 * Connects to Redis.
 * @throws {CodedError} `store.unreachable` when the server did not answer in time; `store.login`, `store.forbidden` or
 * `config.invalid` when an operator must change something first (password, permissions, TLS)
 */
export async function openConnection(deps: ConnectionDeps): Promise<RedisConnection> {
  const { address, name, log, timer } = deps;
  const began = deps.clock();
  /** Null before the first attempt, then whether the server is reachable. */
  let up: boolean | null = null;
  let closed = false;
  let announcedReason: string | null = null;
  let lostAt = 0;
  /** Commands that timed out and are still unanswered. */
  let overdue = 0;
  const upListeners: (() => void)[] = [];
  const downListeners: (() => void)[] = [];

  const client = makeClient(deps, (cause) => {
    // Once it has worked, retries never end; before that, they end when retrying cannot help.
    if (up !== null) return true;
    return adviceOn(driverErrorOf(cause)) === null && deps.clock() - began < deps.timeoutMs;
  });

  /** Log only the first failure of a kind: repetitions would only fill the log. */
  const announce = (error: unknown, what: string): void => {
    const problem = driverErrorOf(error);
    if (problem === announcedReason) return;
    announcedReason = problem;
    const fix = adviceOn(problem);
    log.warn(
      { address, connection: name, code: problem },
      `Redis ${what}; it is tried again${fix === null ? '' : `: ${fix}`}`,
    );
  };

  client.on('ready', () => {
    const away = up === false;
    up = true;
    announcedReason = null;
    if (!away) return;
    log.info({ address, connection: name, milliseconds: deps.clock() - lostAt }, 'Redis connection restored');
    for (const listener of upListeners) listener();
  });
  client.on('error', (error) => {
    if (closed || client.isReady) return;
    if (up) {
      up = false;
      lostAt = deps.clock();
      for (const listener of downListeners) listener();
    }
    // At a start, an error that an operator must fix ends the process.
    if (up === null && adviceOn(driverErrorOf(error)) !== null) return;
    announce(error, up === null ? 'does not answer yet' : 'is away; this process continues without it');
  });

  try {
    await client.connect();
  } catch (error) {
    client.destroy();
    throw startError(error, address);
  }

  const report = (error: unknown): void => {
    if (client.isReady) announce(error, 'refuses a command');
  };

  const ask = <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    if (!client.isReady || overdue > 0) return Promise.reject(away(address));
    return new Promise<T>((resolve, reject) => {
      let late = false;
      const cancel = timer(commandTimeoutMs, () => {
        late = true;
        overdue += 1;
        reject(away(address));
      });
      const settled = () => {
        cancel();
        if (late) overdue -= 1;
      };
      work(client).then(
        (answer) => {
          settled();
          resolve(answer);
        },
        (error) => {
          settled();
          report(error);
          reject(error);
        },
      );
    });
  };

  return {
    client,
    isUp: () => client.isReady && overdue === 0,
    ask,
    report,
    onUp: (listener) => void upListeners.push(listener),
    onDown: (listener) => void downListeners.push(listener),
    close() {
      closed = true;
      client.destroy();
    },
  };
}

function makeClient(deps: ConnectionDeps, again: (cause: Error) => boolean) {
  return createClient({
    url: deps.url,
    name: deps.name,
    // A command that can't be sent now is not queued: the caller knows better what to do.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    pingInterval: pingMs,
    socket: {
      connectTimeout: connectMs,
      socketTimeout: inactivityMs,
      reconnectStrategy: (retries, cause) => (again(cause) ? reconnectPause(retries, deps.random) : false),
    },
  });
}

const away = (address: string) => new CodedError('store.busy', `Redis at ${address} is away. Try again in a moment.`);
