import type { Capabilities } from '../../src/core/model/account.ts';

/** What Telegram shows: Bot API 7, an inline keyboard with one button a row. */
export const telegramCapabilities: Capabilities = {
  // A keyboard may hold 100; nobody reads more than a screen of them.
  buttons: 8,
  // Longer labels are cut off on a telephone.
  buttonLabel: 60,
  // Counted by the platform once the markup is gone, so that what is counted here, with its marks, always fits.
  textLength: 4_096,
  markup: 'markdown',
  quickExit: false,
  delivery: 'push',
  // "Avoid sending more than one message per second in a chat; short bursts may go over"; 30 a second in all.
  pace: { perSecond: 25, betweenMs: 1_000, burst: 4 },
};
