import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  type JsonWebKey,
  randomBytes,
  randomUUID,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A browser that subscribed, and what it has read. */
export interface Subscriber {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** What was pushed, decrypted, in order. */
  readonly messages: readonly string[];
}

/** A push service (RFC 8030) that knows its senders (RFC 8292), with the browsers behind it, which decrypt (RFC 8291). */
export interface PushService {
  readonly url: string;
  subscribe(): Subscriber;
  /** Ends a subscription, as when somebody clears the browser. */
  drop(subscriber: Subscriber): void;
  /** What it answers next instead of taking the message. */
  answerNext(status: number): void;
  /** How often it was asked. */
  readonly asked: () => number;
  /** Headers of the newest request. */
  readonly headers: () => IncomingMessage['headers'];
  close(): Promise<void>;
}

/** `key`: the only sender whom it takes messages from, as browsers tell it when they subscribe. */
export async function startPushService(key: () => string): Promise<PushService> {
  const browsers = new Map<string, { keys: ECDH; auth: Buffer; messages: string[] }>();
  let count = 0;
  let next: number | null = null;
  let newest: IncomingMessage['headers'] = {};
  let url = '';
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    count += 1;
    newest = request.headers;
    const answer = (status: number) => response.writeHead(status).end();
    if (next !== null) {
      const status = next;
      next = null;
      return answer(status);
    }
    const browser = browsers.get(request.url ?? '');
    if (browser === undefined) return answer(410);
    const { authorization = '', ttl, topic, 'content-encoding': encoding } = request.headers;
    if (!isSentBy(authorization, key(), url)) return answer(403);
    if (ttl === undefined || encoding !== 'aes128gcm' || body.length > 4_096) return answer(400);
    if (typeof topic === 'string' && !/^[\w-]{1,32}$/.test(topic)) return answer(400);
    browser.messages.push(decrypt(body, browser));
    answer(201);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    subscribe() {
      const path = `/push/${randomUUID()}`;
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys('base64url');
      const auth = randomBytes(16);
      const messages: string[] = [];
      browsers.set(path, { keys, auth, messages });
      return { endpoint: url + path, p256dh, auth: auth.toString('base64url'), messages };
    },
    drop: ({ endpoint }) => void browsers.delete(new URL(endpoint).pathname),
    answerNext(status) {
      next = status;
    },
    asked: () => count,
    headers: () => newest,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a browser reads of a message in one record. */
export function decrypt(body: Buffer, { keys, auth }: { readonly keys: ECDH; readonly auth: Buffer }): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const theirs = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  const derive = (secret: Uint8Array, from: Uint8Array, info: Uint8Array, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, from, info, length));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
  const input = derive(keys.computeSecret(theirs), auth, info, 32);
  const contentKey = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('the record does not end as the last one does');
  return padded.subarray(0, end).toString();
}

/** Whether a header is signed with a key, for this service, and not for longer than a day. */
function isSentBy(header: string, key: string, audience: string): boolean {
  const [, head = '', claims = '', signature = '', k = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header) ?? [];
  if (k !== key) return false;
  const point = Buffer.from(k, 'base64url');
  const jwk: JsonWebKey = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const seconds = exp - Date.now() / 1_000;
  return (
    verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')) &&
    aud === audience &&
    /^(mailto|https):/.test(sub) &&
    seconds > 0 &&
    seconds <= 86_400
  );
}
