import type { Account, AccountLinks, AccountStatus, Capabilities } from '../core/model/account.ts';
import type { AccountRecord, Crisis } from '../core/model/accountRecord.ts';
import type { CallingCode } from '../core/model/contact/mobileNumber.ts';
import type { Locale } from '../core/model/locale.ts';
import { accountChannel, builtIn } from './lifecycle.ts';

/** Public address of an account, as its platform gave it when it was opened. */
export type PlatformLinks = Pick<AccountLinks, 'profile' | 'start'>;

/** Context of an account. */
export interface AccountContext {
  readonly tenant: string;
  /** For an account whose definition does not say. */
  readonly defaults: {
    readonly name: string;
    readonly locale: Locale;
    readonly pace: Account['pace'];
    readonly mails?: boolean;
    readonly textsTo?: readonly CallingCode[];
  };
  readonly records: readonly AccountRecord[];
  readonly crisis: Crisis | null;
  /** Null as long as the platform has given none. */
  readonly linksOf: (id: string) => PlatformLinks | null;
}

/** Builds the account that a turn sees from its record and its context. */
export function toAccount(record: AccountRecord, capabilities: Capabilities, around: AccountContext): Account {
  const { definition } = record;
  const { defaults } = around;
  const links = around.linksOf(record.id);
  const elsewhere = pointerTo(mainAccount(around.records), record, around);
  return {
    id: record.id,
    tenant: around.tenant,
    channel: accountChannel(record),
    name: definition?.name ?? defaults.name,
    locale: definition?.languages[0] ?? defaults.locale,
    topics: definition?.topics ?? null,
    department: definition?.department ?? null,
    hours: definition?.hours ?? null,
    capabilities,
    pace: definition?.pace ?? defaults.pace,
    ...(defaults.mails && { mails: true }),
    ...(defaults.textsTo && { textsTo: defaults.textsTo }),
    status: statusOf(record, around, elsewhere),
    links: {
      profile: definition?.url ?? links?.profile ?? null,
      start: links?.start ?? null,
      elsewhere,
      others: othersThan(record, around),
    },
  };
}

/** General accounts on other channels that accept a transfer code: those for all topics, at most one per channel. */
function othersThan(record: AccountRecord, { records, linksOf, defaults }: AccountContext): AccountLinks['others'] {
  const others = new Map<string, { name: string; start: string }>();
  for (const each of records) {
    const start = linksOf(each.id)?.start;
    const isGeneral = each.state === 'open' && (each.definition?.topics ?? null) === null;
    if (!start || !isGeneral || accountChannel(each) === accountChannel(record)) continue;
    if (!others.has(accountChannel(each)))
      others.set(accountChannel(each), { name: each.definition?.name ?? defaults.name, start });
  }
  return [...others.values()];
}

/**
 * The account to which the others refer: the one whose definition says so, else the built-in one. Null: none answers.
 */
export function mainAccount(records: readonly AccountRecord[]): AccountRecord | null {
  const open = records.filter(({ state }) => state === 'open');
  return open.find(({ definition }) => definition?.main) ?? open.find(({ id }) => id === builtIn.id) ?? null;
}

/** A crisis overrides the account's own state, and leaves it unchanged. */
function statusOf(record: AccountRecord, around: AccountContext, elsewhere: AccountLinks['elsewhere']): AccountStatus {
  const { crisis } = around;
  if (crisis !== null && crisis.towards !== record.id) {
    const target = around.records.find(({ id, state }) => id === crisis.towards && state === 'open') ?? null;
    return { kind: 'frozen', towards: pointerTo(target, record, around), message: crisis.message };
  }
  if (record.state === 'frozen') return { kind: 'frozen', towards: elsewhere, message: null };
  return { kind: 'open' };
}

/** Name and address of another account; null when there is none, or its address is unknown. */
function pointerTo(
  target: AccountRecord | null,
  from: AccountRecord,
  { defaults, linksOf }: AccountContext,
): { name: string; url: string } | null {
  if (target === null || target.id === from.id) return null;
  const url = target.definition?.url ?? linksOf(target.id)?.profile ?? null;
  return url === null ? null : { name: target.definition?.name ?? defaults.name, url };
}
