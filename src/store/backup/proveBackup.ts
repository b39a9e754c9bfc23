import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { iterateCommits } from '../../core/journal/iterateCommits.ts';
import type { Commit } from '../../core/model/commit.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { matchesCommitments } from '../../journal/commitments.ts';
import { digestCommits } from '../../journal/digest.ts';
import { createSealer } from '../../journal/sealer.ts';
import { ensureFolder } from '../dataFolder.ts';
import { lookAt } from '../installation/sqliteManifest.ts';
import { type Keyring, keysFile, openKeyring } from '../keyring/keyring.ts';
import { masterKeyFile } from '../keyring/masterKey.ts';
import { keysKind } from '../keyring/migrations/index.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { filesFileNextTo, filesKind } from '../sqlite/files.ts';
import { createJournal } from '../sqlite/journal.ts';
import type { DatabaseKind } from '../sqlite/migrate.ts';
import { journalKind } from '../sqlite/migrations/index.ts';
import { rowToAgent, staffKind } from '../sqlite/staffRows.ts';
import { type JournalManifest, type KeysManifest, readManifests, type StaffManifest } from './backupManifest.ts';
import { copyVerified } from './fileCopy.ts';

/** Size of the random sample of commits that are opened with the keys, about. */
const sampleSize = 200;

/** What the verification of a backup showed. */
export interface Proof {
  readonly journal: JournalManifest;
  readonly keys: KeysManifest;
  /** Sampled commits whose content was opened and matched its commitments. */
  readonly opened: number;
  /** Sampled commits whose content had been erased before. */
  readonly erased: number;
}

/** Where the parts of a backup are copied to be opened. */
export interface Staging {
  readonly journalFile: string;
  readonly keysFolder: string;
  /** Where the staff directory is copied, if the backup has one. */
  readonly staffFile: string;
}

/**
 * Copies a backup and opens the copy as the service would: hashes, SQLite's own integrity check, the hash over all
 * commits, and a sample opened with the keys. Throws `backup.invalid`, `key.unusable` or `store.newer`.
 */
export async function proveBackup(
  backup: string,
  staging: Staging,
  masterKey: Uint8Array | null,
  log: Log,
): Promise<Proof> {
  const { journal, keys } = readManifests(backup);
  ensureFolder(join(staging.journalFile, '..'));
  ensureFolder(staging.keysFolder);
  await copyVerified(join(backup, 'journal', journal.file), staging.journalFile, journal.sha256);
  const { files } = journal;
  await copyVerified(join(backup, 'journal', files.file), filesFileNextTo(staging.journalFile), files.sha256);
  await copyVerified(join(backup, 'keys', keys.file), keysFile(staging.keysFolder), keys.sha256);
  if (keys.staff !== null) await proveStaff(join(backup, 'keys'), keys.staff, staging.staffFile, log);
  stageMasterKey(backup, staging.keysFolder, masterKey);
  assertOfOneInstallation(staging);
  await checkIntegrity(keysFile(staging.keysFolder), keysKind, log);
  await checkIntegrity(staging.journalFile, journalKind, log);
  await checkIntegrity(filesFileNextTo(staging.journalFile), filesKind, log);

  const database = openDatabase(staging.journalFile, journalKind, log);
  const keyring = openKeyring({ folder: staging.keysFolder, masterKey, log });
  try {
    return { journal, keys, ...(await proveCommits(createJournal(database), keyring, journal)) };
  } finally {
    await keyring.close();
    await database.close();
  }
}

/** The keys may be newer than the journal but never older: commits sealed since then could not be read. */
function assertOfOneInstallation({ journalFile, keysFolder, staffFile }: Staging): void {
  const { journal, files, keys, staff } = lookAt({
    journal: journalFile,
    files: filesFileNextTo(journalFile),
    keys: keysFile(keysFolder),
    staff: staffFile,
  });
  const ids = new Set([journal, files, keys, staff].flatMap((part) => part?.id ?? []));
  if (ids.size > 1) {
    throw new CodedError(
      'backup.invalid',
      'The parts of this backup are from different installations. Put parts of one installation together.',
    );
  }
  if (journal && keys && keys.mark < (journal.seen.keys ?? 0)) throw keysTooOld();
}

function keysTooOld(): CodedError {
  return new CodedError(
    'backup.invalid',
    'The journal was written with keys that this backup does not hold. Put a copy of the keys that is at least as new as the journal into its folder keys/.',
  );
}

function stageMasterKey(backup: string, keysFolder: string, masterKey: Uint8Array | null): void {
  const file = masterKeyFile(join(backup, 'keys'));
  if (existsSync(file)) copyFileSync(file, masterKeyFile(keysFolder));
  else if (masterKey === null) {
    throw new CodedError(
      'key.unusable',
      `${backup} has no master key, because it was set in the environment. Set FINESTRETA_MASTER_KEY to the one that was in use.`,
    );
  }
}

async function checkIntegrity(file: string, kind: DatabaseKind, log: Log): Promise<void> {
  const database: Database = openDatabase(file, kind, log);
  try {
    const found = Object.values(database.connection.prepare('PRAGMA integrity_check(1)').get() ?? {})[0];
    if (found !== 'ok') throw new CodedError('backup.invalid', `${file} is damaged. Use another backup.`);
  } finally {
    await database.close();
  }
}

/** Copies the staff directory and opens the copy: its entries must be as many as were counted, and readable. */
async function proveStaff(from: string, { file, sha256, counts }: StaffManifest, to: string, log: Log): Promise<void> {
  ensureFolder(dirname(to));
  await copyVerified(join(from, file), to, sha256);
  await checkIntegrity(to, staffKind, log);
  const database = openDatabase(to, staffKind, log);
  try {
    const people = await database.read(() => database.connection.prepare('SELECT * FROM staff').all().map(rowToAgent));
    if (people.length === counts.people) return;
    throw new CodedError('backup.invalid', 'The staff directory does not match its manifest. Use another backup.');
  } finally {
    await database.close();
  }
}

async function proveCommits(journal: Journal, keyring: Keyring, manifest: JournalManifest) {
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const chance = sampleSize / Math.max(1, manifest.counts.commits ?? 0);
  const sample: Commit[] = [];
  async function* sampled() {
    for await (const commit of iterateCommits(journal)) {
      if (Math.random() < chance) sample.push(commit);
      yield commit;
    }
  }
  const digest = await digestCommits(sampled());
  if (digest.sha256 !== manifest.commitsSha256 || digest.commits !== manifest.counts.commits) {
    throw new CodedError('backup.invalid', 'The commits do not match their manifest. Use another backup.');
  }
  let opened = 0;
  for (const commit of sample) opened += (await openSampled(commit, sealer, keyring)) ? 1 : 0;
  return { opened, erased: sample.length - opened };
}

/** Whether a commit opens; false when it was erased. */
async function openSampled(commit: Commit, sealer: Sealer, keyring: Keyring): Promise<boolean> {
  const content = await sealer.open(commit);
  if (content !== null && matchesCommitments(commit, content)) return true;
  if (content !== null) {
    throw new CodedError(
      'backup.invalid',
      'The content of a commit does not match its commitment. Use another backup.',
    );
  }
  if ((await keyring.fate(commit.keyId)) === 'destroyed') return false;
  throw keysTooOld();
}
