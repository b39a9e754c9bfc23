import dns from 'node:dns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { citizenNews } from '../../../src/composition/citizenNews.ts';
import type { CasePageAct } from '../../../src/core/cases/commands/fromCasePage.ts';
import { createNotifyLinks } from '../../../src/core/cases/rights/notifyLinks.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import { PlatformUnreachable } from '../../../src/core/model/errors.ts';
import type { Email } from '../../../src/notifications/email/emailSender.ts';
import { createVapid } from '../../../src/notifications/push/vapid.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { accountWith } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';
import { createLog } from '../../support/log.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { type PushService, type Subscriber, startPushService } from '../../support/pushService.ts';

const vapid = createVapid(Buffer.alloc(32, 3), 'mailto:webmaster@bot.example');
const links = {
  caseLink: (code: string) => `https://bot.example/cas/${code}#KEY`,
  ...createNotifyLinks({ mac: (text) => new TextEncoder().encode(text).reverse(), url: 'https://bot.example' }),
};

let service: PushService;
beforeAll(async () => {
  service = await startPushService(() => vapid.publicKey);
});
afterAll(() => service.close());

/** A conversation with a case, whose citizen is told on their devices. */
async function openTown() {
  const emails: Email[] = [];
  const services = [service.url, 'http://push.invalid'];
  const log = createLog();
  const elsewhere: { current: ReturnType<typeof citizenNews>['sideEffects']['writeToCitizen'] | null } = {
    current: null,
  };
  const bench = createBench(accountWith({}), (deps) => {
    const openProcess = () =>
      citizenNews({
        post: async (email) => void emails.push(email),
        texts: null,
        push: { vapid, services },
        links,
        sealer: deps.sealer,
        store: { journal: deps.journal },
        knowledge: { translate: echoPhrases },
        coordination: { limit: (_, most, seconds) => createLocalLimit(most, seconds) },
        engine: () => bench.engine,
        clock: Date.now,
        log,
      });
    const news = openProcess();
    elsewhere.current = openProcess().sideEffects.writeToCitizen ?? null;
    const runSideEffect: typeof deps.runSideEffect = async (sideEffect, commit) =>
      sideEffect.type === 'ask-address' || sideEffect.type === 'notify-citizen'
        ? news.sideEffects.writeToCitizen?.(sideEffect, commit)
        : deps.runSideEffect(sideEffect, commit);
    return { ...deps, runSideEffect };
  });
  const { conversation } = await bench.say('ana', 'el fanal no funciona');
  const newest = () => bench.store.commits().at(-1) as Commit;
  const cases = () => (newest().state as { cases: readonly { code: string; devices?: readonly number[] }[] }).cases;
  const code = cases()[0]?.code ?? '';
  let count = 0;
  const act = (done: CasePageAct, more: object = {}) => {
    count += 1;
    const { tenant } = newest();
    return bench.engine.fromCasePage({
      ...{ tenant, conversation, case: code, inbound: null, id: `act ${count}`, act: done },
      ...more,
    });
  };
  return {
    ...{ bench, code, newest, act, emails, log },
    devices: () => cases()[0]?.devices ?? [],
    async add({ endpoint, p256dh, auth }: Subscriber) {
      await act({ kind: 'notify-device' }, { device: { endpoint, p256dh, auth, locale: 'es' } });
      return newest().revision;
    },
    /** Staff answered: the citizen is told by the newest commit. */
    answered: (commit = newest()) => bench.deps.runSideEffect({ type: 'notify-citizen', case: code }, commit),
    /** The same, by a process that remembers nothing. */
    answeredElsewhere: async () => elsewhere.current?.({ type: 'notify-citizen', case: code }, newest()),
  };
}

describe('a device of the citizen', () => {
  test('is told that there is an answer, in its language, and never what was written', async () => {
    const { add, answered, code, bench } = await openTown();
    const phone = service.subscribe();
    const revision = await add(phone);
    await answered();
    expect(phone.messages).toHaveLength(1);
    expect(JSON.parse(phone.messages[0] ?? '')).toMatchObject({
      title: expect.stringContaining('notify.news.subject'),
      url: links.caseLink(code),
      end: { url: links.notifyLink('stop', code, revision) },
      lang: 'es',
      tag: code,
    });
    expect(phone.messages.join()).not.toContain('fanal');
    expect(service.headers().topic).not.toContain(code);
    // Neither the events nor the state say where.
    const open = bench.store.commits().map(({ events, state }) => [events, state]);
    expect(JSON.stringify(open)).not.toContain(phone.endpoint);
  });

  test('is told no more after one press, whichever way', async () => {
    const { add, answered, act, devices } = await openTown();
    const phone = service.subscribe();
    const laptop = service.subscribe();
    const revision = await add(phone);
    await add(laptop);
    // The button of the notification, pressed twice.
    await act({ kind: 'stop', revision });
    await expect(act({ kind: 'stop', revision })).rejects.toMatchObject({ code: 'case.step' });
    await answered();
    expect([phone.messages.length, laptop.messages.length]).toEqual([0, 1]);
    await act({ kind: 'stop-devices' });
    expect(devices()).toEqual([]);
    await answered();
    expect(laptop.messages).toHaveLength(1);
  });

  test('is forgotten when its subscription has ended, and the others are told', async () => {
    const { add, answered, devices, bench } = await openTown();
    const phone = service.subscribe();
    const laptop = service.subscribe();
    await add(phone);
    const kept = await add(laptop);
    service.drop(phone);
    await answered();
    await bench.engine.idle();
    expect(devices()).toEqual([kept]);
    expect(laptop.messages).toHaveLength(1);
    const asked = service.asked();
    await answered();
    expect(service.asked()).toBe(asked + 1);
  });

  test('is tried again while its service is away, and nobody is told twice for that', async () => {
    const { add, answered } = await openTown();
    const phone = service.subscribe();
    await add(phone);
    service.answerNext(503);
    await expect(answered()).rejects.toBeInstanceOf(PlatformUnreachable);
    await answered();
    await answered();
    expect(phone.messages).toHaveLength(1);
  });

  test('that fails has no e-mail sent again, whichever process would try', async () => {
    const { add, answered, answeredElsewhere, act, newest, emails } = await openTown();
    await act({ kind: 'notify', way: 'email' }, { updatesTo: { email: 'ana@example.org', locale: 'ca' } });
    await act({ kind: 'confirm', revision: newest().revision });
    await add(service.subscribe());
    emails.length = 0;
    service.answerNext(503);
    // What fails is tried again, perhaps by another process.
    await answered().catch(answeredElsewhere);
    expect(emails).toHaveLength(1);
  });

  test('is not told by an attempt that comes after its person wanted no more', async () => {
    const { add, answered, act, newest } = await openTown();
    const phone = service.subscribe();
    const laptop = service.subscribe();
    const revision = await add(phone);
    await add(laptop);
    const commit = newest();
    await act({ kind: 'stop', revision });
    await answered(commit);
    expect([phone.messages.length, laptop.messages.length]).toEqual([0, 1]);
  });

  test('is forgotten when its service does not exist, and not when names cannot be looked up', async () => {
    const { add, answered, devices, bench } = await openTown();
    const { p256dh, auth } = service.subscribe();
    await add({ endpoint: 'http://push.invalid/x', p256dh, auth, messages: [] });
    const { lookup } = dns;
    const answer = (code: string) =>
      Object.assign(dns, {
        lookup: (_: string, __: object, done: (error: Error) => void) => done(Object.assign(new Error(code), { code })),
      });
    try {
      answer('EAI_AGAIN');
      await expect(answered()).rejects.toBeInstanceOf(PlatformUnreachable);
      answer('ENOTFOUND');
      await answered();
    } finally {
      Object.assign(dns, { lookup });
    }
    await bench.engine.idle();
    expect(devices()).toEqual([]);
  });

  test('that a service refuses costs nobody anything, and is no secret to the log', async () => {
    const { add, answered, log } = await openTown();
    await add(service.subscribe());
    service.answerNext(403);
    await answered();
    expect(log.lines.map(({ message }) => message)).toContain('a push service refused a message to a citizen');
    expect(JSON.stringify(log.lines)).not.toContain(service.url);
  });

  test('is told of nothing once what its person wrote is erased', async () => {
    const { add, answered, bench, newest } = await openTown();
    const phone = service.subscribe();
    await add(phone);
    await bench.keys.destroy(newest().conversation, 'a later key');
    await answered();
    expect(phone.messages).toEqual([]);
  });

  test('takes the place of the oldest when there are too many', async () => {
    const { add, devices } = await openTown();
    const revisions = [];
    for (let n = 0; n < 6; n += 1) revisions.push(await add(service.subscribe()));
    expect(devices()).toEqual(revisions.slice(1));
  });
});
