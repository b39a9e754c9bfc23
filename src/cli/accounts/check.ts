import type { Identity } from '../../../adapters/adapter.ts';
import { channelOf } from '../../accounts/decide.ts';
import { toAccount } from '../../accounts/toAccount.ts';
import { readyToOpen } from '../../app/readyToOpen.ts';
import type { AccountRecord } from '../../core/accountRecord.ts';
import { CodedError, codeOf, PlatformUnreachable } from '../../core/errors.ts';
import type { OpenAccounts } from './open.ts';

/** What a platform said when it was asked who an account is. */
export type Checked =
  | { readonly kind: 'good'; readonly identity: Identity }
  | { readonly kind: 'failing'; readonly code: string; readonly message: string };

/** Milliseconds that a platform is given to answer. */
const patience = 15_000;

/** Asks the platforms who these accounts are, all at once. Each answer is by itself: none of them fails the others. */
export async function checkAll(
  records: readonly AccountRecord[],
  accounts: OpenAccounts,
): Promise<ReadonlyMap<string, Checked>> {
  const checked = records.map(async (record) => [record.id, await check(record, accounts)] as const);
  return new Map(await Promise.all(checked));
}

async function check(record: AccountRecord, accounts: OpenAccounts): Promise<Checked> {
  try {
    return { kind: 'good', identity: await inTime(identify(record, accounts)) };
  } catch (error) {
    // What nobody foresaw may hold anything, secrets too.
    const message = error instanceof CodedError ? error.message : 'It failed in a way that nobody foresaw.';
    return { kind: 'failing', code: codeOf(error), message };
  }
}

async function identify(record: AccountRecord, accounts: OpenAccounts): Promise<Identity> {
  const { config, env, registry, loadPlatform, derive } = accounts;
  const name = channelOf(record);
  const platform = await loadPlatform(name);
  const ready = await readyToOpen(record, platform, env);
  const account = toAccount(record, platform.capabilities, {
    tenant: config.tenant,
    defaults: { name: accounts.botName, locale: config.locale, pace: config.pace },
    records: registry.all(),
    crisis: registry.crisis(),
    linksOf: () => null,
  });
  const nothing = async () => {};
  const channel = platform.createChannel({
    receive: () => Promise.reject(new Error('a check takes no messages')),
    conversationId: () => '',
    files: { roomFor: async () => null, keep: async () => 'no-space', open: async () => null },
    notes: { seal: nothing, open: async () => null },
    menu: () => [],
    single: () => ({ stop: nothing }),
    publicUrl: config.publicUrl ?? '',
    secret: derive(`channel ${name}`),
    clock: Date.now,
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
    () => late.reject(new PlatformUnreachable(`The platform did not answer within ${patience / 1_000} seconds.`)),
    patience,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
