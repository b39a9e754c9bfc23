import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { PasskeyQuestion } from '../../src/identity/auth.ts';

/** A device that makes and uses passkeys (WebAuthn, ES256), as a browser hands its answers on: in JSON. */
interface Authenticator {
  /** Answers the question for a new passkey, on a page of an origin. */
  make(asked: PasskeyQuestion, origin: string): string;
  /** Answers the question for a passkey that it has. */
  use(asked: PasskeyQuestion, origin: string): string;
}

interface AuthenticatorOptions {
  /** Whether it has made sure who is before it (PIN, finger, face). */
  readonly verifiesUser: boolean;
}

export function createAuthenticator({ verifiesUser }: AuthenticatorOptions = { verifiesUser: true }): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let user = '';
  let counter = 0;
  // User present, user verified (WebAuthn, 6.1).
  const flags = 0x01 | (verifiesUser ? 0x04 : 0);

  const clientData = (type: string, asked: PasskeyQuestion, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge: asked.challenge, origin, crossOrigin: false }));
  const dataFor = (origin: string, flag: number, more: Buffer) => {
    const site = createHash('sha256').update(new URL(origin).hostname).digest();
    const count = Buffer.alloc(4);
    counter += 1;
    count.writeUInt32BE(counter);
    return Buffer.concat([site, Buffer.from([flag]), count, more]);
  };
  const answer = (response: object) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });

  return {
    make(asked, origin) {
      user = (asked.user as { id: string }).id;
      // COSE key: a map of kty 2 (EC2), alg -7 (ES256), crv 1 (P-256), x, y.
      const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part ?? '', 'base64url'));
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        x as Buffer,
        Buffer.from('225820', 'hex'),
        y as Buffer,
      ]);
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const authData = dataFor(origin, flags | 0x40, credential);
      // CBOR: { fmt: "none", attStmt: {}, authData }.
      const attestationObject = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]),
        authData,
      ]);
      return answer({
        clientDataJSON: clientData('webauthn.create', asked, origin).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      });
    },
    use(asked, origin) {
      const authData = dataFor(origin, flags, Buffer.alloc(0));
      const client = clientData('webauthn.get', asked, origin);
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
      const key = createPrivateKey({ key: privateKey.export({ format: 'pem', type: 'pkcs8' }), format: 'pem' });
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, key).toString('base64url'),
        userHandle: user,
      });
    },
  };
}
