import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../core/model/errors.ts';
import { syncPath } from '../dataFolder.ts';

/** The backup format that this program writes, and the newest that it reads. */
export const backupForm = 1;

const databaseFile = {
  /** Schema of the database file. */
  schema: z.int(),
  /** Name of the database file next to the manifest. */
  file: z.string().regex(/^[a-z.]+$/),
  bytes: z.int(),
  /** Hex SHA-256 of the database file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Rows by kind. */
  counts: z.record(z.string(), z.int()),
};

const common = {
  /** Identifies the file as a manifest, and its format. */
  finestretaBackup: z.int(),
  /** Start of the copy, ISO 8601. */
  madeAt: z.iso.datetime(),
  /** Id of the installation; absent in backups from before installations had one. */
  installation: z.string().nullable().default(null),
  ...databaseFile,
};

const filesManifest = z.object(databaseFile);

const journalManifest = z.object({
  ...common,
  part: z.literal('journal'),
  /** Hex SHA-256 over the commits, the same in every store: see `digestCommits`. */
  commitsSha256: z.string(),
  /** The copy of people's files. */
  files: filesManifest,
});

const staffManifest = z.object(databaseFile);

const keysManifest = z.object({
  ...common,
  part: z.literal('keys'),
  /** Whether the backup contains `master.key`, or the environment provides the master key. */
  masterKey: z.enum(['file', 'environment']),
  /** The copy of the staff directory; null where it was empty. Absent in older backups. */
  staff: staffManifest.nullable().default(null),
});

/** Manifest of the copied journal. */
export type JournalManifest = z.infer<typeof journalManifest>;
/** Manifest of the copied files. */
export type FilesManifest = z.infer<typeof filesManifest>;
/** Manifest of the copied staff directory. */
export type StaffManifest = z.infer<typeof staffManifest>;
/** Manifest of the copied key ring. */
export type KeysManifest = z.infer<typeof keysManifest>;

const name = 'manifest.json';

/** Writes a part's manifest next to its file, durably. */
export function writeManifest(folder: string, manifest: JournalManifest | KeysManifest): void {
  const path = join(folder, name);
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  syncPath(path);
}

/** Reads the manifests of a backup's parts. Throws `backup.invalid`, or `store.newer` for a later format. */
export function readManifests(backup: string): { journal: JournalManifest; keys: KeysManifest } {
  return { journal: read(join(backup, 'journal'), journalManifest), keys: read(join(backup, 'keys'), keysManifest) };
}

function read<T>(folder: string, schema: z.ZodType<T>): T {
  const path = join(folder, name);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CodedError(
      'backup.invalid',
      `${path} can't be read. Name the folder of one backup, with its parts journal/ and keys/ side by side.`,
      { cause },
    );
  }
  const form = (content as { finestretaBackup?: unknown } | null)?.finestretaBackup;
  if (typeof form === 'number' && form > backupForm) {
    throw new CodedError(
      'store.newer',
      `${path} was written by a newer version of this program. Restore with that one.`,
    );
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new CodedError('backup.invalid', `${path} is damaged. Use another backup.`, { cause: parsed.error });
}
