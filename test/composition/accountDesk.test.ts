import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ChannelDeps, Platform } from '../../adapters/adapter.ts';
import { createAccountDesk } from '../../src/composition/accountDesk.ts';
import { openBotAccounts } from '../../src/composition/botAccounts.ts';
import { createPlatforms } from '../../src/composition/platforms.ts';
import type { Content } from '../../src/content/content.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import { CodedError, PlatformRefused } from '../../src/core/model/errors.ts';
import type { AccountAdministration, GivenAccount } from '../../src/http/api/wireAccounts.ts';
import { createNoteStore } from '../../src/journal/noteStore.ts';
import { pushCapabilities } from '../support/account.ts';
import { createClock, testDay } from '../support/clock.ts';
import { testContent } from '../support/contentDesk.ts';
import { createLog } from '../support/log.ts';
import { createMemoryDerived } from '../support/memoryDerived.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { anyAdministrator } from '../support/operators.ts';
import { createPubSub } from '../support/pubsub.ts';
import { createTimers } from '../support/timers.ts';

/** What nobody may see again once it was entered. */
const token = 'the-right-token-0123456789';

/** A platform that knows one token, and counts who asked. */
function makePlatform(): Platform & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    channel: 'toy',
    capabilities: pushCapabilities,
    secrets: [{ name: 'token', optional: false }],
    serverSettings: ['api'],
    readSettings(given) {
      if (JSON.stringify(given).includes('wrong')) throw new CodedError('config.invalid', 'Fix the settings.');
      return given;
    },
    createChannel: () => ({
      router: null,
      upgrade: null,
      send: null,
      showTyping: null,
      async identify({ secrets }) {
        asked.push(secrets.token ?? '');
        if (secrets.token !== token) throw new PlatformRefused('The token is wrong.', { retryAt: null });
        return { id: '42', name: 'Toy bot', profile: null, start: null };
      },
      open: async () => Promise.reject(new Error('nothing is opened here')),
      close: async () => {},
    }),
  };
}

let content: Content;
beforeAll(async () => {
  content = (await loadContent(await testContent(), null)).content;
});

/** Anna has two accounts. */
const fourEyes = {
  accountsOf: async (agent: string) => (agent.startsWith('anna') ? ['anna', 'anna-2'] : [agent]),
};

let platform: ReturnType<typeof makePlatform>;
let desk: AccountAdministration;
let journal: ReturnType<typeof createMemoryJournal>;
let accounts: ReturnType<typeof openBotAccounts>;
let blobs: Map<string, { sealed: Uint8Array; keyId: string }>;

beforeEach(() => {
  const clock = createClock(testDay);
  const log = createLog();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const { timer } = createTimers(clock);
  const pubsub = createPubSub();
  journal = createMemoryJournal();
  blobs = new Map();
  const notes = createNoteStore({
    keys,
    blobs: {
      put: async (conversation, id, sealed, keyId) => void blobs.set(`${conversation} ${id}`, { sealed, keyId }),
      get: async (conversation, id) => blobs.get(`${conversation} ${id}`) ?? null,
    },
  });
  const records = createRecordLog({ journal: journal.journal, sealer, clock: clock.now, newId: randomUUID });
  accounts = openBotAccounts({
    ...{ config: { tenant: 'default', locale: 'ca' }, log: records, staff: anyAdministrator, fourEyes, pubsub },
    ...{ clock: clock.now, notes, derived: createMemoryDerived(), sealer, timer, warnings: log },
  });
  platform = makePlatform();
  const { registry } = accounts;
  desk = createAccountDesk({
    registry,
    fourEyes,
    accounts: { ...accounts, pause: () => null },
    channels: { health: () => [] },
    check: {
      registry,
      loadPlatform: createPlatforms([platform]),
      depsFor: () => ({}) as ChannelDeps,
      surroundings: { tenant: 'default', defaults: { name: 'Bot', locale: 'ca', pace: { burst: 9, perMinute: 9 } } },
      env: { SECRET_OF_THE_SERVICE: token },
      sealed: accounts.vault.open,
    },
    outbox: { depths: async () => [{ tenant: 'default', account: 'toy-a', waiting: 2, deadLetters: 1 }] },
    content: () => content,
    clock: clock.now,
  });
});

const given = (changes: Record<string, unknown> = {}, secrets: Record<string, string> = { token }): GivenAccount => ({
  definition: {
    id: 'toy-a',
    channel: 'toy',
    name: 'Biblioteca',
    area: 'Biblioteca municipal',
    department: 'oiac',
    owner: 'Olga Amat',
    administrators: ['Pau Riu', 'Rut Pla'],
    languages: ['ca'],
    hours: { periods: [{ days: ['mon'], from: '9:00', until: '13:30' }] },
    description: 'Dilluns de 9 a 13.30 h',
    settings: {},
    request: {
      objectives: 'Respondre les consultes.',
      audience: 'Qui fa servir la biblioteca.',
      content: 'Les respostes de sempre.',
      signedBy: 'Olga Amat',
    },
    ...changes,
  },
  secrets,
});
/** All that is kept in clear: the journal, and the bytes of sealed secrets. */
const kept = () =>
  JSON.stringify(journal.commits()) + [...blobs.values()].map(({ sealed }) => Buffer.from(sealed)).join();

test('an account is asked for by one, approved by another, and its secret is never seen again', async () => {
  expect(await desk.save('request', given(), 'anna')).toEqual({ problems: [] });
  const own = await desk.view('toy-a', 'anna');
  expect(own).toMatchObject({ state: 'requested', isOwnRequest: true, steps: ['refuse', 'change'], deadLetters: 1 });
  await expect(desk.step('toy-a', 'approve', null, 'anna')).rejects.toMatchObject({ code: 'account.own-request' });
  expect(await desk.view('toy-a', 'anna-2')).toMatchObject({ isOwnRequest: true, steps: ['refuse', 'change'] });
  await expect(desk.step('toy-a', 'approve', null, 'anna-2')).rejects.toMatchObject({ code: 'auth.same-person' });
  await desk.step('toy-a', 'approve', null, 'berta');
  await desk.step('toy-a', 'open', 'Tot a punt', 'berta');
  const view = await desk.view('toy-a', 'anna');
  expect(view.history.map(({ what: [what], by, reason }) => [what, by, reason])).toEqual([
    ['account.opened', 'berta', 'Tot a punt'],
    ['account.approved', 'berta', null],
    ['account.requested', 'anna', null],
  ]);
  expect(view.people).toEqual({ owner: 'Olga Amat', administrators: ['Pau Riu', 'Rut Pla'] });
  expect(view.definition?.secrets.token).toMatch(/^sealed:/);
  expect(await desk.check('toy-a')).toMatchObject({ kind: 'good', identity: { name: 'Toy bot' } });
  expect(platform.asked).toEqual([token]);
  expect(JSON.stringify([view, await desk.list('anna')]) + kept()).not.toContain(token);
});

test('a change keeps the secret that is there, and another one takes its place', async () => {
  await desk.save('request', given({}), 'anna');
  const before = (await desk.view('toy-a', 'anna')).definition?.secrets ?? {};
  expect(await desk.save('change', given({ name: 'Casal', secrets: before }, {}), 'anna')).toEqual({ problems: [] });
  expect((await desk.view('toy-a', 'anna')).definition).toMatchObject({ name: 'Casal', secrets: before });
  await desk.save('change', given({ secrets: before }, { token: 'another-token' }), 'anna');
  expect((await desk.view('toy-a', 'anna')).definition?.secrets).not.toEqual(before);
  expect(await desk.check('toy-a')).toMatchObject({ kind: 'failing', code: 'platform.refused' });
});

test('a secret is tested before it is kept, and nothing is kept of it', async () => {
  expect(await desk.test(given())).toMatchObject({ kind: 'good', identity: { id: '42' } });
  expect(await desk.test(given({}, { token: 'wrong' }))).toEqual({
    ...{ kind: 'failing', code: 'platform.refused', message: 'The token is wrong.' },
  });
  expect(await desk.test(given({}, {}))).toMatchObject({ kind: 'failing', code: 'config.invalid' });
  expect(journal.commits()).toEqual([]);
  expect(blobs.size).toBe(0);
});

test('nobody sends a secret of the service, or of another account, to a server of their own', async () => {
  for (const reference of ['env:SECRET_OF_THE_SERVICE', 'file:/etc/passwd', 'sealed:of-another']) {
    const { problems } = await desk.save('request', given({ secrets: { token: reference } }, {}), 'anna');
    expect(problems.map(({ path }) => path)).toEqual(['secrets.token']);
    await desk.test(given({ secrets: { token: reference } }, {}));
  }
  const elsewhere = { settings: { api: 'https://evil.example' } };
  expect((await desk.save('request', given(elsewhere), 'anna')).problems.map(({ path }) => path)).toEqual([
    'settings.api',
  ]);
  expect(await desk.test(given(elsewhere))).toMatchObject({ kind: 'failing', code: 'config.invalid' });
  expect(platform.asked).toEqual([]);
  expect(journal.commits()).toEqual([]);
});

test.each([
  ['what is missing', { owner: '', administrators: ['Pau Riu'] }, ['owner', 'administrators']],
  ['hours that the profile does not say', { description: 'Dilluns' }, ['description']],
  ['a department and topics that are not there', { department: 'x', topics: ['y'] }, ['department', 'topics.0']],
  ['a channel that is not there', { channel: 'pigeon' }, ['channel']],
  ['settings that the platform does not take', { settings: { a: 'wrong' } }, ['settings']],
  ['no reason why it is wanted', { request: undefined }, ['request']],
])('says where a definition is wrong: %s', async (_, changes, paths) => {
  const { problems } = await desk.save('request', given(changes), 'anna');
  expect(problems.map(({ path }) => path)).toEqual(paths);
  expect(blobs.size).toBe(0);
});

test('a secret that is missing is said, too', async () => {
  expect((await desk.save('request', given({}, {}), 'anna')).problems.map(({ path }) => path)).toEqual(['secrets']);
});

test('the crisis switch has a reason and an author, and the list says who is frozen by it', async () => {
  await desk.save('request', given(), 'anna');
  await desk.step('toy-a', 'approve', null, 'berta');
  await desk.step('toy-a', 'open', null, 'berta');
  await desk.beginCrisis('web', 'Talls aigua', 'Ho demana alcaldia', 'anna');
  const { accounts: all, crisis } = await desk.list('anna');
  expect(crisis).toEqual({ towards: 'web', message: 'Talls aigua', since: testDay });
  expect(all.map(({ id, isInCrisis }) => [id, isInCrisis])).toEqual([
    ['toy-a', true],
    ['web', false],
  ]);
  await desk.endCrisis('Ja hi ha aigua', 'berta');
  expect((await desk.list('anna')).crisis).toBeNull();
  const events = journal.commits().flatMap((commit) => commit.events);
  expect(events).toContainEqual({ type: 'crisis.begun', towards: 'web', by: 'anna' });
  expect(events).toContainEqual({ type: 'crisis.ended', by: 'berta' });
  expect(kept()).not.toContain('alcaldia');
});

test('an account shows when it was used', async () => {
  accounts.received('web');
  accounts.traffic.attempted({ account: 'web', outcome: 'failed', code: 'platform.unreachable' });
  accounts.traffic.attempted({ account: 'web', outcome: 'sent', code: null });
  const [web] = (await desk.list('anna')).accounts;
  expect(web?.traffic).toEqual({
    receivedAt: testDay,
    sentAt: testDay,
    fault: { code: 'platform.unreachable', at: testDay },
  });
});
