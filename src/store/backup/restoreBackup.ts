import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { ensureFolder, syncPath } from '../dataFolder.ts';
import { relinkFiles } from '../installation/sqliteManifest.ts';
import { carryErasures } from '../keyring/copyErasures.ts';
import { keysFile } from '../keyring/keyring.ts';
import { masterKeyFile } from '../keyring/masterKey.ts';
import { casesFileNextTo, removeCaseFile } from '../sqlite/cases/cases.ts';
import { isBusy, isDamage, storeError } from '../sqlite/driverErrors.ts';
import { filesFileNextTo } from '../sqlite/files.ts';
import { readManifests } from './backupManifest.ts';
import { carryShutOut } from './copyLockouts.ts';
import { type Proof, proveBackup, type Staging } from './proveBackup.ts';

/** What a restore did. */
export interface Restored {
  readonly proof: Proof;
  /** Folders with the data that was there before; empty when there was none. */
  readonly setAside: readonly string[];
  /** Keys destroyed since the backup, and destroyed in the backup too; null when the old key ring could not be read. */
  readonly erasuresCopied: number | null;
  /**
   * People who lost access since the backup, and lost it in the backup too; null when the old directory could not be
   * read.
   */
  readonly lockedOutCopied: number | null;
}

/** Verifies a backup on a copy that is thrown away. Throws as `proveBackup` does. */
export async function tryBackup(backup: string, masterKey: Uint8Array | null, log: Log): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), 'finestreta-restore-'));
  const staging = {
    journalFile: join(folder, 'journal', 'journal.db'),
    keysFolder: join(folder, 'keys'),
    staffFile: join(folder, 'staff.sqlite'),
  };
  try {
    return await proveBackup(backup, staging, masterKey, log);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Verifies a backup and puts it in place. With `force`, existing data is moved aside; otherwise `input.invalid` is
 * thrown. Throws `store.busy` when a service still uses the data. Nothing changes unless the verification succeeds.
 */
export async function restoreBackup(options: {
  backup: string;
  target: Staging;
  force: boolean;
  masterKey: Uint8Array | null;
  now: number;
  log: Log;
}): Promise<Restored> {
  const { backup, target, force, masterKey, log } = options;
  // If the backup has no staff, the current directory stays: otherwise nobody could sign in.
  const hasStaff = readManifests(backup).keys.staff !== null;
  const present = [...filesOf(target), ...(hasStaff ? [target.staffFile] : [])].filter(existsSync);
  if (present.length > 0 && !force) {
    throw new CodedError(
      'input.invalid',
      `${present[0]} exists already. Choose another folder, or add --force to move the existing data aside.`,
    );
  }
  for (const file of present) assertUnused(file);
  // A damaged file keeps its log, which must be moved with it: SQLite would apply it to the file put in its place.
  const leaving = present.flatMap((file) => [file, `${file}-wal`, `${file}-shm`]).filter(existsSync);
  const mark = `.restore-${randomBytes(4).toString('hex')}`;
  const journalStage = join(dirname(target.journalFile), mark);
  const keysStage = join(target.keysFolder, mark);
  const staffStage = join(dirname(target.staffFile), mark);
  const staging = {
    journalFile: join(journalStage, basename(target.journalFile)),
    keysFolder: keysStage,
    staffFile: join(staffStage, basename(target.staffFile)),
  };
  try {
    const proof = await proveBackup(backup, staging, masterKey, log);
    const live = keysFile(target.keysFolder);
    const erasuresCopied = existsSync(live) ? await carryErasures(live, keysFile(keysStage), log) : 0;
    const hadStaff = hasStaff && existsSync(target.staffFile);
    const lockedOutCopied = hadStaff ? await carryShutOut(target.staffFile, staging.staffFile, log) : 0;
    const stamp = new Date(options.now).toISOString().replace(/[:.]/g, '-');
    const setAside = [...new Set(leaving.map((file) => moveInto(file, join(dirname(file), `replaced-${stamp}`))))];
    // Derived from the old data: the service rebuilds it from the new.
    removeCaseFile(casesFileNextTo(target.journalFile));
    for (const file of [...filesOf(staging), staging.staffFile].filter(existsSync))
      moveInto(file, dirname(dirname(file)));
    const files = {
      keys: live,
      journal: target.journalFile,
      files: filesFileNextTo(target.journalFile),
      staff: target.staffFile,
    };
    // The copies were made one after the other, and the staff directory may have stayed: link them as one installation.
    await relinkFiles(files, proof.journal.installation ?? proof.keys.installation ?? randomUUID(), log);
    return { proof, setAside, erasuresCopied, lockedOutCopied };
  } catch (error) {
    throw storeError(error, dirname(target.journalFile));
  } finally {
    for (const stage of [journalStage, keysStage, staffStage]) rmSync(stage, { recursive: true, force: true });
  }
}

function filesOf(target: Staging): readonly string[] {
  const { keysFolder, journalFile } = target;
  return [keysFile(keysFolder), masterKeyFile(keysFolder), filesFileNextTo(journalFile), journalFile];
}

function moveInto(file: string, folder: string): string {
  ensureFolder(folder);
  renameSync(file, join(folder, basename(file)));
  syncPath(folder);
  syncPath(dirname(file));
  return folder;
}

/** Only the last user of a file can leave WAL mode, which also completes the file. */
function assertUnused(file: string): void {
  if (!/\.(db|sqlite)$/.test(file)) return;
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = DELETE');
  } catch (cause) {
    if (isDamage(cause)) return;
    if (isBusy(cause)) {
      throw new CodedError('store.busy', `The service still uses ${file}. Stop it, then restore again.`, { cause });
    }
    throw storeError(cause, file);
  } finally {
    db.close();
  }
}
