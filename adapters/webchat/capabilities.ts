import type { Capabilities } from '../../src/core/model/account.ts';

/** Most characters (UTF-16 units) of one message, in both directions. */
export const textLength = 4_000;

/** What every Direct Line client can show: choices are suggested actions, text is light Markdown. */
export const webchatCapabilities: Capabilities = {
  buttons: 10,
  buttonLabel: 60,
  textLength,
  markup: 'markdown',
  quickExit: true,
  ratings: true,
  delivery: 'pull',
  pace: null,
};
