import type { Channel } from '../adapters/adapter.ts';
import { readWebchatSettings } from '../adapters/webchat/index.ts';
import type { Config, Environment } from './config.ts';
import type { Log } from './core/ports.ts';
import type { Roles } from './roles.ts';
import { type App, type Doors, noDoors, startService } from './service.ts';
import { openWebchat } from './webchat.ts';

export type { App } from './service.ts';

/**
 * Starts the service with all of its channels.
 * @throws {CodedError} `config.invalid`, `port.unusable`, and the codes of the stores and of the content
 */
export async function startApp(config: Config, env: Environment, roles: Roles, log: Log): Promise<App> {
  const settings = readWebchatSettings(env);
  return startService({
    config,
    roles,
    async makeDoors({ bot }) {
      // The web chat's clients read by themselves: a process that only sends has nothing to do with it.
      if (!roles.web) return noDoors;
      const webchat = openWebchat(bot, config, settings, log);
      return doorsOf([webchat.channel], [webchat.pages], webchat.open);
    },
    log,
  });
}

function doorsOf(channels: readonly Channel[], pages: Doors['pages'], open: () => Promise<unknown>): Doors {
  return {
    channels: present(channels.map(({ router }) => router)),
    pages,
    upgrades: present(channels.map(({ upgrade }) => upgrade)),
    async open() {
      await open();
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.close()));
    },
  };
}

function present<T>(values: readonly (T | null)[]): readonly T[] {
  return values.filter((value) => value !== null);
}
