import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createConnectionDesk, departmentsOf } from '../../src/composition/connections.ts';
import type { Content } from '../../src/content/content.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import { checkIssuer } from '../../src/identity/checkIssuer.ts';
import type { Email } from '../../src/notifications/email/emailSender.ts';
import { createSmsGateway } from '../../src/notifications/sms/smsGateway.ts';
import { signedHeaders } from '../../src/notifications/webhooks/signature.ts';
import { createHookSender } from '../../src/notifications/webhooks/webhookSender.ts';
import { createLocalLimit } from '../../src/store/local/limit.ts';
import { agentWith, directoryOf } from '../support/agent.ts';
import { testDay } from '../support/clock.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryNotifications } from '../support/memoryNotifications.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { startSmsGateway } from '../support/smsGateway.ts';
import { standIn } from '../support/standIn.ts';

/** What the other side answers, by path, and what it was sent. */
let answers: Record<string, { status?: number; body: string }>;
let taken: { headers: Readonly<Record<string, unknown>>; body: string }[];
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    taken.push({ headers: request.headers, body: (await request.toArray()).join('') });
    const { status = 200, body = '' } = answers[request.url ?? ''] ?? { status: 404 };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  taken = [];
  answers = { '/keys': { body: '{"keys":[{"kid":"1"}]}' } };
});

const document = (changes: object) => {
  const endpoints = { authorization_endpoint: `${url}/a`, token_endpoint: `${url}/t`, jwks_uri: `${url}/keys` };
  answers['/.well-known/openid-configuration'] = { body: JSON.stringify({ issuer: url, ...endpoints, ...changes }) };
};

test('an identity provider that can let people in is said to work', async () => {
  document({});
  expect(await checkIssuer(`${url}/`)).toEqual({ fault: null, detail: null });
});

test.each([
  ['nobody', () => {}, { fault: 'refused', detail: '404' }],
  [
    'another one',
    () => document({ issuer: 'https://evil.example' }),
    { fault: 'other-issuer', detail: 'https://evil.example' },
  ],
  [
    'one without an address for tokens',
    () => document({ token_endpoint: 'no' }),
    { fault: 'incomplete', detail: 'token_endpoint' },
  ],
  [
    'a page',
    () => {
      answers['/.well-known/openid-configuration'] = { body: '<html>' };
    },
    { fault: 'not-json', detail: null },
  ],
  [
    'one without keys',
    () => {
      document({});
      answers['/keys'] = { body: '{"keys":[]}' };
    },
    { fault: 'no-keys', detail: null },
  ],
])('an identity provider is not said to work where there is %s', async (_, prepare, expected) => {
  prepare();
  expect(await checkIssuer(url)).toEqual(expected);
});

test('an identity provider that does not answer is said not to', async () => {
  expect(await checkIssuer('http://127.0.0.1:9')).toMatchObject({ fault: 'unreachable' });
});

test('a web hook gets a signed ping, and each test is recorded with its author and what came of it', async () => {
  const secret = new Uint8Array(32).fill(5);
  const hooks = createHookSender({
    hooks: [{ name: 'crm', url: `${url}/hook`, events: ['alert'], secret }],
    notifications: createMemoryNotifications(),
    publicUrl: 'https://bot.example',
    clock: () => testDay,
  });
  const memory = createMemoryJournal();
  const sealer = createMemorySealer(createMemoryKeys());
  let ids = 0;
  const sent: Email[] = [];
  let isDown = false;
  document({});
  const desk = createConnectionDesk({
    config: {
      ...{ tenant: 'default', secondFactor: 'required', locale: 'ca' },
      mail: { url: 'smtps://user:password@mail.example', from: 'Prat <bot@prat.example>' },
      sms: null,
      oidc: { issuer: url, clientId: 'app', clientSecret: 'nobody-sees-it' },
    },
    staff: {
      post: async (email) => {
        if (isDown) throw new PlatformUnreachable('The mail server does not accept e-mails now (ECONNREFUSED).');
        sent.push(email);
      },
      texts: null,
      pingHook: (name) => hooks.ping(name, 'ping.1'),
    },
    smsTests: createLocalLimit(5, 3_600),
    records: createRecordLog({
      ...{ journal: memory.journal, sealer, clock: () => testDay },
      newId: () => String(++ids),
    }),
  });
  expect(desk.view()).toEqual({
    mail: { server: 'mail.example', from: 'Prat <bot@prat.example>' },
    sms: null,
    signIn: { issuer: url, clientId: 'app' },
    secondFactor: 'required',
  });
  const anna = agentWith('anna', { email: 'anna@prat.example', locales: ['en'] });
  expect(await desk.testMail(anna)).toEqual({ code: null, detail: null });
  expect(sent).toMatchObject([{ to: 'anna@prat.example', subject: "Finestreta's e-mail works" }]);
  isDown = true;
  expect(await desk.testMail(anna)).toMatchObject({ code: 'platform.unreachable', detail: /ECONNREFUSED/ });
  expect(await desk.testSignIn('anna')).toEqual({ code: null, detail: null });

  expect(await desk.testHook('crm', 'anna')).toEqual({ code: '404', detail: null });
  answers['/hook'] = { status: 204, body: '' };
  expect(await desk.testHook('crm', 'anna')).toEqual({ code: null, detail: null });
  await expect(desk.testHook('other', 'anna')).rejects.toMatchObject({ code: 'route.unknown' });
  const ping = taken.at(-1);
  expect(JSON.parse(ping?.body ?? '')).toMatchObject({ type: 'ping', data: {} });
  expect(ping?.headers).toMatchObject(signedHeaders(secret, { id: 'ping.1', at: testDay, body: ping?.body ?? '' }));

  const events = memory.commits().flatMap((commit) => commit.events as readonly Record<string, unknown>[]);
  expect(events.map(({ type, by, what, name, code }) => [type, by, what, name, code])).toEqual([
    ['connection.tested', 'anna', 'mail', null, null],
    ['connection.tested', 'anna', 'mail', null, 'platform.unreachable'],
    ['connection.tested', 'anna', 'sign-in', null, null],
    ['connection.tested', 'anna', 'webhook', 'crm', '404'],
    ['connection.tested', 'anna', 'webhook', 'crm', null],
  ]);
});

test('a text message is sent to the number that somebody typed, and what the gateway answered is said and recorded without it', async () => {
  const gateway = await startSmsGateway();
  try {
    const body = '{"to":"{{to}}","from":"{{sender}}","text":"{{text}}"}';
    const sms = { url: gateway.url, token: 'secret', sender: 'Ajuntament', body, countries: ['34', '376'] as const };
    const memory = createMemoryJournal();
    const sealer = createMemorySealer(createMemoryKeys());
    const desk = createConnectionDesk({
      config: {
        ...{ tenant: 'default', secondFactor: 'required', locale: 'ca', mail: null, oidc: null },
        sms: { ...sms, codesPerDay: 200 },
      },
      staff: { post: null, texts: { send: createSmsGateway(sms), codesPerDay: 200 }, pingHook: async () => null },
      smsTests: createLocalLimit(3, 3_600),
      records: createRecordLog({ journal: memory.journal, sealer, clock: () => testDay, newId: randomUUID }),
    });
    const server = new URL(gateway.url).host;
    expect(desk.view().sms).toEqual({ server, sender: 'Ajuntament', countries: ['34', '376'] });
    const anna = agentWith('anna', { locales: ['es'] });
    expect(await desk.testSms('600 000 001', anna)).toEqual({ code: null, detail: null });
    const text = 'Prueba de Finestreta: si lee este mensaje, los SMS funcionan.';
    expect(gateway.texts).toEqual([{ to: '+34600000001', from: 'Ajuntament', text }]);
    gateway.answerNext(401);
    expect(await desk.testSms('+376 345 678', anna)).toMatchObject({ code: 'platform.unreachable', detail: /401/ });
    gateway.answerNext(422);
    expect(await desk.testSms('600000001', anna)).toMatchObject({ code: 'platform.refused', detail: /422/ });
    // Neither of these is sent.
    expect(await desk.testSms('93 000 00 00', anna)).toEqual({ code: 'number', detail: null });
    expect(await desk.testSms('600000001', anna)).toEqual({ code: 'too-many', detail: null });
    expect(gateway.requests).toHaveLength(3);
    const events = memory.commits().flatMap((commit) => commit.events as readonly Record<string, unknown>[]);
    expect(events).toMatchObject([
      { type: 'connection.tested', by: 'anna', what: 'sms', name: null, code: null },
      { by: 'anna', what: 'sms', code: 'platform.unreachable' },
      { by: 'anna', what: 'sms', code: 'platform.refused' },
    ]);
    expect(JSON.stringify(memory.commits())).not.toContain('600000001');
  } finally {
    await gateway.close();
  }
});

test('a department says who is notified, also where nobody works in it', async () => {
  const said = (text: string) => ({ ca: text, es: text, en: text });
  const content = standIn<Content>({
    departments: {
      departments: [
        { id: 'oiac', name: said('OIAC'), aliases: [] },
        { id: 'hisenda', name: said('Hisenda'), aliases: [], head: 'cap@prat.example' },
      ],
    },
    calendar: { hoursOf: 'oiac' },
  });
  const directory = directoryOf([
    agentWith('anna', { roles: ['agent'], departments: ['hisenda'] }),
    agentWith('boss', { roles: ['supervisor'], departments: [] }),
    agentWith('gone', { roles: ['agent'], departments: ['hisenda'], active: false }),
  ]);
  const [oiac, hisenda] = await departmentsOf({ tenant: 'default', content: () => content, directory });
  expect(oiac).toMatchObject({ isGeneral: true, head: null, members: [] });
  expect(oiac?.notified.map(({ people }) => people)).toEqual([['boss'], ['boss'], ['boss'], ['boss']]);
  expect(hisenda).toMatchObject({ isGeneral: false, members: ['anna'] });
  expect(hisenda?.notified).toEqual([
    { role: 'agent', people: ['anna'], head: false },
    { role: 'supervisor', people: ['boss'], head: false },
    { role: 'area-head', people: [], head: true },
    { role: 'communication-office', people: ['boss'], head: false },
  ]);
});
