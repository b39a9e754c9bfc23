import { createHash, randomBytes } from 'node:crypto';
import { type ApiKeys, createApiKeys } from '../core/journal/apiKeys.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Account } from '../core/model/account.ts';
import type { Locale } from '../core/model/locale.ts';

/** The account of requests that programs file: no platform has it, and nobody asks for it. */
export const open311Profile = { id: 'open311', channel: 'open311', name: 'Open311' } as const;

/** The account as turns and commands see it. Programs read the journal's projection, so nothing is sent. */
export function open311Account(tenant: string, locale: Locale): Account {
  return {
    ...open311Profile,
    tenant,
    locale,
    topics: null,
    department: null,
    hours: null,
    capabilities: {
      buttons: 0,
      buttonLabel: 0,
      textLength: 8_000,
      markup: 'plain',
      quickExit: false,
      delivery: 'pull',
      pace: null,
    },
    pace: { burst: 100, perMinute: 100 },
    status: { kind: 'open' },
    links: { profile: null, start: null, elsewhere: null, others: [] },
  };
}

/** The keys of programs, over the records of the city. */
export function openApiKeys(tenant: string, records: RecordLog): ApiKeys {
  return createApiKeys({
    tenant,
    records,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    newKey: () => `f311_${randomBytes(32).toString('base64url')}`,
    clock: Date.now,
  });
}
