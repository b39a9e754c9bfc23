import type { Platform } from '../adapter.ts';
import { capabilities } from './capabilities.ts';
import { createDiscord } from './channel.ts';
import { readSettings } from './settings.ts';

/** Discord: direct messages, servers by mention, slash commands, buttons. Its library is loaded with the first account. */
export const platform: Platform = {
  channel: 'discord',
  capabilities,
  secrets: [{ name: 'token', optional: false }],
  serverSettings: ['api'],
  readSettings,
  announces: true,
  createChannel: createDiscord,
};
