import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Milliseconds for which a challenge may be answered. */
const goodFor = 5 * 60_000;
/** Bytes of its parts: when it ends, what nobody can guess, what only this installation can make. */
const sizes = { end: 8, random: 16, mac: 32 } as const;

/** Challenges of WebAuthn. Nothing is stored when one is made, so that whoever asks for many fills nothing. */
export interface Challenges {
  /** `purpose`: what its answer is good for. */
  make(purpose: string): Uint8Array<ArrayBuffer>;
  /** Whether a challenge (base64url) was made here for a purpose and is answered for the first time, in time. */
  take(challenge: string, purpose: string): Promise<boolean>;
}

/** `firstTime`: true the first time that it is asked about a key, for at least five minutes. */
export function createChallenges(secret: Uint8Array, firstTime: (key: string) => Promise<boolean>): Challenges {
  const macOf = (body: Uint8Array, purpose: string) =>
    createHmac('sha256', secret).update(`passkey ${purpose} `).update(body).digest();

  return {
    make(purpose) {
      const end = Buffer.alloc(sizes.end);
      end.writeBigUInt64BE(BigInt(Date.now() + goodFor));
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
