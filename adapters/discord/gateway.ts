import { setTimeout as wait } from 'node:timers/promises';
import type { IIdentifyThrottler } from 'discord.js';
import { Client, Events, GatewayCloseCodes, type GatewayDispatchPayload, GatewayIntentBits } from 'discord.js';
import { type CodedError, PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import { tokenRefused, toOurs } from './errors.ts';
import type { Sessions } from './session.ts';
import { createStrategy } from './strategy.ts';

/** Longest that closing waits for the other side, milliseconds. */
const shutdownTimeoutFor = 3_000;

export interface GatewayDeps {
  readonly api: string;
  readonly token: string;
  readonly readThreads: boolean;
  readonly sessions: Sessions;
  readonly throttle: IIdentifyThrottler;
  readonly onDispatch: (event: GatewayDispatchPayload) => void;
  /** Longest without a connection until that is a failure, milliseconds. */
  readonly longestSilence: number;
  /** The connection ended for good, or there has been none for long. */
  readonly onFailure: (error: CodedError) => void;
}

/** One bot's connection to the gateway. */
export interface Gateway {
  /** Ends the connection, not the session: whoever comes next can continue it. */
  close(): Promise<void>;
}

/**
 * What the bot asks to be told of: messages in chats of their own and in servers. Their text comes along where the bot
 * is mentioned or spoken to alone; to read others, in threads that it opened, takes the third one, which is privileged.
 */
export function intentsOf(readThreads: boolean): number {
  const { DirectMessages, GuildMessages, MessageContent } = GatewayIntentBits;
  return DirectMessages | GuildMessages | (readThreads ? MessageContent : 0);
}

/** Connects, and connects again whenever the connection breaks, until closed. */
export function openGateway(deps: GatewayDeps): Gateway {
  let closing = false;
  let linked = false;
  let silence: NodeJS.Timeout | null = null;
  const fail = (error: CodedError) => {
    closing = true;
    stopWaiting();
    deps.onFailure(error);
  };
  const startWaiting = () => {
    silence ??= setTimeout(
      () => fail(new PlatformUnreachable('Discord does not answer. It is tried again and again.')),
      deps.longestSilence,
    ).unref();
  };
  const stopWaiting = () => {
    if (silence) clearTimeout(silence);
    silence = null;
  };

  const client = new Client({
    intents: intentsOf(deps.readThreads),
    // One request, for the gateway's address: nothing to sweep.
    rest: { api: deps.api, retries: 0, hashSweepInterval: 0, handlerSweepInterval: 0 },
    ws: {
      buildIdentifyThrottler: () => deps.throttle,
      buildStrategy: (manager) =>
        createStrategy(manager, {
          // Closed between two connections, the library would connect once more: it waits here, and is forgotten.
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
  // Without a listener, what the library could not deal with would end the process.
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
      if (linked) await Promise.race([client.destroy(), wait(shutdownTimeoutFor, undefined, { ref: false })]);
    },
  };
}

export const messageContentMissing =
  'Discord does not let the bot read all messages. Turn on "Message Content Intent" in the developer portal, or turn "readThreads" off in the account.';

/** Codes with which the gateway closes for good, and what to do. */
const lasting: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.DisallowedIntents]: messageContentMissing,
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for one connection. Take it out of some.',
  [GatewayCloseCodes.InvalidShard]: 'Discord refused the connection (4010). Report it.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer speaks version 10 of its API. Update this program.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord refused what the bot asks to be told of (4013). Update this program.',
};
