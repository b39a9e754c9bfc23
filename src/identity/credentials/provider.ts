import { AsyncLocalStorage } from 'node:async_hooks';
import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import { oidcProvider } from './oidcNames.ts';

/** The city's identity provider. */
export interface OidcSettings {
  /** As in its discovery document; `/.well-known/openid-configuration` is read below it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The claims of an ID token. */
type IdClaims = Readonly<Record<string, unknown>>;

/** The provider sign-in in progress: read where its session is created. */
const underWay = new AsyncLocalStorage<{ secondFactor: boolean }>();

/** Handles the provider's answer with a context in which `providerAskedTwice` works. */
export function takingAnswer<T>(work: () => Promise<T>): Promise<T> {
  return underWay.run({ secondFactor: false }, work);
}

/** Whether the provider says that it asked for a second factor in the current sign-in. */
export function providerAskedTwice(): boolean {
  return underWay.getStore()?.secondFactor ?? false;
}

/**
 * How the provider is used and trusted. Only the ID token counts: the library checks its signature, issuer, audience,
 * time and nonce before its claims are read here. Without one nobody is signed in.
 */
export function providerOf({ issuer, clientId, clientSecret }: OidcSettings): GenericOAuthConfig {
  return {
    providerId: oidcProvider,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'profile', 'email'],
    // Only people in the directory are admitted, whatever the provider says.
    disableSignUp: true,
    async getUserInfo({ idToken }) {
      const claims = idToken === undefined ? null : claimsOf(idToken);
      if (typeof claims?.sub !== 'string' || claims.sub === '') return null;
      const store = underWay.getStore();
      if (store !== undefined) store.secondFactor = saysSecondFactor(claims);
      return { id: claims.sub, sub: claims.sub, ...addressIn(claims), name: '' };
    },
  };
}

/** Claims of a token that the library has verified. */
function claimsOf(idToken: string): IdClaims | null {
  try {
    return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Belongs to nobody. People who are already linked sign in by their id at the provider; all others are refused. */
const noAddress = { email: 'nobody@address.invalid', emailVerified: false };

/**
 * The address that identifies a person at their first sign-in: one that the provider has verified. Values that people
 * can edit themselves (`preferred_username`, an unverified address) identify nobody. Entra ID sends `xms_edov` where
 * others send `email_verified`.
 */
function addressIn({ email, email_verified, xms_edov }: IdClaims) {
  const isVerified = isTrue(email_verified) || (email_verified === undefined && isTrue(xms_edov));
  return typeof email === 'string' && isVerified ? { email: email.toLowerCase(), emailVerified: true } : noAddress;
}

const isTrue = (claim: unknown) => [true, 'true', 1, '1'].includes(claim as string);

/** Authentication methods (RFC 8176) other than a password. */
const otherWays = ['otp', 'hwk', 'swk', 'pop', 'sc', 'sms', 'tel', 'fpt', 'face', 'iris', 'retina', 'vbm', 'fido'];
/** Assurance levels that require two factors: OpenID's phishing-resistant ones, NIST's, PAPE's. */
const strongLevels =
  /^(phr|phrh|aal[23]|https?:\/\/schemas\.openid\.net\/pape\/policies\/2007\/06\/multi-factor|http:\/\/idmanagement\.gov\/ns\/assurance\/aal\/[23])$/i;

/**
 * Whether a provider says that it asked for a second factor: in `amr` the value for it or two methods, or a level in
 * `acr`.
 */
export function saysSecondFactor({ amr, acr }: IdClaims): boolean {
  const ways = Array.isArray(amr) ? amr.map(String) : [];
  const isTwo = ways.some((way) => /^(mfa|ngcmfa)$/.test(way));
  const knows = ways.some((way) => /^(pwd|pin|kba)$/.test(way));
  return isTwo || (knows && ways.some((way) => otherWays.includes(way))) || strongLevels.test(String(acr));
}
