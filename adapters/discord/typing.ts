import { Routes } from 'discord.js';
import type { Api } from './api.ts';

/** Shows for some seconds that the bot is writing. Nobody waits for it, and nothing is lost when it fails. */
export function showTyping(api: Api, channel: string): void {
  api.request({ method: 'POST', path: Routes.channelTyping(channel) }).catch(() => {});
}
