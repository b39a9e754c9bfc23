import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { syncPath } from '../dataFolder.ts';

/** Bytes of a master key. */
export const masterKeyLength = 32;

/** File of the master key, if the environment gives none. */
export function masterKeyFile(folder: string): string {
  return join(folder, 'master.key');
}

/** File of the master key that is to follow, while a rotation is under way. */
export function nextMasterKeyFile(folder: string): string {
  return `${masterKeyFile(folder)}.next`;
}

/** Reads a master key written in base64, as in FINESTRETA_MASTER_KEY. Throws `key.unusable`, naming `source`. */
function parseMasterKey(text: string, source: string): Uint8Array {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === masterKeyLength && key.toString('base64') === text.trim()) return new Uint8Array(key);
  throw new CodedError(
    'key.unusable',
    `${source} is not a master key: it must be 32 bytes in base64 (44 characters). Restore the one that this installation was started with; without it people's messages cannot be read.`,
  );
}

/** The master key in the folder's file, null when there is no such file. */
export function readMasterKey(folder: string, log: Log): Uint8Array | null {
  return readMasterKeyFile(masterKeyFile(folder), log);
}

/** The same of any file. */
export function readMasterKeyFile(file: string, log: Log): Uint8Array | null {
  if (!existsSync(file)) return null;
  if ((statSync(file).mode & 0o077) !== 0) {
    log.warn({ file }, 'users other than the owner can read the master key: run chmod 600 on it');
  }
  return parseMasterKey(readFileSync(file, 'utf8'), file);
}

/** Generates a master key and its file, durably; several processes that do so at once all get the same key. */
export function makeMasterKey(folder: string, log: Log): Uint8Array {
  return makeMasterKeyFile(masterKeyFile(folder), log);
}

/** The same in any file. */
export function makeMasterKeyFile(file: string, log: Log): Uint8Array {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(masterKeyLength).toString('base64')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
    log.info({ file }, 'master key created: keep a copy of it in a safe place');
  } catch (error) {
    // Another process was first: use its key.
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  syncPath(dirname(file));
  return parseMasterKey(readFileSync(file, 'utf8'), file);
}

/** Puts the master key that followed in the place of the old one, durably. */
export function useNextMasterKey(folder: string): void {
  renameSync(nextMasterKeyFile(folder), masterKeyFile(folder));
  syncPath(folder);
}
