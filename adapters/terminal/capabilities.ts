import type { Capabilities } from '../../src/core/model/account.ts';

/** A terminal shows plain text only: choices become a numbered list. */
export const terminalCapabilities: Capabilities = {
  buttons: 0,
  buttonLabel: 80,
  textLength: 20_000,
  markup: 'plain',
  quickExit: false,
  delivery: 'push',
  pace: null,
};
