import { z } from 'zod';
import { locales } from '../../../src/core/model/locale.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { createLruCache } from '../../../src/core/util/lruCache.ts';
import type { Sites } from '../sites.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { createSigner } from './signer.ts';

const claims = z.object({
  conv: z.string(),
  /** Account. */
  site: z.string(),
  /** The claim that Direct Line clients look for. */
  user: z.string(),
  locale: z.enum(locales).nullable(),
  origins: z.array(z.string()).nullable(),
  /** Seconds since 1970. */
  exp: z.number(),
});

export interface Tokens {
  issue(session: Session): { readonly token: string; readonly expires_in: number };
  /**
   * The session of a token. `use`: it must not have expired. `renew`: it may have expired a while ago, since it only
   * yields a fresh token. Throws `auth.refused`.
   */
  read(token: string, purpose: 'use' | 'renew'): Session;
}

interface TokensDeps {
  readonly secret: Uint8Array;
  readonly sites: Sites;
  readonly tokenSeconds: number;
  readonly resumeSeconds: number;
  readonly clock: Clock;
}

interface Known {
  session: Session;
  readonly expires: number;
}

/** Cache of tokens whose signature was verified lately. */
const cacheSize = 4_096;

/** Creates stateless tokens: every process with the same secret accepts those of all others. */
export function createTokens(deps: TokensDeps): Tokens {
  const signer = createSigner(deps.secret, 'token');
  const known = createLruCache<string, Known>(cacheSize);

  const open = (token: string): Known => {
    const opened = claims.safeParse(signer.open(token));
    const found = opened.success ? deps.sites.find(opened.data.site, opened.data.conv) : null;
    if (!opened.success || !found) throw new Refusal(403, 'auth.refused', refused);
    const { conv, user, locale, origins, exp } = opened.data;
    return { session: { ...found, platformConversation: conv, user, locale, origins }, expires: exp * 1_000 };
  };

  /** Even for a cached token, the account's current state counts. */
  const asItIsNow = (entry: Known): Session => {
    const account = deps.sites.account(entry.session.account.id);
    if (account === null) throw new Refusal(403, 'auth.refused', refused);
    if (account !== entry.session.account) entry.session = { ...entry.session, account };
    return entry.session;
  };

  return {
    issue(session) {
      const { account, platformConversation, user, locale, origins } = session;
      const exp = Math.floor(deps.clock() / 1_000) + deps.tokenSeconds;
      const token = signer.sign({ conv: platformConversation, site: account.id, user, locale, origins, exp });
      return { token, expires_in: deps.tokenSeconds };
    },
    read(token, purpose) {
      let entry = known.get(token);
      if (!entry) {
        entry = open(token);
        known.set(token, entry);
      }
      const allowed = purpose === 'use' ? entry.expires : entry.expires + deps.resumeSeconds * 1_000;
      if (deps.clock() >= allowed) throw new Refusal(403, 'auth.refused', purpose === 'use' ? expired : gone);
      return asItIsNow(entry);
    },
  };
}

const refused =
  'This is neither a token nor a site key of this server. A page names its site in data-site-key: see WEBCHAT_SITE_KEY. Ask for a token at tokens/generate with the site key.';
const expired = 'This token has expired. Renew it at tokens/refresh and repeat the request.';
const gone = 'This token expired too long ago to be renewed. Start a new conversation with the site key.';
