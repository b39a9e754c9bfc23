import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Validity of a challenge in milliseconds. */
const lifetimeMs = 5 * 60_000;
/** Bytes of its parts: the expiry time, an unguessable value, and a MAC that only this installation can create. */
const sizes = { end: 8, random: 16, mac: 32 } as const;

/** WebAuthn challenges. Creating one stores nothing, so that requesting many fills no storage. */
export interface Challenges {
  /** `purpose`: what the answer may be used for. */
  make(purpose: string): Uint8Array<ArrayBuffer>;
  /**
   * Whether a challenge (base64url) was created here for this purpose, has not expired, and is answered for the first
   * time.
   */
  take(challenge: string, purpose: string): Promise<boolean>;
}

/** `firstTime`: true the first time it is called with a key, for at least five minutes. */
export function createChallenges(secret: Uint8Array, firstTime: (key: string) => Promise<boolean>): Challenges {
  const macOf = (body: Uint8Array, purpose: string) =>
    createHmac('sha256', secret).update(`passkey ${purpose} `).update(body).digest();

  return {
    make(purpose) {
      const end = Buffer.alloc(sizes.end);
      end.writeBigUInt64BE(BigInt(Date.now() + lifetimeMs));
      const body = Buffer.concat([end, randomBytes(sizes.random)]);
      return Uint8Array.from(Buffer.concat([body, macOf(body, purpose)]));
    },
    async take(challenge, purpose) {
      const bytes = Buffer.from(challenge, 'base64url');
      if (bytes.length !== sizes.end + sizes.random + sizes.mac) return false;
      const body = bytes.subarray(0, sizes.end + sizes.random);
      if (!timingSafeEqual(bytes.subarray(body.length), macOf(body, purpose))) return false;
      return (
        Number(body.readBigUInt64BE()) > Date.now() &&
        firstTime(`challenge ${bytes.subarray(body.length).toString('base64url')}`)
      );
    },
  };
}
