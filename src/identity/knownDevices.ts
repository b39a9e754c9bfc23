import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Seconds for which a browser is remembered, and the maximum number of people per browser: colleagues may share a
 * computer.
 */
const rememberSeconds = 365 * 86_400;
const maxPeople = 5;

/**
 * Recognises browsers with which a person has signed in before. It signs nobody in: failures in such a browser are
 * counted separately.
 */
export interface KnownDevices {
  /**
   * Id of the browser that sent a cookie header, if somebody with this e-mail address has signed in with it; else null.
   */
  of(cookie: string, email: string): string | null;
  /** The `Set-Cookie` line by which the browser is recognised from now on. */
  remember(cookie: string, email: string): string;
}

/** `secret`: at least 32 bytes, the same in every process. `isSecure`: the service is reached by https. */
export function createKnownDevices(secret: Uint8Array, { isSecure }: { readonly isSecure: boolean }): KnownDevices {
  const name = `${isSecure ? '__Host-' : ''}finestreta.device`;
  const macOf = (id: string, email: string) =>
    createHmac('sha256', secret).update(`known device ${id} ${email.toLowerCase()}`).digest();
  const entriesIn = (cookie: string) => (readCookie(cookie, name) ?? '').split('~').slice(0, maxPeople);

  function find(cookie: string, email: string): string | null {
    for (const entry of entriesIn(cookie)) {
      const [id = '', mac = ''] = entry.split('.');
      const given = Buffer.from(mac, 'base64url');
      const right = macOf(id, email);
      if (given.length === right.length && timingSafeEqual(given, right)) return id;
    }
    return null;
  }

  return {
    of: find,
    remember(cookie, email) {
      const known = find(cookie, email);
      const id = known ?? randomBytes(16).toString('base64url');
      const others = entriesIn(cookie).filter((entry) => entry !== '' && !entry.startsWith(`${id}.`));
      const entries = [`${id}.${macOf(id, email).toString('base64url')}`, ...others].slice(0, maxPeople);
      const secure = isSecure ? '; Secure' : '';
      return `${name}=${entries.join('~')}; Max-Age=${rememberSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
    },
  };
}

function readCookie(header: string, name: string): string | null {
  const pair = header.split(/;\s*/).find((each) => each.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
