import type { Account } from '../core/model/account.ts';

/** An account that no channel has, for conversations that are only tried: private, with all that a channel can show. */
export function trialAccount(own: Pick<Account, 'id' | 'tenant' | 'channel' | 'name' | 'locale'>): Account {
  return {
    ...own,
    topics: null,
    department: null,
    hours: null,
    capabilities: {
      buttons: 10,
      buttonLabel: 80,
      textLength: 4_000,
      markup: 'markdown',
      quickExit: true,
      delivery: 'pull',
      pace: null,
    },
    pace: { burst: 1_000, perMinute: 1_000 },
    status: { kind: 'open' },
    links: { profile: null, start: null, elsewhere: null, others: [] },
  };
}
