import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import type { StaffStore } from '../core/ports/staffStore.ts';
import { copyStaff } from '../store/backup/copyStaff.ts';
import { openStaffStore, staffFile } from '../store/openStaff.ts';

/** Location of the staff directory: a data folder, or a URI of MongoDB. */
export type StaffDatabase = { readonly dataDir: string } | { readonly mongoUri: string };

/**
 * Moves the staff with passwords and second factors, and returns how many people. The source is never changed; the
 * target becomes identical, without sessions. Throws `input.invalid` when the target lists a different person with the
 * same e-mail, and `store.unusable` when not everything arrived.
 */
export async function moveStaff(from: StaffDatabase, to: StaffDatabase, tenant: string, log: Log): Promise<number> {
  if ('mongoUri' in from) return between(await open(from, log), to, tenant, log);
  const file = staffFile(from.dataDir);
  if (!existsSync(file)) return 0;
  // From a copy: opening the accounts creates missing tables.
  const folder = mkdtempSync(join(tmpdir(), 'finestreta-move-'));
  try {
    copyStaff(file, staffFile(folder));
    return await between(await open({ dataDir: folder }, log), to, tenant, log);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function open(databaseLocation: StaffDatabase, log: Log): Promise<StaffStore> {
  return openStaffStore({ dataDir: '', mongoUri: null, ...databaseLocation, log });
}

async function between(source: StaffStore, to: StaffDatabase, tenant: string, log: Log): Promise<number> {
  try {
    const people = await source.all(tenant);
    if (people.length === 0) return 0;
    const target = await open(to, log);
    try {
      await carryDirectory(source, target, tenant);
      const { carryAccounts } = await import('../identity/credentials/transfer.ts');
      await carryAccounts(await accountsOf(source, log), await accountsOf(target, log));
    } finally {
      await target.close();
    }
    return people.length;
  } finally {
    await source.close();
  }
}

async function carryDirectory(source: StaffStore, target: StaffStore, tenant: string): Promise<void> {
  for (const agent of await source.all(tenant)) {
    const { id, tenant: _tenant, email: _email, ...change } = agent;
    if ((await target.change(tenant, id, change)) !== null || (await target.add(agent))) continue;
    throw new CodedError(
      'input.invalid',
      'The target lists a different person with the same e-mail. Choose an empty target.',
    );
  }
}

/** Opened only to copy stored data, which stays sealed: the secret is never used. */
async function accountsOf(store: StaffStore, log: Log) {
  const { openCredentials: openAccounts } = await import('../identity/credentials/openCredentials.ts');
  return openAccounts({
    database: await store.accounts(),
    url: 'http://localhost',
    secret: randomBytes(32),
    oidc: null,
    mayEnter: async () => false,
    firstTime: async () => false,
    log,
  });
}
