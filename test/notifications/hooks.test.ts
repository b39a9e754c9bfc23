import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readWebhooks } from '../../src/notifications/webhooks/readWebhooks.ts';
import { type Hook, reasons } from '../../src/notifications/webhooks/webhook.ts';
import { agentWith } from '../support/agent.ts';
import { testDay } from '../support/clock.ts';
import { code, notificationWith, openOffice } from './office.ts';

const secret = Buffer.alloc(32, 5);
let server: Server;
let url: string;
let calls: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = [];
let answers: { status: number; location?: string }[] = [];

beforeEach(async () => {
  calls = [];
  answers = [];
  server = createServer(async (request, response) => {
    calls.push({ headers: request.headers, body: (await buffer(request)).toString(), path: request.url });
    const { status, location } = answers.shift() ?? { status: 204 };
    response.writeHead(status, { connection: 'close', ...(location && { location }) }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/finestreta`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const hook = (changes: Partial<Hook>): Hook => ({ name: 'intranet', url, events: reasons, secret, ...changes });
const open = (...hooks: readonly Hook[]) => openOffice({ agents: [agentWith('ona', {})], post: null, hooks });
const deliveriesOf = async (office: ReturnType<typeof open>) => (await office.hooks.view('default'))[0]?.deliveries;

describe('web hooks', () => {
  test('get what happened, signed as the Standard Webhooks say, and nothing of the citizen', async () => {
    const office = open(hook({}));
    await office.ask(notificationWith({}), {});
    await office.deliver();
    const [call] = calls;
    expect(JSON.parse(call?.body ?? '')).toEqual({
      type: 'case.deadline',
      timestamp: new Date(testDay).toISOString(),
      data: {
        ...{ case: code, department: 'oiac', agents: [], roles: ['agent'] },
        dueAt: new Date(testDay + 3_600_000).toISOString(),
        url: `https://bot.example.cat/console/cas/${code}`,
      },
    });
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = call?.headers ?? {};
    expect(at).toBe(String(testDay / 1_000));
    const expected = createHmac('sha256', secret).update(`${id}.${at}.${call?.body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  test('get only what they ask for', async () => {
    const office = open(hook({ events: ['breached'] }));
    await office.ask(notificationWith({}), {});
    await office.ask(notificationWith({ reason: 'breached' }), {});
    await office.deliver();
    expect(calls.map(({ body }) => JSON.parse(body).type)).toEqual(['case.breached']);
  });

  test('are called again until they answer, under the same id, and each attempt is seen', async () => {
    const office = open(hook({}));
    answers = [{ status: 503 }, { status: 500 }];
    await office.ask(notificationWith({}), {});
    await office.deliver();
    expect(await deliveriesOf(office)).toMatchObject([{ state: 'waiting', status: 503, attempts: 1 }]);
    await office.deliverAll(5);
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(calls).toHaveLength(3);
    expect(await deliveriesOf(office)).toMatchObject([{ state: 'sent', status: 200, attempts: 3 }]);
    const report = { channel: 'webhook', hook: 'intranet' };
    expect(office.reports).toEqual(['failed', 'failed', 'sent'].map((outcome) => ({ ...report, outcome })));
  });

  test('do not hold one another up', async () => {
    const office = open(hook({}), hook({ name: 'other', url: `${url}/other` }));
    answers = [{ status: 503 }];
    await office.ask(notificationWith({}), {});
    await office.deliver();
    expect(calls.map(({ path }) => path).sort()).toEqual(['/finestreta', '/finestreta/other']);
  });

  test.each([301, 308, 410])('that answer %s are not followed and not called again', async (status) => {
    const office = open(hook({}));
    answers = [{ status, location: `${url}/elsewhere` }];
    await office.ask(notificationWith({}), {});
    await office.deliverAll(5);
    expect(calls).toHaveLength(1);
    expect(await deliveriesOf(office)).toMatchObject([{ state: 'failed', status }]);
    expect(office.reports).toEqual([{ channel: 'webhook', hook: 'intranet', outcome: 'refused' }]);
  });

  test('that cannot be reached are told by the code of the network', async () => {
    const office = open(hook({ url: 'http://127.0.0.1:1/' }));
    await office.ask(notificationWith({}), {});
    await office.deliver();
    expect(await deliveriesOf(office)).toMatchObject([{ state: 'waiting', status: null }]);
    expect(office.log.lines.at(-1)?.fields).toMatchObject({ code: 'platform.unreachable' });
  });
});

describe('the file of web hooks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hooks-'));
  const file = join(folder, 'hooks.yaml');
  afterEach(() => rmSync(file, { force: true }));
  const read = (text: string, loopback = false, whsec = `whsec_${secret.toString('base64')}`) => {
    writeFileSync(file, text);
    const secrets = async (references: object) =>
      Object.fromEntries(Object.keys(references).map((name) => [name, whsec]));
    return readWebhooks({ file, secrets, loopback });
  };
  const written = (target: string, more = '') =>
    `hooks:\n  - { name: intranet, url: '${target}', secret: env:HOOK${more} }\n`;

  test('names hooks with their secrets by reference', async () => {
    expect(await read(written('https://intranet.example.cat/casos', ', events: [breached]'))).toEqual([
      { name: 'intranet', url: 'https://intranet.example.cat/casos', events: ['breached'], secret },
    ]);
    expect((await read(written('https://intranet.example.cat')))[0]?.events).toEqual(reasons);
    expect(await read(written('http://127.0.0.1:9/'), true)).toHaveLength(1);
  });

  test.each([
    ['no encryption', written('http://intranet.example.cat/')],
    ['this machine, where that is not allowed', written('http://127.0.0.1:9/')],
    ['a login in the address', written('https://a:b@intranet.example.cat/')],
    ['what is no address', written('intranet')],
    ['another protocol', written('file:///etc/passwd')],
    ['an unknown event', written('https://intranet.example.cat', ', events: [praised]')],
    ['a secret that stands there itself', `hooks:\n  - { name: a, url: 'https://a.cat', secret: whsec_abc }\n`],
    ['a name twice', `${written('https://a.cat')}  - { name: intranet, url: 'https://b.cat', secret: env:B }\n`],
  ])('with %s is refused, and says where', async (_, text) => {
    const refused = read(text);
    await expect(refused).rejects.toMatchObject({ code: 'config.invalid', message: expect.stringContaining(file) });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('whsec_abc') });
  });

  test('with a secret too short to be one is refused, without showing it', async () => {
    await expect(read(written('https://a.cat'), false, 'whsec_c2hvcnQ=')).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.not.stringContaining('c2hvcnQ'),
    });
  });
});
