import { Routes } from 'discord.js';
import type { Api } from './api.ts';

/** Shows the typing indicator for some seconds. Nobody waits for the call, and a failure loses nothing. */
export function showTyping(api: Api, channel: string): void {
  api.request({ method: 'POST', path: Routes.channelTyping(channel) }).catch(() => {});
}
