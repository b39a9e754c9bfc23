import type { Account, Capabilities } from '../../src/core/model/account.ts';

/** A channel that can do everything and delivers by itself. */
export const richCapabilities: Capabilities = {
  buttons: 10,
  buttonLabel: 80,
  textLength: 4_000,
  markup: 'markdown',
  quickExit: true,
  delivery: 'pull',
  pace: null,
};

/** A channel to which each message is sent. */
export const pushCapabilities: Capabilities = { ...richCapabilities, delivery: 'push' };

export function accountWith(changes: Partial<Account>): Account {
  return {
    id: 'front-desk',
    tenant: 'default',
    channel: 'test',
    name: 'Front desk',
    topics: null,
    department: null,
    hours: null,
    status: { kind: 'open' },
    links: { profile: null, start: null, elsewhere: null, others: [] },
    locale: 'ca',
    capabilities: richCapabilities,
    pace: { burst: 20, perMinute: 30 },
    ...changes,
  };
}
