import type { Capabilities } from '../../src/core/model/account.ts';

/** What Telegram shows: Bot API 7, an inline keyboard with one button a row. */
export const telegramCapabilities: Capabilities = {
  // Telegram allows 100 buttons; nobody reads more than a screen of them.
  buttons: 8,
  // Longer labels are cut off on a phone.
  buttonLabel: 60,
  // The platform counts without markup, so a text that fits with its markup always fits.
  textLength: 4_096,
  markup: 'markdown',
  quickExit: false,
  delivery: 'push',
  // Telegram's advice: at most one message a second in a chat, with short bursts above that; 30 a second in all.
  pace: { perSecond: 25, betweenMs: 1_000, burst: 4 },
};
