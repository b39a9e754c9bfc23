import { CodedError } from '../../core/model/errors.ts';

/**
 * The URL of a Redis without user and password, safe to show and log: `redis://host:6379/0`.
 * @throws {CodedError} `config.invalid` when it is not a Redis URL; the message does not repeat it
 */
export function shownAddress(url: string): string {
  const shown = url.startsWith('unix:') ? socketOf(url) : hostOf(url);
  if (shown !== null) return shown;
  // The URL parser's error would contain the URL with its password, so it isn't passed on as the cause.
  throw new CodedError(
    'config.invalid',
    'REDIS_URL is no address of a Redis. Write redis://host:6379, or rediss://user:password@host:6379/0 with TLS; in user and password write %40 for @, %3A for :, %2F for /, %23 for # and %25 for %.',
  );
}

function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, username, password } = new URL(url);
  if (!/^rediss?:$/.test(protocol) || host === '' || !/^\/?\d{0,5}$/.test(pathname)) return null;
  return canDecode(username) && canDecode(password) ? `${protocol}//${host}${pathname.replace(/^\/$/, '')}` : null;
}

function socketOf(url: string): string | null {
  const [, user = '', path] = /^unix:\/\/([^@/]*@)?(\/[^?#@]+)/.exec(url) ?? [];
  return path !== undefined && canDecode(user) ? `unix://${path}` : null;
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
