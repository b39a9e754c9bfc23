import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** The key with which the channel service signs, and its public half as the service publishes it. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const unknownSender = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const issuer = 'https://issuer.teams.test';

/** What `/keys` of the channel service answers. */
export const publishedKeys = {
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', endorsements: ['msteams'] }],
};

export interface TokenClaims {
  readonly appId: string;
  readonly serviceUrl: string;
  /** Seconds from now at which it ends. */
  readonly ends?: number;
  readonly issuer?: string;
  /** Signed by somebody else. */
  readonly forged?: boolean;
}

/** The Authorization header that the channel service sends with an activity. */
export function bearer({ appId, serviceUrl, ends = 600, issuer: by = issuer, forged = false }: TokenClaims): string {
  const now = Math.floor(Date.now() / 1_000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part({
    iss: by,
    aud: appId,
    serviceurl: serviceUrl,
    nbf: now - 3_600,
    exp: now + ends,
  })}`;
  const signature = sign('sha256', Buffer.from(body), forged ? unknownSender.privateKey : privateKey);
  return `Bearer ${body}.${signature.toString('base64url')}`;
}

/** An id as Azure gives them, the same for the same words. */
export function guidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
