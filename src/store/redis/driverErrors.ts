import { CodedError, type ErrorCode } from '../../core/model/errors.ts';

/** Short reason of a Redis failure: the part of an error that may be logged and compared. */
export function driverErrorOf(error: unknown): string {
  const { code, errors, message } = (error ?? {}) as { code?: unknown; errors?: unknown; message?: unknown };
  // For a host with several addresses, each attempt failed: the first says why.
  if (Array.isArray(errors) && errors.length > 0) return driverErrorOf(errors[0]);
  if (typeof code === 'string') return code;
  const text = typeof message === 'string' ? message : '';
  // Server replies begin with a word in capitals; inside a script it comes later, or is missing.
  if (/The user executing the script can't/.test(text)) return 'NOPERM';
  return (
    /\b(?:NOPERM|READONLY|OOM|MISCONF|LOADING)\b/.exec(text)?.[0] ??
    /^[A-Z]{3,}(?= )/.exec(text)?.[0] ??
    (error?.constructor.name ?? 'unknown').replace(/(?!^)Error$/, '')
  );
}

/** Failures that an operator must fix; anything else may be temporary. */
const advice: Readonly<Record<string, string>> = {
  WRONGPASS: 'it refused the user name or the password. Write the right ones in REDIS_URL: redis://user:password@host',
  NOAUTH: 'it wants a password. Write it in REDIS_URL: redis://:password@host, or redis://user:password@host',
  NOPERM: 'its user lacks permissions. Give it those that docs/redis.md lists, or name another user in REDIS_URL',
  READONLY: 'it is a read-only replica. Set REDIS_URL to the address of the primary',
  ERR: 'it does not know a command. Finestreta needs Redis 6.2 or later, or Valkey, and a database number that exists',
  OOM: 'its memory is full. Raise its maxmemory, or give Finestreta its own Redis',
  MISCONF:
    'it can no longer write to its disk and refuses changes. Turn its persistence off (save ""), which Finestreta does not need, or free the disk',
  MOVED: 'it is part of a cluster. Finestreta needs a Redis without cluster mode; set REDIS_URL to its address',
  DENIED: 'it runs in protected mode. Set a password in its configuration and in REDIS_URL',
  EPROTO: 'it does not speak TLS. Write redis:// instead of rediss:// in REDIS_URL, or turn TLS on there',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'it does not speak TLS. Write redis:// instead of rediss:// in REDIS_URL, or turn TLS on there',
};

const aboutCertificates = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

/** Why a connection can't work before an operator changes something; null when it may work in a moment. */
export function adviceOn(problem: string): string | null {
  if (aboutCertificates.test(problem)) {
    return 'its certificate is not trusted. Name the authority that signed it in NODE_EXTRA_CA_CERTS, and the host of the certificate in REDIS_URL';
  }
  return advice[problem] ?? null;
}

/** Reasons with their own error code; the others come from the settings. */
const codes: Readonly<Record<string, ErrorCode>> = {
  WRONGPASS: 'store.login',
  NOAUTH: 'store.login',
  NOPERM: 'store.forbidden',
  READONLY: 'store.forbidden',
  OOM: 'store.full',
};

/** The error for a start without Redis. `address` contains no user and no password. */
export function startError(error: unknown, address: string): CodedError {
  const problem = driverErrorOf(error);
  const known = adviceOn(problem);
  if (known !== null) {
    return new CodedError(codes[problem] ?? 'config.invalid', `Redis at ${address}: ${known}.`, { cause: error });
  }
  return new CodedError(
    'store.unreachable',
    `Redis at ${address} does not answer (${problem}). Start it, or set REDIS_URL to its address; a single process needs no Redis: unset REDIS_URL.`,
    { cause: error },
  );
}
