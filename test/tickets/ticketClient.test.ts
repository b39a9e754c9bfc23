import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTicketClient } from '../../src/tickets/ticketClient.ts';
import { testDay } from '../support/clock.ts';
import { systemWith } from './world.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let server: Server;
let url: string;
let calls: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[];
let answer: Answer | 'nothing';

beforeEach(async () => {
  calls = [];
  answer = { status: 200, body: '[{"service_request_id":"7"}]' };
  server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString('latin1');
    calls.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    if (answer === 'nothing') return request.socket.destroy();
    response.writeHead(answer.status, { connection: 'close', ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/open311/v2`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const client = createTicketClient(() => testDay);
const report = {
  fields: [['service_code', 'lamp'] as const, ['media_url', 'https://a.cat/1.jpg'] as const],
  files: [],
};
const file = (changes: Parameters<typeof systemWith>[0] = {}) =>
  client.file(systemWith({ url, ...changes }), report, 'k.1');

test('a case is a form with the key, the jurisdiction if there is one, and the key of the attempt', async () => {
  expect(await file({ jurisdiction: 'town.cat' })).toEqual({
    kind: 'answered',
    requests: [{ service_request_id: '7' }],
    isList: true,
  });
  const [call] = calls;
  expect([call?.method, call?.url]).toEqual(['POST', '/open311/v2/requests.json']);
  expect(call?.headers['idempotency-key']).toBe('k.1');
  expect([...new URLSearchParams(call?.body)]).toEqual([
    ['api_key', 'secret'],
    ['jurisdiction_id', 'town.cat'],
    ...report.fields,
  ]);
  await file({ format: 'xml' });
  expect(calls[1]?.url).toBe('/open311/v2/requests.xml');
  expect(calls[1]?.body).not.toContain('jurisdiction');
});

test('photos go with it as files', async () => {
  const files = [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }];
  await client.file(systemWith({ url }), { ...report, files }, 'k.1');
  expect(calls[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  const bytes = String.fromCharCode(1, 2, 3);
  const head = 'name="media"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';
  expect(calls[0]?.body).toContain(head + bytes);
});

test.each<[string, Answer | 'nothing', unknown]>([
  [
    'a fault of its form',
    { status: 400, body: '[{"code":400,"description":"No."}]' },
    { kind: 'refused', status: 400, says: 'No.' },
  ],
  ['a wrong key', { status: 403 }, { kind: 'refused', status: 403, says: null }],
  ['another address', { status: 302, headers: { location: 'https://elsewhere.cat' } }, { kind: 'doubtful' }],
  ['a pause', { status: 429, headers: { 'retry-after': '20' } }, { kind: 'wait', retryAt: testDay + 20_000 }],
  [
    'a pause until',
    { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 10:02:00 GMT' } },
    { kind: 'wait', retryAt: testDay + 120_000 },
  ],
  ['a pause of no length', { status: 429 }, { kind: 'wait', retryAt: testDay + 60_000 }],
  ['a fault that names no pause', { status: 503 }, { kind: 'doubtful' }],
  ['a fault of the server', { status: 500 }, { kind: 'doubtful' }],
  ['a page of a proxy', { status: 200, body: 'It works!' }, { kind: 'doubtful' }],
  ['nothing at all', 'nothing', { kind: 'doubtful' }],
])('%s is what it is', async (_, given, outcome) => {
  answer = given;
  expect(await file()).toEqual(outcome);
  expect(calls).toHaveLength(1);
});

test('the key is never in what is shown of an answer', async () => {
  const key = 'k&y secret';
  answer = { status: 403, body: '[{"code":403,"description":"k&y secret (k%26y%20secret, k%26y+secret) is no key"}]' };
  expect(await file({ key })).toEqual({ kind: 'refused', status: 403, says: '[…] ([…], […]) is no key' });
  answer = { status: 200, body: '[{"service_request_id":"7","status_notes":"filed with k&y secret"}]' };
  expect(await file({ key })).toMatchObject({
    requests: [{ service_request_id: '7', status_notes: 'filed with […]' }],
  });
});

test('what is said later is an update of the request, and any good answer says that it was taken', async () => {
  answer = { status: 200, body: 'ok' };
  const update = { fields: [['service_request_id', '7'] as const, ['description', 'more'] as const], files: [] };
  expect(await client.update(systemWith({ url }), update, 'k.later.1')).toMatchObject({ kind: 'answered' });
  const [call] = calls;
  expect([call?.method, call?.url]).toEqual(['POST', '/open311/v2/servicerequestupdates.json']);
  expect([...new URLSearchParams(call?.body)]).toEqual([['api_key', 'secret'], ...update.fields]);
  expect(call?.headers['idempotency-key']).toBe('k.later.1');
  answer = { status: 404, body: '[{"code":404,"description":"no such request"}]' };
  expect(await client.update(systemWith({ url }), update, 'k')).toMatchObject({ kind: 'refused', status: 404 });
});

test('where nobody listens nothing was sent', async () => {
  await new Promise((resolve) => server.close(resolve));
  expect(await file()).toEqual({ kind: 'unreached' });
});

test('what stands where is asked for by number, token and time', async () => {
  const system = systemWith({ url, jurisdiction: 'town.cat' });
  await client.find(system, ['7', '8']);
  await client.findOne(system, { number: 'a/b' });
  await client.findOne(system, { token: 't' });
  await client.filedBetween(system, 'lamp', testDay, testDay + 60_000);
  expect(calls.map((call) => decodeURIComponent(call.url.replace('/open311/v2/', '')))).toEqual([
    'requests.json?jurisdiction_id=town.cat&service_request_id=7,8',
    'requests/a/b.json?jurisdiction_id=town.cat',
    'tokens/t.json?jurisdiction_id=town.cat',
    'requests.json?jurisdiction_id=town.cat&service_code=lamp&start_date=2026-11-24T10:00:00Z&end_date=2026-11-24T10:01:00Z',
  ]);
  expect(calls[1]?.url).toContain('a%2Fb');
  // The key opens filing alone: nobody needs it to read.
  expect(calls.some((call) => call.url.includes('secret'))).toBe(false);
});
