import type { ChannelDeps, Identity } from '../../adapters/adapter.ts';
import { accountChannel } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { OpenSealed } from '../accounts/secrets.ts';
import { type AccountContext, toAccount } from '../accounts/toAccount.ts';
import type { Environment } from '../config.ts';
import type { AccountDefinition, AccountRecord } from '../core/model/accountRecord.ts';
import { CodedError, codeOf, PlatformUnreachable } from '../core/model/errors.ts';
import type { LoadPlatform } from './platforms.ts';
import { readyToOpen } from './readyToOpen.ts';

/** What a check uses of the service: its environment, where the secrets are. */
export interface AccountCheckDeps {
  readonly registry: Pick<Registry, 'all' | 'crisis'>;
  readonly loadPlatform: LoadPlatform;
  readonly depsFor: (channel: string) => ChannelDeps;
  readonly surroundings: Pick<AccountContext, 'tenant' | 'defaults'>;
  readonly env: Environment;
  readonly sealed: OpenSealed;
}

/** A platform's answer about an account. */
export type Checked =
  | { readonly kind: 'good'; readonly identity: Identity }
  | { readonly kind: 'failing'; readonly code: string; readonly message: string };

/** Milliseconds that a platform has to answer. */
const timeoutMs = 15_000;

/** Asks the platforms about these accounts, all at once. A failing one does not affect the others. */
export async function checkAll(
  records: readonly AccountRecord[],
  deps: AccountCheckDeps,
): Promise<ReadonlyMap<string, Checked>> {
  const checked = records.map(async (record) => [record.id, await check(record, deps)] as const);
  return new Map(await Promise.all(checked));
}

/** What a platform is not asked about. */
const unwritten: Omit<AccountDefinition, 'id' | 'channel' | 'settings' | 'secrets'> = {
  name: '',
  area: '',
  department: '',
  languages: ['ca'],
  hours: { periods: [], summer: null },
  topics: null,
  description: '',
  main: false,
  url: null,
  pace: null,
};

/**
 * Asks the platform who an account would be that does not exist yet. `secrets`: those that it would have; none is kept.
 */
export function checkAsGiven(
  { id, channel, settings }: Pick<AccountDefinition, 'id' | 'channel' | 'settings'>,
  secrets: Readonly<Record<string, string>>,
  deps: AccountCheckDeps,
): Promise<Checked> {
  const references = Object.fromEntries(Object.keys(secrets).map((name) => [name, `sealed:${name}`]));
  return check(
    {
      record: 'account',
      shape: 1,
      id,
      state: 'requested',
      since: 0,
      openedAt: null,
      writtenBy: [],
      definition: { ...unwritten, id, channel, settings, secrets: references },
    },
    { ...deps, sealed: async (reference) => secrets[reference.slice('sealed:'.length)] ?? null },
  );
}

async function check(record: AccountRecord, deps: AccountCheckDeps): Promise<Checked> {
  try {
    return { kind: 'good', identity: await inTime(identify(record, deps)) };
  } catch (error) {
    // An unexpected error may contain anything, including secrets.
    const message = error instanceof CodedError ? error.message : 'It failed unexpectedly.';
    return { kind: 'failing', code: codeOf(error), message };
  }
}

async function identify(record: AccountRecord, deps: AccountCheckDeps): Promise<Identity> {
  const { env, sealed, registry, loadPlatform, depsFor, surroundings } = deps;
  const name = accountChannel(record);
  const platform = await loadPlatform(name);
  const ready = await readyToOpen(record, platform, env, sealed);
  const account = toAccount(record, platform.capabilities, {
    ...surroundings,
    records: registry.all(),
    crisis: registry.crisis(),
    linksOf: () => null,
  });
  const nothing = async () => {};
  // A separate channel: it accepts no messages and sends none.
  const channel = platform.createChannel({
    ...depsFor(name),
    receive: () => Promise.reject(new Error('a check accepts no messages')),
    conversationId: () => '',
    files: { spaceFor: async () => null, keep: async () => 'no-space', open: async () => null },
    notes: { seal: nothing, open: async () => null },
    onStaffMessage: async () => null,
    menu: () => [],
    single: () => ({ stop: nothing }),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  try {
    return await channel.identify({ ...ready, account: () => account, failed: () => {} });
  } finally {
    await channel.close();
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new PlatformUnreachable(`The platform did not answer within ${timeoutMs / 1_000} seconds.`)),
    timeoutMs,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
