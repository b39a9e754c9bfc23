import { chmodSync, closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/errors.ts';
import { digestCommits, everyCommit } from '../../journal/digest.ts';
import { ensureFolder, syncPath } from '../dataFolder.ts';
import { keysFile } from '../keyring/keyring.ts';
import { masterKeyFile } from '../keyring/masterKey.ts';
import { keysKind } from '../keyring/migrations/index.ts';
import { createJournal } from '../sqlite/journal.ts';
import { checkSchema, type DatabaseKind, newestSchema } from '../sqlite/migrate.ts';
import { journalKind } from '../sqlite/migrations/index.ts';
import { openToRead } from '../sqlite/openToRead.ts';
import { storeError } from '../sqlite/trouble.ts';
import { fingerprint } from './fileCopy.ts';
import { backupForm, type JournalManifest, type KeysManifest, writeManifest } from './manifest.ts';

/** Milliseconds for which a copy waits for a lock; a copy only reads, so it hardly ever has to. */
const lockTimeout = 10_000;

/** What was copied, and where to. */
export interface Backup {
  readonly folder: string;
  readonly journal: JournalManifest;
  readonly keys: KeysManifest;
}

/**
 * Copies journal and keys into a new folder inside `to`, each part in a folder of its own, while the service runs.
 * The journal is copied first: whatever it holds was sealed under a key that the copy of the keys has too. Throws
 * `input.invalid` when there is nothing to copy, and the codes of the embedded store.
 */
export async function makeBackup(options: {
  journalFile: string;
  keysFolder: string;
  to: string;
  now: number;
}): Promise<Backup> {
  const { journalFile, keysFolder, to } = options;
  const madeAt = new Date(options.now).toISOString();
  const folder = join(to, `finestreta-${madeAt.replace(/[:.]/g, '-')}`);
  // Under its final name only when it is complete, so that half a backup is never taken for one.
  const draft = `${folder}.partial`;
  ensureFolder(join(draft, 'journal'));
  ensureFolder(join(draft, 'keys'));
  try {
    const journal = await copyJournal(journalFile, join(draft, 'journal'), madeAt);
    const keys = await copyKeys(keysFolder, join(draft, 'keys'), madeAt);
    for (const part of ['journal', 'keys']) syncPath(join(draft, part));
    renameSync(draft, folder);
    syncPath(to);
    return { folder, journal, keys };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw storeError(error, draft);
  }
}

async function copyJournal(source: string, folder: string, madeAt: string): Promise<JournalManifest> {
  const file = join(folder, basename(source));
  const schema = copyDatabase(source, file, journalKind);
  const database = openToRead(file, journalKind);
  try {
    const { sha256: commitsSha256 } = await digestCommits(everyCommit(createJournal(database)));
    const manifest: JournalManifest = {
      finestretaBackup: backupForm,
      part: 'journal',
      madeAt,
      schema,
      file: basename(file),
      ...(await fingerprint(file)),
      counts: count(database.connection, {
        commits: 'commits',
        conversations: 'conversations',
        waiting: 'outbox',
        buried: 'buried',
        files: 'blobs',
        knowledge: 'knowledge',
      }),
      commitsSha256,
    };
    writeManifest(folder, manifest);
    return manifest;
  } finally {
    await database.close();
  }
}

async function copyKeys(source: string, folder: string, madeAt: string): Promise<KeysManifest> {
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
      madeAt,
      schema,
      file: basename(file),
      ...(await fingerprint(file)),
      counts: count(database.connection, { alive: 'keys WHERE destroyed = 0', destroyed: 'keys WHERE destroyed = 1' }),
      masterKey,
    };
    writeManifest(folder, manifest);
    return manifest;
  } finally {
    await database.close();
  }
}

/** Copies a database as it is at one moment; writers go on meanwhile. Returns its schema. */
function copyDatabase(source: string, target: string, kind: DatabaseKind): number {
  if (!existsSync(source)) {
    throw new CodedError('input.invalid', `There is no ${source} to copy. Check DATA_DIR and KEYS_DIR.`);
  }
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(source, { readOnly: true, timeout: lockTimeout });
    const schema = checkSchema(db, kind, source);
    if (schema !== newestSchema(kind)) {
      throw new CodedError(
        'input.invalid',
        `${source} has schema ${schema} of an older version. Start the service once, which upgrades it, or copy with the version that wrote it.`,
      );
    }
    closeSync(openSync(target, 'wx', 0o600));
    db.prepare('VACUUM INTO ?').run(target);
    syncPath(target);
    return schema;
  } catch (error) {
    throw storeError(error, source);
  } finally {
    db?.close();
  }
}

function count(db: DatabaseSync, tables: Readonly<Record<string, string>>): Record<string, number> {
  const entries = Object.entries(tables).map(([name, from]) => {
    return [name, Number(db.prepare(`SELECT count(*) AS n FROM ${from}`).get()?.n)] as const;
  });
  return Object.fromEntries(entries);
}
