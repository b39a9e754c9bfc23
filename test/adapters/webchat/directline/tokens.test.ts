import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { call, list, open, post } from '../support/client.ts';
import { jwtDecode } from '../support/jwtDecode.ts';
import { startServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.close());

const minute = 60_000;
const day = 24 * 60 * minute;

describe('a token from tokens/generate', () => {
  test('opens the conversation that it names', async () => {
    const generated = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta' })).body;
    expect(generated).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1_800 });
    const started = await call(server, 'POST', '/conversations', { bearer: generated.token });
    expect(started.status).toBe(201);
    expect(started.body.conversationId).toBe(generated.conversationId);
  });

  test('carries the user where Web Chat looks for it, and the echo names the same', async () => {
    const body = { user: { id: 'dl_anna' } };
    const { token } = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta', body })).body;
    expect(jwtDecode(token).user).toBe('dl_anna');
    const conversation = await open(server, { bearer: token });
    await post(server, conversation, { text: 'hola' });
    const { activities } = await list(server, conversation);
    expect(activities[1].from).toEqual({ id: 'dl_anna', role: 'user' });
  });

  test('has a user of its own when none is named', async () => {
    const { token } = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta' })).body;
    expect(jwtDecode(token).user).toMatch(/^dl_.{16}$/);
  });

  test('is given for a second account by its own key, apart from the first', async () => {
    const { token } = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta.biblioteca' })).body;
    const conversation = await open(server, { bearer: token });
    const id = server.core.conversationId('default', 'biblioteca', conversation.conversationId);
    expect(server.core.conversations()).toEqual([id]);
  });
});

describe('who has no right is told so', () => {
  test.each([
    ['nothing', undefined, 401, 'auth.missing'],
    ['another key', 'finestretes', 403, 'auth.refused'],
    ['a key of no account', 'finestreta.nowhere', 403, 'auth.refused'],
    ['an empty bearer', '', 401, 'auth.missing'],
  ])('%s', async (_, bearer, status, code) => {
    for (const path of ['/tokens/generate', '/conversations', '/tokens/refresh']) {
      const answer = await call(server, 'POST', path, bearer === undefined ? {} : { bearer });
      expect(answer.status).toBe(status);
      expect(answer.body.error).toEqual({ code, message: expect.any(String) });
    }
  });

  test('the site key reads no conversation', async () => {
    const conversation = await open(server);
    const answer = await call(server, 'GET', `/conversations/${conversation.conversationId}/activities`, {
      bearer: 'finestreta',
    });
    expect(answer.status).toBe(403);
  });

  test('a token opens no other conversation', async () => {
    const mine = await open(server);
    const other = await open(server);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/activities'],
      ['POST', '/activities'],
      ['POST', '/upload'],
      ['GET', '/files/x'],
    ] as const) {
      const answer = await call(server, method, `/conversations/${other.conversationId}${path}`, {
        bearer: mine.token,
      });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  test('a token with one changed character is no token', async () => {
    const { conversationId, token } = await open(server);
    const path = `/conversations/${conversationId}/activities`;
    expect((await call(server, 'GET', path, { bearer: token })).status).toBe(200);
    for (let at = 0; at < token.length; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect((await call(server, 'GET', path, { bearer: changed })).status).toBe(403);
    }
    for (const changed of [
      `${token}A`,
      token.slice(0, -1),
      token.toUpperCase(),
      token.split('.').slice(0, 2).join('.'),
    ]) {
      expect((await call(server, 'GET', path, { bearer: changed })).status).toBe(403);
    }
  });

  test('a token whose header says "none" is no token', async () => {
    const { conversationId, token } = await open(server);
    const [, claims, signature] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const forged of [`${none}.${claims}.`, `${none}.${claims}.${signature}`]) {
      expect((await call(server, 'GET', `/conversations/${conversationId}`, { bearer: forged })).status).toBe(403);
    }
  });

  test('the ticket of a stream is no token, and a token no ticket', async () => {
    const { conversationId, token, streamUrl } = await open(server);
    const ticket = new URL(streamUrl).searchParams.get('t') ?? '';
    const read = `/conversations/${conversationId}/activities`;
    expect((await call(server, 'POST', '/tokens/refresh', { bearer: ticket })).status).toBe(403);
    expect((await call(server, 'GET', read, { bearer: ticket })).status).toBe(403);
    const file = `/conversations/${conversationId}/files/x?t=`;
    expect((await call(server, 'GET', file + ticket)).status).toBe(403);
    expect((await call(server, 'GET', file + token)).status).toBe(403);
  });
});

describe('a token grows old', () => {
  test('for half an hour it is good, then it must be renewed', async () => {
    const conversation = await open(server);
    server.pass(29 * minute);
    expect((await post(server, conversation, { text: 'hola' })).status).toBe(200);
    server.pass(2 * minute);
    const late = await post(server, conversation, { text: 'hola?' });
    expect([late.status, late.body.error.code]).toEqual([403, 'auth.refused']);
    const renewed = await call(server, 'POST', '/tokens/refresh', { bearer: conversation.token });
    expect(renewed.body).toMatchObject({ conversationId: conversation.conversationId, expires_in: 1_800 });
    expect((await post(server, renewed.body, { text: 'hola!' })).status).toBe(200);
  });

  test('who comes back the next day finds the conversation', async () => {
    const conversation = await open(server);
    server.pass(day);
    const again = await call(server, 'GET', `/conversations/${conversation.conversationId}`, {
      bearer: conversation.token,
    });
    expect(again.status).toBe(200);
    expect((await list(server, again.body)).activities).toHaveLength(1);
  });

  test('after the time for coming back it buys nothing', async () => {
    const conversation = await open(server);
    server.pass(8 * day);
    for (const [method, path] of [
      ['POST', '/tokens/refresh'],
      ['POST', '/conversations'],
      ['GET', `/conversations/${conversation.conversationId}`],
    ] as const) {
      expect((await call(server, method, path, { bearer: conversation.token })).status).toBe(403);
    }
  });
});

describe('a token is bound to the page that asked for it', () => {
  const town = 'https://www.elprat.cat';
  const library = 'https://biblioteca.elprat.cat';

  beforeEach(async () => {
    await server.close();
    server = await startServer({ settings: { origins: [town, library] } });
  });

  test('another allowed page may not use it', async () => {
    const { conversationId, token } = await open(server, { origin: town });
    const path = `/conversations/${conversationId}/activities`;
    expect((await call(server, 'GET', path, { bearer: token, origin: town })).status).toBe(200);
    const other = await call(server, 'GET', path, { bearer: token, origin: library });
    expect([other.status, other.body.error.code]).toEqual([403, 'auth.refused']);
    // What no page sends carries no origin: reading from the page's own server, and programs.
    expect((await call(server, 'GET', path, { bearer: token })).status).toBe(200);
  });

  test('its renewal is bound as well', async () => {
    const { token } = await open(server, { origin: town });
    const renewed = await call(server, 'POST', '/tokens/refresh', { bearer: token, origin: town });
    expect(
      (await call(server, 'POST', '/tokens/refresh', { bearer: renewed.body.token, origin: library })).status,
    ).toBe(403);
  });

  test('a server that asks in the name of its pages names them', async () => {
    const body = { trustedOrigins: [library] };
    const { token } = (await call(server, 'POST', '/tokens/generate', { bearer: 'finestreta', body })).body;
    expect((await call(server, 'POST', '/conversations', { bearer: token, origin: town })).status).toBe(403);
    expect((await call(server, 'POST', '/conversations', { bearer: token, origin: library })).status).toBe(201);
    const refused = await call(server, 'POST', '/tokens/generate', {
      bearer: 'finestreta',
      body: { trustedOrigins: ['https://evil.example'] },
    });
    expect(refused.body.error.code).toBe('origin.refused');
  });
});
