import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../core/model/errors.ts';
import { syncPath } from '../dataFolder.ts';

/** The form of backups that this program writes, and the newest that it reads. */
export const backupForm = 1;

const databaseFile = {
  /** Schema of the database file. */
  schema: z.int(),
  /** Name of the database file beside the manifest. */
  file: z.string().regex(/^[a-z.]+$/),
  bytes: z.int(),
  /** Hex SHA-256 of the database file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Rows by kind. */
  counts: z.record(z.string(), z.int()),
};

const common = {
  /** Tells the file from any other JSON, and which form it has. */
  finestretaBackup: z.int(),
  /** When the copy was begun, ISO 8601. */
  madeAt: z.iso.datetime(),
  /** Id of the installation; backups of before it had one say nothing of it. */
  installation: z.string().nullable().default(null),
  ...databaseFile,
};

const filesManifest = z.object(databaseFile);

const journalManifest = z.object({
  ...common,
  part: z.literal('journal'),
  /** Hex SHA-256 over the commits themselves, the same in every store: see `digestCommits`. */
  commitsSha256: z.string(),
  /** The copy of the files of people. */
  files: filesManifest,
});

const staffManifest = z.object(databaseFile);

const keysManifest = z.object({
  ...common,
  part: z.literal('keys'),
  /** Whether `master.key` is in the backup, or the environment gives the master key. */
  masterKey: z.enum(['file', 'environment']),
  /** The copy of who works for the council; null where nobody was listed. Older backups say nothing of it. */
  staff: staffManifest.nullable().default(null),
});

/** What a backup says of its copy of the journal. */
export type JournalManifest = z.infer<typeof journalManifest>;
/** What a backup says of its copy of the files of people. */
export type FilesManifest = z.infer<typeof filesManifest>;
/** What a backup says of its copy of the staff. */
export type StaffManifest = z.infer<typeof staffManifest>;
/** What a backup says of its copy of the key ring. */
export type KeysManifest = z.infer<typeof keysManifest>;

const name = 'manifest.json';

/** Writes a part's manifest beside its file, durably. */
export function writeManifest(folder: string, manifest: JournalManifest | KeysManifest): void {
  const path = join(folder, name);
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  syncPath(path);
}

/** Reads the manifests of both parts of a backup. Throws `backup.invalid`, or `store.newer` for a later form. */
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
