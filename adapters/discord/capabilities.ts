import type { Capabilities } from '../../src/core/model/account.ts';

/** Most characters of one message. */
export const messageLength = 2_000;

/** What Discord shows. Up to ten choices are buttons, more are a menu; light Markdown is rewritten in its dialect. */
export const capabilities: Capabilities = {
  buttons: 25,
  buttonLabel: 80,
  // Leaves room for escaped markup.
  textLength: 1_800,
  markup: 'markdown',
  quickExit: false,
  delivery: 'push',
  // Fifty requests a second for one bot; five messages in five seconds to one chat.
  pace: { perSecond: 40, betweenMs: 1_000, burst: 5 },
};
