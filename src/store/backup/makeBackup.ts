import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { iterateCommits } from '../../core/journal/iterateCommits.ts';
import { CodedError } from '../../core/model/errors.ts';
import { digestCommits } from '../../journal/digest.ts';
import { ensureFolder, syncPath } from '../dataFolder.ts';
import { lookAt } from '../installation/sqliteManifest.ts';
import { judgeInstallation } from '../installation/verifyInstallation.ts';
import { keysFile } from '../keyring/keyring.ts';
import { masterKeyFile } from '../keyring/masterKey.ts';
import { keysKind } from '../keyring/migrations/index.ts';
import { storeError } from '../sqlite/driverErrors.ts';
import { filesFileNextTo, filesKind } from '../sqlite/files.ts';
import { createJournal } from '../sqlite/journal.ts';
import { journalKind } from '../sqlite/migrations/index.ts';
import { openToRead } from '../sqlite/openToRead.ts';
import { staffKind } from '../sqlite/staffRows.ts';
import {
  backupForm,
  type FilesManifest,
  type JournalManifest,
  type KeysManifest,
  type StaffManifest,
  writeManifest,
} from './backupManifest.ts';
import { copyDatabase, countRows } from './copyDatabase.ts';
import { copyStaff } from './copyStaff.ts';
import { fingerprint } from './fileCopy.ts';

/** What was copied, and to which folder. */
export interface Backup {
  readonly folder: string;
  readonly journal: JournalManifest;
  readonly keys: KeysManifest;
}

/**
 * Copies journal and keys into a new folder inside `to`, each part in its own folder, while the service runs. The
 * journal is copied first, so that the copy of the keys has every key that the copied journal needs. The staff
 * directory goes with the keys: its names are in clear, so both copies must expire together. Throws `store.missing`
 * when there is nothing to copy, `store.mismatch`, and the codes of the embedded store.
 */
export async function makeBackup(options: {
  journalFile: string;
  keysFolder: string;
  /** The staff directory; it may be missing. */
  staffFile: string;
  /** The expected installation; null: any. */
  installationId: string | null;
  to: string;
  now: number;
}): Promise<Backup> {
  const { journalFile, keysFolder, staffFile, to } = options;
  const states = lookAt({
    journal: journalFile,
    files: filesFileNextTo(journalFile),
    keys: keysFile(keysFolder),
    staff: staffFile,
  });
  // Parts of different installations must not be copied every night as if they were one.
  if (judgeInstallation(states, options.installationId) === 'nothing') {
    throw new CodedError('store.missing', `There is no ${journalFile} to copy. Check DATA_DIR and KEYS_DIR.`);
  }
  const installation = states.journal?.id ?? null;
  const madeAt = new Date(options.now).toISOString();
  const folder = join(to, `finestreta-${madeAt.replace(/[:.]/g, '-')}`);
  // Renamed only when complete, so that half a backup is never mistaken for a whole one.
  const draft = `${folder}.partial`;
  ensureFolder(join(draft, 'journal'));
  ensureFolder(join(draft, 'keys'));
  try {
    const journal = await copyJournal(journalFile, join(draft, 'journal'), { madeAt, installation });
    const keys = await copyKeys(keysFolder, staffFile, join(draft, 'keys'), { madeAt, installation });
    for (const part of ['journal', 'keys']) syncPath(join(draft, part));
    renameSync(draft, folder);
    syncPath(to);
    return { folder, journal, keys };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw storeError(error, draft);
  }
}

type Head = Pick<JournalManifest, 'madeAt' | 'installation'>;

async function copyJournal(source: string, folder: string, head: Head): Promise<JournalManifest> {
  const file = join(folder, basename(source));
  const schema = copyDatabase(source, file, journalKind);
  const database = openToRead(file, journalKind);
  try {
    const { sha256: commitsSha256 } = await digestCommits(iterateCommits(createJournal(database)));
    const manifest: JournalManifest = {
      finestretaBackup: backupForm,
      part: 'journal',
      ...head,
      schema,
      file: basename(file),
      ...(await fingerprint(file)),
      counts: countRows(database.connection, {
        commits: 'commits',
        conversations: 'conversations',
        waiting: 'outbox',
        deadLetters: 'dead_letters',
        notes: 'blobs',
        knowledge: 'knowledge',
      }),
      commitsSha256,
      files: await copyFiles(filesFileNextTo(source), folder),
    };
    writeManifest(folder, manifest);
    return manifest;
  } finally {
    await database.close();
  }
}

/** Copied after the journal: every file that a copied commit refers to was there before the commit. */
async function copyFiles(source: string, folder: string): Promise<FilesManifest> {
  const file = join(folder, basename(source));
  const schema = copyDatabase(source, file, filesKind);
  const database = openToRead(file, filesKind);
  try {
    const counts = countRows(database.connection, { files: 'files WHERE key_id IS NOT NULL' });
    return { schema, file: basename(file), ...(await fingerprint(file)), counts };
  } finally {
    await database.close();
  }
}

async function copyKeys(source: string, staffFile: string, folder: string, head: Head): Promise<KeysManifest> {
  const file = keysFile(folder);
  const schema = copyDatabase(keysFile(source), file, keysKind);
  const masterKey = existsSync(masterKeyFile(source)) ? 'file' : 'environment';
  if (masterKey === 'file') {
    copyFileSync(masterKeyFile(source), masterKeyFile(folder));
    chmodSync(masterKeyFile(folder), 0o600);
    syncPath(masterKeyFile(folder));
  }
  const database = openToRead(file, keysKind);
  try {
    const manifest: KeysManifest = {
      finestretaBackup: backupForm,
      part: 'keys',
      ...head,
      schema,
      file: basename(file),
      ...(await fingerprint(file)),
      counts: countRows(database.connection, {
        alive: 'keys WHERE destroyed = 0',
        destroyed: 'keys WHERE destroyed = 1',
      }),
      masterKey,
      staff: await copyPeople(staffFile, folder),
    };
    writeManifest(folder, manifest);
    return manifest;
  } finally {
    await database.close();
  }
}

async function copyPeople(source: string, folder: string): Promise<StaffManifest | null> {
  if (!existsSync(source)) return null;
  const file = join(folder, basename(source));
  const schema = copyStaff(source, file);
  const database = openToRead(file, staffKind);
  try {
    const counts = countRows(database.connection, { people: 'staff' });
    if (counts.people === 0) {
      // At a restore, an empty directory would replace one with people.
      rmSync(file);
      return null;
    }
    return { schema, file: basename(file), ...(await fingerprint(file)), counts };
  } finally {
    await database.close();
  }
}
