import type { Capabilities } from '../../src/core/model/account.ts';

/**
 * What Teams shows. Its limit was 28 KB a message and is now 100 KB, counted in UTF-16 with everything around the text:
 * 8,000 units are 16 KB in any alphabet, and leave room for markup and buttons.
 */
export const teamsCapabilities: Capabilities = {
  buttons: 6,
  buttonLabel: 60,
  textLength: 8_000,
  markup: 'markdown',
  quickExit: false,
  delivery: 'push',
  // Microsoft's limits: 30 requests a second for an app in a tenant; in a conversation 7 a second, 8 in 2 s, 60 in 30
  // s.
  pace: { perSecond: 30, betweenMs: 600, burst: 5 },
};
