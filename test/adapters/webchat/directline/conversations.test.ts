import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CodedError } from '../../../../src/core/model/errors.ts';
import { call, list, open } from '../support/client.ts';
import { account, startServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.close());

function turnsOf(conversation: { conversationId: string }) {
  return server.core.turns(server.core.conversationId('default', account.id, conversation.conversationId));
}

test('opening a conversation lets the bot greet, and the person sees no message of theirs', async () => {
  const answer = await call(server, 'POST', '/conversations', { bearer: 'finestreta' });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.body).toEqual({
    conversationId: expect.any(String),
    token: expect.any(String),
    expires_in: 1_800,
    streamUrl: expect.stringMatching(
      /^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/[\w-]+\/stream\?watermark=0&t=/,
    ),
  });
  const { activities } = await list(server, answer.body);
  expect(activities.map(({ text }: { text: string }) => text)).toEqual(['Bon dia']);
  expect(activities[0].replyToId).toBeUndefined();
});

test('opening it again changes nothing and says so', async () => {
  const first = await call(server, 'POST', '/conversations', { bearer: 'finestreta' });
  const again = await call(server, 'POST', '/conversations', { bearer: first.body.token });
  expect(again.status).toBe(200);
  expect(again.body.conversationId).toBe(first.body.conversationId);
  expect(turnsOf(first.body)).toHaveLength(1);
});

test.each([
  ['ca-ES', 'ca'],
  ['es', 'es'],
  ['EN_us', 'en'],
  ['fr-FR', null],
  [undefined, null],
])('a page in %s hints at %s', async (locale, hint) => {
  const conversation = await open(server, { body: { locale, user: {} } });
  expect(turnsOf(conversation)[0]?.content?.inbound).toEqual({
    id: 'start',
    content: { kind: 'start' },
    localeHint: hint,
  });
});

test('the language of the token holds when the conversation is opened without one', async () => {
  const { token } = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta', body: { locale: 'es' } }))
    .body;
  const conversation = await open(server, { bearer: token });
  expect(turnsOf(conversation)[0]?.content?.inbound?.localeHint).toBe('es');
});

test('resuming gives a fresh token and a stream from the cursor on', async () => {
  const conversation = await open(server);
  const path = `/conversations/${conversation.conversationId}`;
  server.pass(5_000);
  const resumed = await call(server, 'GET', `${path}?watermark=1`, { bearer: conversation.token });
  expect(resumed.status).toBe(200);
  expect(resumed.body.token).not.toBe(conversation.token);
  expect(new URL(resumed.body.streamUrl).searchParams.get('watermark')).toBe('1');
  expect((await call(server, 'GET', `${path}?watermark=x`, { bearer: conversation.token })).status).toBe(400);
});

test('a conversation that was never opened is unknown', async () => {
  const { conversationId, token } = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta' })).body;
  const answer = await call(server, 'GET', `/conversations/${conversationId}`, { bearer: token });
  expect([answer.status, answer.body.error.code]).toEqual([404, 'conversation.unknown']);
});

test('behind a proxy the addresses are those of the public address', async () => {
  await server.close();
  server = await startServer({ settings: { publicUrl: 'https://bot.elprat.cat/xat' } });
  const { streamUrl } = await open(server, { origin: 'https://bot.elprat.cat' });
  expect(streamUrl).toMatch(/^wss:\/\/bot\.elprat\.cat\/xat\/v3\/directline\//);
});

test('a wrong body is answered with what is wrong in it', async () => {
  const answer = await call(server, 'POST', '/conversations', { bearer: 'finestreta', body: { user: { id: 7 } } });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toEqual({ code: 'input.invalid', message: expect.stringContaining('user.id') });
});

test('what passes by itself is 503 with a time to come back, what does not is 500 without its inside', async () => {
  server.core.beforeCommit = async () => {
    throw new CodedError('store.busy', 'The store is busy. Try again.');
  };
  const busy = await call(server, 'POST', '/conversations', { bearer: 'finestreta' });
  expect([busy.status, busy.body.error.code, busy.headers.get('retry-after')]).toEqual([503, 'store.busy', '1']);
  server.core.beforeCommit = async () => {
    throw new CodedError('store.full', 'The disk is full. Make room.');
  };
  expect((await call(server, 'POST', '/conversations', { bearer: 'finestreta' })).status).toBe(507);
  const cause = new Error('secret of the inside');
  server.core.beforeCommit = async () => {
    throw cause;
  };
  const failed = await call(server, 'POST', '/conversations', { bearer: 'finestreta' });
  expect([failed.status, failed.body.error.code]).toEqual([500, 'handler.failed']);
  expect(JSON.stringify(failed.body)).not.toContain('secret');
  expect(server.errors.at(-1)).toMatchObject({ error: cause });
});

test('one address may open only so many conversations in a minute', async () => {
  await server.close();
  server = await startServer({ starts: 3 });
  for (const path of ['/conversations', '/tokens/generate', '/conversations']) {
    expect((await call(server, 'POST', path, { bearer: 'finestreta' })).status).toBeLessThan(300);
  }
  const limited = await call(server, 'POST', '/conversations', { bearer: 'finestreta' });
  expect([limited.status, limited.body.error.code]).toEqual([429, 'rate.limited']);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a server that is about to stop finishes what it took and takes nothing more', async () => {
  const conversation = await open(server);
  const path = `/conversations/${conversation.conversationId}/activities`;
  let commit = () => {};
  const reached = new Promise<void>((resolve) => {
    server.core.beforeCommit = () => {
      resolve();
      return new Promise((go) => {
        commit = go;
      });
    };
  });
  const body = { type: 'message', text: 'hola' };
  const underWay = call(server, 'POST', path, { bearer: conversation.token, body });
  await reached;
  const stopped = server.channel.close();
  const late = await call(server, 'POST', path, { bearer: conversation.token, body });
  expect([late.status, late.body.error.code]).toEqual([503, 'store.busy']);
  commit();
  expect((await underWay).status).toBe(200);
  await stopped;
});
