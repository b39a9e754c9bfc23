import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { postAsHost } from '../../../support/asHost.ts';
import { call } from '../support/client.ts';
import { startServer, type TestServer } from '../support/testServer.ts';

const town = 'https://www.elprat.cat';
let server: TestServer;

beforeEach(async () => {
  server = await startServer({ settings: { origins: [town] } });
});

afterEach(() => server.close());

describe('a page of an allowed origin', () => {
  test('may ask before it sends a token', async () => {
    const headers = {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,x-ms-bot-agent',
    };
    const answer = await call(server, 'OPTIONS', '/conversations', { origin: town, headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(town);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST');
    const allowed = answer.headers.get('access-control-allow-headers');
    for (const header of ['authorization', 'content-type', 'x-requested-with', 'x-ms-bot-agent'])
      expect(allowed).toContain(header);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('may read the answer, an error as well', async () => {
    for (const bearer of ['finestreta', 'wrong']) {
      const answer = await call(server, 'POST', '/conversations', { origin: town, bearer });
      expect(answer.headers.get('access-control-allow-origin')).toBe(town);
      expect(answer.headers.get('vary')).toContain('Origin');
      expect(answer.headers.get('access-control-expose-headers')).toBeNull();
    }
  });
});

test.each(['https://evil.example', 'http://www.elprat.cat', 'https://www.elprat.cat.evil.example', 'null', ''])(
  'a page of %s may do nothing but read why',
  async (origin) => {
    const asked = await call(server, 'OPTIONS', '/conversations', { origin });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    for (const [method, path] of [
      ['POST', '/conversations'],
      ['POST', '/tokens/generate'],
      ['POST', '/tokens/refresh'],
      ['GET', '/conversations/x/activities'],
    ] as const) {
      const answer = await call(server, method, path, { origin, bearer: 'finestreta' });
      expect(answer.body).toEqual({ error: { code: 'origin.refused', message: expect.any(String) } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, origin]);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
    expect(server.core.conversations()).toEqual([]);
  },
);

test.each(['/conversations', '/tokens/generate'])('a page with a wrong site key may read so at %s', async (path) => {
  const answer = await call(server, 'POST', path, { origin: town, bearer: 'nobody' });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, town]);
  expect(answer.body.error).toEqual({ code: 'auth.refused', message: expect.stringContaining('data-site-key') });
});

test('a page whose name was made to lead here is not one of ours (DNS rebinding)', async () => {
  const asHost = (host: string) =>
    postAsHost(`${server.domain}/conversations`, host, {
      body: '',
      headers: { authorization: 'Bearer finestreta', origin: `http://${host}` },
    });
  const refused = await asHost('evil.example');
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([403, 'origin.refused']);
  expect((await asHost('localhost:49152')).status).toBe(201);
});

test('an address that a client gets does not begin with whatever host its request named', async () => {
  const headers = { authorization: 'Bearer finestreta' };
  const opened = await postAsHost(`${server.domain}/conversations`, 'evil.example', { body: '', headers });
  expect(opened.status).toBe(201);
  expect(JSON.parse(opened.text).streamUrl).toMatch(/^ws:\/\/localhost:\d+\//);
});

test("the server's own pages need no setting", async () => {
  expect((await call(server, 'POST', '/conversations', { origin: server.origin, bearer: 'finestreta' })).status).toBe(
    201,
  );
});

test('behind a public address, that one is its own and the request cannot say otherwise', async () => {
  await server.close();
  server = await startServer({ settings: { publicUrl: 'https://bot.elprat.cat' } });
  expect(
    (await call(server, 'POST', '/conversations', { origin: 'https://bot.elprat.cat', bearer: 'finestreta' })).status,
  ).toBe(201);
  expect((await call(server, 'POST', '/conversations', { origin: server.origin, bearer: 'finestreta' })).status).toBe(
    403,
  );
});

test('an address that is none is answered as Direct Line answers', async () => {
  const unknown = await call(server, 'GET', '/nothing/here', { bearer: 'finestreta' });
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 'route.unknown']);
  const broken = await call(server, 'GET', '/conversations/%E0%A4%A', { bearer: 'finestreta' });
  expect([broken.status, broken.body.error.code]).toEqual([400, 'input.invalid']);
  expect((await fetch(`${server.origin}/elsewhere/%E0%A4%A`)).status).toBe(404);
});
