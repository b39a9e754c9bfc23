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

/** What an ID token says. */
export type IdClaims = Readonly<Record<string, unknown>>;

/** What is known of the sign-in at the provider that is under way: read where its session is made. */
const underWay = new AsyncLocalStorage<{ secondFactor: boolean }>();

/** Takes the provider's answer, so that `providerAskedTwice` knows of it meanwhile. */
export function takingAnswer<T>(work: () => Promise<T>): Promise<T> {
  return underWay.run({ secondFactor: false }, work);
}

/** Whether the provider says of the sign-in that is under way that it asked for a second factor. */
export function providerAskedTwice(): boolean {
  return underWay.getStore()?.secondFactor ?? false;
}

/**
 * How the provider is asked and believed. The ID token counts and nothing else: the library checks its signature, issuer,
 * audience, time and nonce before its claims are read here; without one nobody comes in.
 */
export function providerOf({ issuer, clientId, clientSecret }: OidcSettings): GenericOAuthConfig {
  return {
    providerId: oidcProvider,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'profile', 'email'],
    // Who is not listed here stays outside, whatever the provider says.
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

/** Nobody's: whoever is linked already comes in by their id at the provider, and whoever is not stays outside. */
const noAddress = { email: 'nobody@address.invalid', emailVerified: false };

/**
 * The address by which somebody is known the first time: one that the provider has verified to be theirs. What people may
 * write themselves (`preferred_username`, an address that was not verified) names nobody. Entra ID says `xms_edov` where
 * others say `email_verified`.
 */
function addressIn({ email, email_verified, xms_edov }: IdClaims) {
  const isVerified = isTrue(email_verified) || (email_verified === undefined && isTrue(xms_edov));
  return typeof email === 'string' && isVerified ? { email: email.toLowerCase(), emailVerified: true } : noAddress;
}

const isTrue = (claim: unknown) => [true, 'true', 1, '1'].includes(claim as string);

/** Ways of proving oneself (RFC 8176) that a password is not. */
const otherWays = ['otp', 'hwk', 'swk', 'pop', 'sc', 'sms', 'tel', 'fpt', 'face', 'iris', 'retina', 'vbm', 'fido'];
/** Levels of assurance that need two factors: OpenID's phishing-resistant ones, NIST's, PAPE's. */
const strongLevels =
  /^(phr|phrh|aal[23]|https?:\/\/schemas\.openid\.net\/pape\/policies\/2007\/06\/multi-factor|http:\/\/idmanagement\.gov\/ns\/assurance\/aal\/[23])$/i;

/** Whether a provider says that it asked for a second factor: in `amr` the word for it, or two ways; or in `acr`. */
export function saysSecondFactor({ amr, acr }: IdClaims): boolean {
  const ways = Array.isArray(amr) ? amr.map(String) : [];
  const isTwo = ways.some((way) => /^(mfa|ngcmfa)$/.test(way));
  const knows = ways.some((way) => /^(pwd|pin|kba)$/.test(way));
  return isTwo || (knows && ways.some((way) => otherWays.includes(way))) || strongLevels.test(String(acr));
}
