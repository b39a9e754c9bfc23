import type { IIdentifyThrottler } from 'discord.js';
import { Client, Events, GatewayCloseCodes, type GatewayDispatchPayload, GatewayIntentBits } from 'discord.js';
import { type CodedError, PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import { sleep, unheldTimer } from '../../src/core/util/sleep.ts';
import { tokenRefused, toOurs } from './errors.ts';
import type { Sessions } from './session.ts';
import { createStrategy } from './strategy.ts';

/** Timeout of the closing handshake, milliseconds. */
const closeTimeoutMs = 3_000;

interface GatewayDeps {
  readonly api: string;
  readonly token: string;
  readonly readThreads: boolean;
  readonly sessions: Sessions;
  readonly throttle: IIdentifyThrottler;
  readonly onDispatch: (event: GatewayDispatchPayload) => void;
  /** Longest time without a connection before it counts as a failure, milliseconds. */
  readonly inactivityTimeoutMs: number;
  /** The connection has closed for good, or has been down for too long. */
  readonly onFailure: (error: CodedError) => void;
}

/** One bot's connection to the gateway. */
export interface Gateway {
  /** Closes the connection but not the session: the next process can resume it. */
  close(): Promise<void>;
}

/**
 * The bot's gateway intents: direct messages and messages in servers. Discord includes their text where the bot is
 * mentioned or written to directly; reading others, in threads that the bot opened, needs the third intent, which is
 * privileged.
 */
function intentsOf({ readThreads }: { readonly readThreads: boolean }): number {
  const { DirectMessages, GuildMessages, MessageContent } = GatewayIntentBits;
  return DirectMessages | GuildMessages | (readThreads ? MessageContent : 0);
}

/** Connects, and reconnects when the connection breaks, until closed. */
export function openGateway(deps: GatewayDeps): Gateway {
  let closing = false;
  let linked = false;
  let inactivity: NodeJS.Timeout | null = null;
  const fail = (error: CodedError) => {
    closing = true;
    stopWaiting();
    deps.onFailure(error);
  };
  const startWaiting = () => {
    inactivity ??= setTimeout(
      () => fail(new PlatformUnreachable('Discord does not answer. Retrying.')),
      deps.inactivityTimeoutMs,
    ).unref();
  };
  const stopWaiting = () => {
    if (inactivity) clearTimeout(inactivity);
    inactivity = null;
  };

  const client = new Client({
    intents: intentsOf(deps),
    // This client makes a single request, for the gateway's URL: no cache to sweep.
    rest: { api: deps.api, retries: 0, hashSweepInterval: 0, handlerSweepInterval: 0 },
    ws: {
      buildIdentifyThrottler: () => deps.throttle,
      buildStrategy: (manager) =>
        createStrategy(manager, {
          // If closed while disconnected, the library would connect once more: it waits here, and is garbage collected.
          retrieve: () => (closing ? new Promise(() => {}) : deps.sessions.retrieve()),
          update: (info) => {
            if (!closing) deps.sessions.update(info);
          },
          onDispatch: (event) => {
            if (!closing) deps.onDispatch(event);
          },
          onUp: stopWaiting,
          onHello() {
            linked = true;
            if (closing) void client.destroy();
          },
          onClosed(code) {
            linked = false;
            const reason = lasting[code];
            if (reason !== undefined) fail(new PlatformRefused(reason, { retryAt: null }));
            else if (!closing) startWaiting();
          },
        }),
    },
  });
  // Without a listener, an error that the library could not handle would end the process.
  client.on(Events.Error, (error) => {
    if (!closing) fail(toOurs(error, Date.now()));
  });
  startWaiting();
  client.login(deps.token).catch((error) => {
    if (!closing) fail(toOurs(error, Date.now()));
  });

  return {
    async close() {
      closing = true;
      stopWaiting();
      if (linked) await Promise.race([client.destroy(), sleep(closeTimeoutMs, unheldTimer)]);
    },
  };
}

export const messageContentMissing =
  'Discord does not let the bot read all messages. Turn on "Message Content Intent" in the developer portal, or turn "readThreads" off in the account.';

/** Close codes that are permanent, and how to fix each. */
const lasting: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.DisallowedIntents]: messageContentMissing,
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for one connection. Take it out of some.',
  [GatewayCloseCodes.InvalidShard]: 'Discord refused the connection (4010). Report it.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer speaks version 10 of its API. Update this program.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord refused the intents of the bot (4013). Update this program.',
};
