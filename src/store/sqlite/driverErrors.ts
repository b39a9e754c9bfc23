import { CodedError } from '../../core/model/errors.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that concern the file, not one statement. */
const fileProblem = {
  perm: 3,
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  interrupted: 9,
  io: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  protocol: 15,
  notADatabase: 26,
} as const;

/** SQLITE_IOERR_SHMSIZE: the shared-memory file beside the journal could not grow, which only a full disk explains. */
const sharedMemoryCannotGrow = 10 | (19 << 8);

const fileFaults: ReadonlySet<number> = new Set(Object.values(fileProblem));

/** The extended result code of an error thrown by `node:sqlite`, null for any other error. */
function resultCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code : null;
}

/** Whether an error concerns the whole file, so that every current statement would fail in the same way. */
export function isFileProblem(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && fileFaults.has(code & 0xff);
}

export function isBusy(error: unknown): boolean {
  const primary = (resultCode(error) ?? 0) & 0xff;
  return primary === fileProblem.busy || primary === fileProblem.locked;
}

/** Whether the file's content is not what SQLite wrote: damage, or another kind of file. */
export function isDamage(error: unknown): boolean {
  const primary = (resultCode(error) ?? 0) & 0xff;
  return primary === fileProblem.corrupt || primary === fileProblem.notADatabase;
}

/** Maps an error of SQLite or of the file system to one that says what to do; programming errors pass unchanged. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof CodedError) return error;
  const code = resultCode(error);
  if (code === sharedMemoryCannotGrow) return full(file, error);
  if (code !== null) return sqliteError(code & 0xff, file, error);
  const systemCode = (error as { code?: unknown } | null)?.code;
  if (systemCode === 'ENOSPC' || systemCode === 'EDQUOT') return full(file, error);
  if (systemCode === 'EACCES' || systemCode === 'EPERM' || systemCode === 'EROFS') return forbidden(file, error);
  if (systemCode === 'EIO') return brokenDisk(file, error);
  if (systemCode === 'ENOTDIR' || systemCode === 'EISDIR') return cannotOpen(file, error);
  if (systemCode === 'ERR_INVALID_STATE') {
    return unusable(
      `${file} is closed, because the service is stopping. Send the message again once it has restarted.`,
      error,
    );
  }
  return error;
}

/** The error of a failed flush: what is on the disk is unknown. */
export function failedFlush(cause: unknown, file: string): CodedError {
  const why = String((cause as { code?: unknown } | null)?.code ?? cause);
  return new CodedError(
    'store.lost',
    `The flush of ${file} failed (${why}). None of the data was acknowledged. The process ends, because only a restart can find out what is on the disk. Check the space on the disk, at the system's log and at the disk's health.`,
    { cause },
  );
}

/** The error of a failed flush of what was copied from the log into the file; `code`: of SQLite, or of the system. */
export function failedCopy(code: string, file: string): CodedError {
  return new CodedError(
    'store.lost',
    `The disk may not have kept what was copied into ${file} (${code}). Its log still has it: the process ends, and the next start copies it again. Check the system's log and the disk's health.`,
  );
}

/** The error for an open file that is no longer where it was opened: data written to it is lost when it is closed. */
export function takenAway(file: string): CodedError {
  return new CodedError(
    'store.missing',
    `${file} was removed, replaced or hidden (an unmounted disk?) while the service was using it. The process ends. Put the file back, or restore the last backup (npm run restore), before the next start.`,
  );
}

function sqliteError(primary: number, file: string, cause: unknown): CodedError {
  switch (primary) {
    case fileProblem.full:
      return full(file, cause);
    case fileProblem.busy:
    case fileProblem.locked:
    case fileProblem.protocol:
      return new CodedError(
        'store.busy',
        `Another program keeps ${file} locked. End it if it is not part of the service (an open sqlite3 shell, a copy tool), then try again.`,
        { cause },
      );
    case fileProblem.readOnly:
    case fileProblem.perm:
      return forbidden(file, cause);
    case fileProblem.cantOpen:
      return cannotOpen(file, cause);
    case fileProblem.corrupt:
    case fileProblem.notADatabase:
      return unusable(
        `${file} is damaged or is not a SQLite database. Stop the service, move the file away and restore the last backup (npm run restore).`,
        cause,
      );
    case fileProblem.io:
      return brokenDisk(file, cause);
    default:
      return unusable(
        `${file} refused an operation (SQLite code ${primary}). This is a bug in the program: report it.`,
        cause,
      );
  }
}

function full(file: string, cause: unknown): CodedError {
  return new CodedError(
    'store.full',
    `The disk that holds ${file} is full; the current write failed. Free some space: the service then continues.`,
    { cause },
  );
}

function forbidden(file: string, cause: unknown): CodedError {
  return new CodedError(
    'store.forbidden',
    `${file} can't be written. Give the service's user permission to write the file and its folder.`,
    { cause },
  );
}

function brokenDisk(file: string, cause: unknown): CodedError {
  return unusable(
    `The disk under ${file} failed to read or write. Check for a quota or a file size limit, the system's log and the disk's health before you continue.`,
    cause,
  );
}

function cannotOpen(file: string, cause: unknown): CodedError {
  return unusable(
    `${file} can't be opened. Check that the path is right, that its folder exists and that the service's user may write there.`,
    cause,
  );
}

function unusable(message: string, cause: unknown): CodedError {
  return new CodedError('store.unusable', message, { cause });
}
