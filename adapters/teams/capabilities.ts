import type { Capabilities } from '../../src/core/model/account.ts';

/**
 * What Teams shows. It took 28 KB a message once and takes 100 KB now, counted in UTF-16 with all that is around the
 * text: 8,000 units are 16 KB, whatever the alphabet, and leave room for marks and buttons.
 */
export const teamsCapabilities: Capabilities = {
  buttons: 6,
  buttonLabel: 60,
  textLength: 8_000,
  markup: 'markdown',
  quickExit: false,
  delivery: 'push',
  // Microsoft names 30 requests a second for an app in a tenant; in a conversation 7 a second, 8 in 2 s, 60 in 30 s.
  pace: { perSecond: 30, betweenMs: 600, burst: 5 },
};
