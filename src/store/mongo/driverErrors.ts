import { CodedError } from '../../core/model/errors.ts';

/** Codes of MongoDB's servers (its `error_codes.yml`) that require action by an operator. */
const codes = {
  unauthorized: 13,
  authenticationFailed: 18,
  duplicateKey: 11_000,
  outOfDiskSpace: 14_031,
  /** Codes of MongoDB's hosted service for its own limits and logins. */
  hosted: 8_000,
  tooLarge: 10_334,
} as const;

/** Names of the driver's temporary errors: no primary at the moment, a cut or slow connection. */
const passing = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClearedOnNetworkError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoOperationTimeoutError',
  'MongoClientBulkWriteExecutionError',
]);

/** System error codes of a broken connection: the driver passes them on unchanged during a write. */
const broken = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Errors of the driver for a URI that it cannot parse. */
const unreadable = new Set([
  'MongoParseError',
  'MongoInvalidArgumentError',
  'MongoMissingDependencyError',
  'MongoRuntimeError',
  'MongoAPIError',
]);

/** Temporary server errors: fail-over, shutdown, interruption, and write concerns that were not met in time. */
const passingCodes = new Set([
  6, 7, 50, 64, 79, 89, 91, 100, 133, 134, 189, 202, 262, 317, 358, 384, 9_001, 10_058, 10_107, 11_600, 11_602, 13_388,
  13_435, 13_436,
]);

interface ServerError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly errorLabels?: unknown;
}

const codeOf = (error: unknown) => (error as ServerError | null)?.code;
const nameOf = (error: unknown) => String((error as ServerError | null)?.name);
const textOf = (error: unknown) => String((error as ServerError | null)?.message);

/** Whether an insert met a document with the same unique key. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === codes.duplicateKey;
}

/** Whether a failed write may have been carried out all the same, or may succeed on a retry. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return passing.has(nameOf(error)) || passingCodes.has(Number(code)) || broken.has(String(code));
}

/**
 * Maps an error of the driver to one that says what to do; programming errors pass unchanged. `location` holds no
 * secret.
 */
export function mongoError(error: unknown, location: string): unknown {
  if (error instanceof CodedError) return error;
  const code = codeOf(error);
  const text = textOf(error);
  if (code === codes.outOfDiskSpace || /disk is full|no space left|disk quota|space quota/i.test(text)) {
    return new CodedError(
      'store.full',
      `The disk under ${location} is full; the current write failed. Free some space: the service then continues.`,
      { cause: error },
    );
  }
  if (code === codes.authenticationFailed || (code === codes.hosted && /auth/i.test(text))) {
    return new CodedError(
      'store.login',
      `${location} refused the user name or password. Correct them in MONGODB_URI (special characters as %XX), and add authSource=… if the user belongs to another database.`,
      { cause: error },
    );
  }
  if (code === codes.unauthorized || /^(not authorized|command \w+ requires authentication)/i.test(text)) {
    return new CodedError(
      'store.forbidden',
      `The user of ${location} lacks rights that the service needs. Give it readWrite on that database (docs/mongodb.md lists the rights).`,
      { cause: error },
    );
  }
  if (code === codes.tooLarge || /BSONObj size|object to insert too large/i.test(text)) {
    return new CodedError('input.too-large', `A record is too large for ${location} (limit 16 MiB). Send less.`, {
      cause: error,
    });
  }
  if (!isPassing(error)) return error;
  return new CodedError(
    'store.busy',
    `${location} does not answer at the moment (fail-over, restart, or a cut network). Nothing acknowledged is lost; send again what was not acknowledged. If it lasts, check the server's log.`,
    { cause: error },
  );
}

/** Maps an error of the first connection to one that says what to do about MONGODB_URI or the server. */
export function openingError(error: unknown, location: string): unknown {
  const name = nameOf(error);
  if (unreadable.has(name)) {
    return new CodedError(
      'config.invalid',
      'MONGODB_URI is not an address of MongoDB. Write mongodb://USER:PASSWORD@HOST:27017/DATABASE, or mongodb+srv://… as your provider gives it.',
      { cause: error },
    );
  }
  const inner = innerErrors(error).find((each) => codeOf(each) === codes.authenticationFailed);
  if (inner !== undefined) return mongoError(inner, location);
  const coded = mongoError(error, location);
  const unreachable = isPassing(error) || name === 'MongooseServerSelectionError' || codeOf(error) === 'ENOTFOUND';
  if (!unreachable) return coded;
  return new CodedError(
    'store.unreachable',
    `${location} can't be reached. Check host and port in MONGODB_URI, that the server runs, that no firewall blocks this machine, and tls=true if the server requires it.`,
    { cause: error },
  );
}

/** Details of a failed server selection, for each server. */
function innerErrors(error: unknown): readonly unknown[] {
  const servers = (error as { reason?: { servers?: unknown } } | null)?.reason?.servers;
  if (!(servers instanceof Map)) return [];
  return [...servers.values()].flatMap((server: { error?: unknown }) => {
    const found = server.error as { cause?: unknown } | null;
    return found ? [found, found.cause] : [];
  });
}
