import { CodedError, type ErrorCode } from '../../core/model/errors.ts';

/** What went wrong with Redis, in one word: the part of an error that may be logged and compared. */
export function driverErrorOf(error: unknown): string {
  const { code, errors, message } = (error ?? {}) as { code?: unknown; errors?: unknown; message?: unknown };
  // Of a host with several addresses, each attempt failed: the first says why.
  if (Array.isArray(errors) && errors.length > 0) return driverErrorOf(errors[0]);
  if (typeof code === 'string') return code;
  const text = typeof message === 'string' ? message : '';
  // Replies of a server begin with a word in capitals; from inside a script it stands further on, or is left out.
  if (/The user executing the script can't/.test(text)) return 'NOPERM';
  return (
    /\b(?:NOPERM|READONLY|OOM|MISCONF|LOADING)\b/.exec(text)?.[0] ??
    /^[A-Z]{3,}(?= )/.exec(text)?.[0] ??
    (error?.constructor.name ?? 'unknown').replace(/(?!^)Error$/, '')
  );
}

/** What an operator must change before it can work; anything else may pass by itself. */
const advice: Readonly<Record<string, string>> = {
  WRONGPASS: 'it refused the user name or the password. Write the right ones in REDIS_URL: redis://user:password@host',
  NOAUTH: 'it wants a password. Write it in REDIS_URL: redis://:password@host, or redis://user:password@host',
  NOPERM:
    'its user may not do what is needed. Give it the permissions that docs/redis.md lists, or name another in REDIS_URL',
  READONLY: 'it is a replica, which only reads. Write the address of the primary in REDIS_URL',
  ERR: 'it does not know what is asked of it. Finestreta needs Redis 6.2 or later, or Valkey, and a database number that exists',
  OOM: 'its memory is full. Raise its maxmemory, or give Finestreta a Redis of its own',
  MISCONF:
    'it can no longer write to its disk, and so refuses what changes anything. Turn its persistence off (save ""), which Finestreta does not need, or free the disk',
  MOVED: 'it is one of a cluster. Finestreta needs a Redis without cluster mode; write its address in REDIS_URL',
  DENIED: 'it runs in protected mode. Set a password in its configuration and write it in REDIS_URL',
  EPROTO: 'it does not speak TLS. Write redis:// instead of rediss:// in REDIS_URL, or turn TLS on there',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'it does not speak TLS. Write redis:// instead of rediss:// in REDIS_URL, or turn TLS on there',
};

const aboutCertificates = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

/** Why a connection can't work before somebody changes something; null when it may work in a moment. */
export function adviceOn(problem: string): string | null {
  if (aboutCertificates.test(problem)) {
    return 'its certificate is not trusted. Name the authority that signed it in NODE_EXTRA_CA_CERTS, and the host of the certificate in REDIS_URL';
  }
  return advice[problem] ?? null;
}

/** Codes of troubles that have one of their own; the others are a matter of the settings. */
const codes: Readonly<Record<string, ErrorCode>> = {
  WRONGPASS: 'store.login',
  NOAUTH: 'store.login',
  NOPERM: 'store.forbidden',
  READONLY: 'store.forbidden',
  OOM: 'store.full',
};

/** The error that a start without Redis ends with. `address` names no user and no password. */
export function startError(error: unknown, address: string): CodedError {
  const problem = driverErrorOf(error);
  const known = adviceOn(problem);
  if (known !== null) {
    return new CodedError(codes[problem] ?? 'config.invalid', `Redis at ${address}: ${known}.`, { cause: error });
  }
  return new CodedError(
    'store.unreachable',
    `Redis at ${address} does not answer (${problem}). Start it, or write in REDIS_URL where it is; without REDIS_URL a single process needs none.`,
    { cause: error },
  );
}
