import type { Platform } from '../adapter.ts';
import { telegramCapabilities } from './capabilities.ts';
import { createChannel } from './channel.ts';
import { readTelegramSettings } from './settings.ts';

/** Telegram, through the Bot API. */
export const platform: Platform = {
  channel: 'telegram',
  capabilities: telegramCapabilities,
  secrets: [{ name: 'token', optional: false }],
  serverSettings: ['apiRoot'],
  readSettings: readTelegramSettings,
  announces: true,
  createChannel,
};
