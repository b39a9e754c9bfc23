import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { usualChoice } from '../../../src/core/model/desk/notificationChoice.ts';
import { createSendPush } from '../../../src/notifications/push/sendPush.ts';
import { createVapid } from '../../../src/notifications/push/vapid.ts';
import { agentWith } from '../../support/agent.ts';
import { present } from '../../support/present.ts';
import { code, notificationWith, openOffice } from '../office.ts';

/** What we push, as programs of others read it: `http_ece` decrypts as a browser does, `jose` checks who sends. */
const peers = new URL('../../peers/package.json', import.meta.url);
const jose = new URL('node_modules/jose/dist/webapi/index.js', peers);
const areThere = existsSync(jose) && existsSync(new URL('node_modules/http_ece', peers));

const contact = 'mailto:webmaster@bot.example';
const vapid = createVapid(Buffer.alloc(32, 3), contact);

/** What a push service was sent. */
interface Taken {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

(areThere ? describe : describe.skip)('a push message, read by programs of others', () => {
  const taken: Taken[] = [];
  let service: Server;
  let origin: string;
  beforeAll(async () => {
    service = createServer(async (request, response) => {
      taken.push({ headers: request.headers, body: Buffer.concat(await request.toArray()) });
      response.writeHead(201).end();
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    service.closeAllConnections();
    service.close();
    await once(service, 'close');
  });

  /** A browser of somebody of staff to whom a case is given; resolves to what its push service took. */
  async function assign() {
    const send = createSendPush({ vapid, services: [origin], clock: Date.now });
    const office = openOffice({
      ...{ agents: [agentWith('ona', { locales: ['ca'] })], post: null, hooks: [], sendPush: send },
    });
    const keys = createECDH('prime256v1');
    const p256dh = keys.generateKeys('base64url');
    const auth = randomBytes(16).toString('base64url');
    await office.choices.keep('default', 'ona', usualChoice);
    const device = { name: 'Firefox, Android', endpoint: `${origin}/push/ona`, p256dh, auth };
    await office.devices.add('default', 'ona', device);
    await office.ask(notificationWith({ reason: 'assigned', agents: ['ona'], roles: [] }), {});
    await office.deliverAll(3);
    return { keys, auth, message: present(taken.at(-1)) };
  }

  test('says what it says to its browser, and nothing to another one or once it was changed', async () => {
    const { decrypt } = createRequire(peers)('http_ece');
    const { keys, auth, message } = await assign();
    const { body, headers } = message;
    const version = headers['content-encoding'];
    expect([version, headers['content-type']]).toEqual(['aes128gcm', 'application/octet-stream']);
    const read = (bytes: Buffer, given: object = {}): Buffer =>
      decrypt(bytes, { version, privateKey: keys, authSecret: auth, ...given });
    const news = JSON.parse(read(body).toString());
    expect(news).toMatchObject({
      ...{ title: `Us han assignat el cas ${code}`, body: 'Departament: Oficina', lang: 'ca', tag: code },
      url: `https://bot.example.cat/console/cas/${code}`,
    });
    const other = createECDH('prime256v1');
    other.generateKeys();
    expect(() => read(body, { privateKey: other })).toThrow();
    expect(() => read(body, { authSecret: randomBytes(16).toString('base64url') })).toThrow();
    const changed = Buffer.from(body);
    changed.writeUInt8(changed.readUInt8(200) ^ 1, 200);
    expect(() => read(changed)).toThrow();
  });

  test('is signed by the key that browsers were given, for that service alone and for half a day', async () => {
    const { importJWK, jwtVerify } = await import(jose.href);
    const { authorization = '' } = (await assign()).message.headers;
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
    expect(key).toBe(vapid.publicKey);
    const jwkOf = (publicKey: string) => {
      const point = Buffer.from(publicKey, 'base64url');
      const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) => each.toString('base64url'));
      return importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
    };
    const rules = { algorithms: ['ES256'], audience: origin, subject: contact, typ: 'JWT' };
    const { payload } = await jwtVerify(token, await jwkOf(key), rules);
    const seconds = payload.exp - Date.now() / 1_000;
    expect(seconds).toBeGreaterThan(0);
    // RFC 8292, section 2: push services refuse more.
    expect(seconds).toBeLessThanOrEqual(86_400);
    await expect(
      jwtVerify(token, await jwkOf(key), { ...rules, audience: 'https://push.example' }),
    ).rejects.toMatchObject({ code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' });
    const otherKey = createVapid(Buffer.alloc(32, 4), contact).publicKey;
    await expect(jwtVerify(token, await jwkOf(otherKey), rules)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });
});
