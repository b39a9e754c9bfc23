import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ana } from '../../contract/adapter/scene.ts';
import { bearer, guidOf, type TokenClaims } from './support/identity.ts';
import { openWebhook, type WebhookScene } from './support/webhook.ts';

let drainGate: WebhookScene;
let written: ReturnType<typeof jest.spyOn>[];
beforeEach(async () => {
  written = ['error', 'warn', 'info', 'log', 'debug'].map((method) =>
    jest.spyOn(console, method as 'error').mockImplementation(() => {}),
  );
  drainGate = await openWebhook();
});
afterEach(async () => {
  await drainGate.close();
  // The SDK would write of every bad token, and the channel's keys with it.
  for (const { mock } of written) expect(mock.calls).toEqual([]);
  jest.restoreAllMocks();
});

describe('an account with an app id', () => {
  /** Sends a message with a token; resolves to the status and whether it was taken. */
  async function send(claims: Partial<TokenClaims>, changes: object = {}) {
    const { serviceUrl } = drainGate.fake.connector;
    const authorization = bearer({ appId: guidOf('desk'), serviceUrl, ...claims });
    const body = drainGate.fake.activity(ana, { text: 'Hola', ...changes });
    const response = await drainGate.fake.post('desk', body, { Authorization: authorization });
    return { status: response.status, taken: drainGate.received.length > 0 };
  }

  beforeEach(() => drainGate.open('desk'));

  test('takes what the channel service signed for it', async () => {
    expect(await send({})).toEqual({ status: 200, taken: true });
  });

  test.each<[string, Partial<TokenClaims>, object]>([
    ['for another bot', { appId: guidOf('library') }, {}],
    ['that has run out', { ends: -600 }, {}],
    ['signed by somebody else', { forged: true }, {}],
    ['of another service address', { serviceUrl: 'https://elsewhere.test/' }, {}],
    ['for a channel that the key is not meant for', {}, { channelId: 'directline' }],
    ['issued by somebody else', { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }, {}],
    ['of the channel of Azure Stack, which the SDK checks another way', {}, { channelId: 'AseChannel' }],
  ])('takes nothing with a token %s', async (_name, claims, changes) => {
    expect(await send(claims, changes)).toEqual({ status: 403, taken: false });
  });

  test.each([['Bearer x'], ['Bearer a.b.c'], ['Basic eDp5'], ['']])('takes nothing with %j', async (authorization) => {
    const response = await drainGate.fake.post('desk', drainGate.fake.activity(ana, { text: 'Hola' }), {
      Authorization: authorization,
    });
    expect(response.status).toBe(403);
    expect(drainGate.received).toEqual([]);
  });

  test('says of many tokens that are not good that there were some, in one line without anything of theirs', async () => {
    for (let time = 0; time < 20; time++) await send({ forged: true });
    for (let time = 0; time < 20; time++) await send({ issuer: 'https://elsewhere.test/' });
    expect(drainGate.log.lines).toEqual([
      {
        level: 'warn',
        fields: { code: 'auth.refused', times: 1 },
        message: 'activities with invalid tokens refused',
      },
    ]);
  });

  test('takes nothing without a token, not even from this machine', async () => {
    const response = await fetch(`${drainGate.url}/api/messages/desk`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(drainGate.fake.activity(ana, { text: 'Hola' })),
    });
    expect(response.status).toBe(403);
    expect(drainGate.received).toEqual([]);
  });

  test('asks to wait while the keys cannot be fetched', async () => {
    const broken = await openWebhook({ cloud: { openIdMetadata: 'http://127.0.0.1:9/openid' } });
    try {
      await broken.open('desk');
      const response = await broken.fake.post('desk', broken.fake.activity(ana, { text: 'Hola' }));
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).not.toBeNull();
    } finally {
      await broken.close();
    }
  });

  test('is found by the bot’s id when the path names none', async () => {
    await drainGate.open('library');
    const body = drainGate.fake.activity({ ...ana, account: 'library' }, { text: 'Hola' });
    const authorization = bearer({ appId: guidOf('library'), serviceUrl: body.serviceUrl });
    const response = await fetch(`${drainGate.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: authorization },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    expect(drainGate.received.map(({ account }) => account.id)).toEqual(['library']);
  });
});

describe('an account without an app id', () => {
  const none = { identity: 'none' };
  const unsigned = (headers: object = {}, changes: object = {}) =>
    fetch(`${drainGate.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(drainGate.fake.activity(ana, { text: 'Hola', ...changes })),
    });

  test('says loudly that nothing is checked, and takes what programs of this machine send', async () => {
    await drainGate.open('desk', none);
    expect(drainGate.log.lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', expect.stringContaining('NO TOKEN IS CHECKED')],
    ]);
    expect((await unsigned()).status).toBe(200);
    expect(drainGate.received).toHaveLength(1);
  });

  test.each<[string, object, object, number]>([
    ['through a proxy', { 'X-Forwarded-For': '203.0.113.7' }, {}, 401],
    ['through another one', { Forwarded: 'for=203.0.113.7' }, {}, 401],
    ['with an answer that would leave this machine', {}, { serviceUrl: 'https://smba.trafficmanager.net/emea/' }, 403],
  ])('takes nothing %s', async (_name, headers, changes, status) => {
    await drainGate.open('desk', none);
    expect((await unsigned(headers, changes)).status).toBe(status);
    expect(drainGate.received).toEqual([]);
  });

  test('takes nothing from a page in a browser, which sends no JSON unasked', async () => {
    await drainGate.open('desk', none);
    expect((await unsigned({ 'Content-Type': 'text/plain' })).status).toBe(400);
    expect(drainGate.received).toEqual([]);
  });

  test('is not opened where others than this machine can reach it', async () => {
    const outside = await openWebhook({ publicUrl: 'https://finestreta.example.cat' });
    try {
      await expect(outside.open('desk', none)).rejects.toMatchObject({ code: 'config.invalid' });
      expect((await outside.fake.post('desk', outside.fake.activity(ana, { text: 'Hola' }))).status).toBe(404);
    } finally {
      await outside.close();
    }
  });
});
