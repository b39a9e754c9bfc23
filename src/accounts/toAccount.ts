import type { Account, AccountLinks, AccountStatus, Capabilities } from '../core/model/account.ts';
import type { AccountRecord, Crisis } from '../core/model/accountRecord.ts';
import type { Locale } from '../core/model/locale.ts';
import { builtIn, channelOf } from './lifecycle.ts';

/** Where people find an account, as its platform said when it was opened. */
export type PlatformLinks = Pick<AccountLinks, 'profile' | 'start'>;

/** What an account takes from around it. */
export interface Surroundings {
  readonly tenant: string;
  /** Of an account whose definition says nothing of it. */
  readonly defaults: { readonly name: string; readonly locale: Locale; readonly pace: Account['pace'] };
  readonly records: readonly AccountRecord[];
  readonly crisis: Crisis | null;
  /** Null as long as the platform has said nothing. */
  readonly linksOf: (id: string) => PlatformLinks | null;
}

/** Makes the account that a turn sees out of its record and what is around it. */
export function toAccount(record: AccountRecord, capabilities: Capabilities, around: Surroundings): Account {
  const { definition } = record;
  const { defaults } = around;
  const links = around.linksOf(record.id);
  const elsewhere = pointerTo(mainAccount(around.records), record, around);
  return {
    id: record.id,
    tenant: around.tenant,
    channel: channelOf(record),
    name: definition?.name ?? defaults.name,
    locale: definition?.languages[0] ?? defaults.locale,
    topics: definition?.topics ?? null,
    department: definition?.department ?? null,
    hours: definition?.hours ?? null,
    capabilities,
    pace: definition?.pace ?? defaults.pace,
    status: statusOf(record, around, elsewhere),
    links: {
      profile: definition?.url ?? links?.profile ?? null,
      start: links?.start ?? null,
      elsewhere,
      others: othersThan(record, around),
    },
  };
}

/** General accounts on other channels that open with a code: those that answer all topics, at most one a channel. */
function othersThan(record: AccountRecord, { records, linksOf, defaults }: Surroundings): AccountLinks['others'] {
  const others = new Map<string, { name: string; start: string }>();
  for (const each of records) {
    const start = linksOf(each.id)?.start;
    const isGeneral = each.state === 'open' && (each.definition?.topics ?? null) === null;
    if (!start || !isGeneral || channelOf(each) === channelOf(record)) continue;
    if (!others.has(channelOf(each)))
      others.set(channelOf(each), { name: each.definition?.name ?? defaults.name, start });
  }
  return [...others.values()];
}

/** The account to which the others point: the one whose definition says so, else the built-in one. Null: none answers. */
export function mainAccount(records: readonly AccountRecord[]): AccountRecord | null {
  const open = records.filter(({ state }) => state === 'open');
  return open.find(({ definition }) => definition?.main) ?? open.find(({ id }) => id === builtIn.id) ?? null;
}

/** A crisis outweighs what was decided for the one account, and leaves it as it was. */
function statusOf(record: AccountRecord, around: Surroundings, elsewhere: AccountLinks['elsewhere']): AccountStatus {
  const { crisis } = around;
  if (crisis !== null && crisis.towards !== record.id) {
    const target = around.records.find(({ id, state }) => id === crisis.towards && state === 'open') ?? null;
    return { kind: 'frozen', towards: pointerTo(target, record, around), message: crisis.message };
  }
  if (record.state === 'frozen') return { kind: 'frozen', towards: elsewhere, message: null };
  return { kind: 'open' };
}

/** Name and address of another account; null when there is none, or nobody knows its address. */
function pointerTo(
  target: AccountRecord | null,
  from: AccountRecord,
  { defaults, linksOf }: Surroundings,
): { name: string; url: string } | null {
  if (target === null || target.id === from.id) return null;
  const url = target.definition?.url ?? linksOf(target.id)?.profile ?? null;
  return url === null ? null : { name: target.definition?.name ?? defaults.name, url };
}
