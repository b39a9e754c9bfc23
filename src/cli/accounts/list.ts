import { inactiveAccounts } from '../../accounts/inactivity.ts';
import { accountChannel, isOpen } from '../../accounts/lifecycle.ts';
import type { Health } from '../../accounts/reconcileAccounts.ts';
import { faultsInCity } from '../../composition/accountDefinition.ts';
import type { Content } from '../../content/content.ts';
import type { AccountRecord } from '../../core/model/accountRecord.ts';
import { CodedError } from '../../core/model/errors.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { askHealth } from './askService.ts';
import type { CliAccounts } from './openCliAccounts.ts';
import { accountStrings } from './strings.ts';
import { table } from './table.ts';

/** All accounts, one per line, each with its warnings below it. */
export async function listAccounts(accounts: CliAccounts, now: number): Promise<readonly string[]> {
  const { registry, config } = accounts;
  const strings = accountStrings(config.locale);
  const records = registry.all();
  const health = await healthOf(accounts);
  const worries = worriesOf(accounts, await accounts.content(), now);
  const { columns } = strings;
  const head = [columns.id, columns.channel, columns.name, columns.state, columns.health, columns.active];
  const rows = records.map((record) => [
    record.id,
    accountChannel(record),
    record.definition?.name ?? strings.builtIn,
    stateOf(record, accounts),
    isOpen(record) ? sayHealth(health, record.id, accounts) : '–',
    isOpen(record) ? (registry.lastActive(record.id) ?? strings.never) : '–',
  ]);
  const [headLine = '', ...lines] = table([head, ...rows]);
  return [
    ...crisisLine(accounts),
    ...(health === null ? [strings.health.away] : []),
    headLine,
    ...lines.flatMap((line, index) => [
      line,
      ...worries(records[index]).map((worry) => `  ${strings.warning} ${worry}`),
    ]),
  ];
}

/** State of an account, taking a crisis into account. */
export function stateOf(record: AccountRecord, { registry, config }: CliAccounts): string {
  const { states, frozenByCrisis } = accountStrings(config.locale);
  const crisis = registry.crisis();
  const isSent = crisis !== null && crisis.towards !== record.id && isOpen(record);
  return isSent ? interpolate(frozenByCrisis, { state: states[record.state] }) : states[record.state];
}

function crisisLine({ registry, config }: CliAccounts): readonly string[] {
  const crisis = registry.crisis();
  if (crisis === null) return [];
  const since = new Date(crisis.since).toISOString().slice(0, 16).replace('T', ' ');
  return [interpolate(accountStrings(config.locale).crisis, { id: crisis.towards, since: `${since} UTC` })];
}

/** Health of the accounts in the running service; null: it does not run, or not here. */
async function healthOf(accounts: CliAccounts): Promise<ReadonlyMap<string, Health> | null> {
  try {
    return new Map((await askHealth(accounts)).map(({ account, health }) => [account, health]));
  } catch (error) {
    if (error instanceof CodedError && error.code === 'service.unreachable') return null;
    throw error;
  }
}

function sayHealth(all: ReadonlyMap<string, Health> | null, id: string, { config }: CliAccounts): string {
  const { health: strings } = accountStrings(config.locale);
  const health = all?.get(id);
  if (all === null) return '?';
  if (health === undefined || health.state === 'opening') return strings.opening;
  return health.state === 'open' ? strings.good : interpolate(strings.failing, { code: health.code });
}

function worriesOf({ registry, config }: CliAccounts, content: Content, now: number) {
  const { inactive: isInactive, outdated } = accountStrings(config.locale).warnings;
  const inactive = new Map(inactiveAccounts(registry, now).map(({ id, since }) => [id, since]));
  return (record: AccountRecord | undefined): readonly string[] => {
    if (record === undefined || !isOpen(record)) return [];
    const since = inactive.get(record.id);
    const faults = record.definition ? faultsInCity(record.definition, content) : [];
    return [
      ...(since === undefined ? [] : [interpolate(isInactive, { since })]),
      ...faults.map(({ message }) => interpolate(outdated, { message })),
    ];
  };
}
