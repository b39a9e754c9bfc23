import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createNotifyLinks } from '../../src/core/cases/rights/notifyLinks.ts';
import type { EngineDeps } from '../../src/core/engine/engine.ts';
import { goingOnMs } from '../../src/core/engine/runSideEffects.ts';
import type { Commit } from '../../src/core/model/commit.ts';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { RunSideEffect } from '../../src/core/outbox/runAllSideEffects.ts';
import { createFindContact } from '../../src/notifications/citizenContact.ts';
import { createCitizenMail } from '../../src/notifications/email/citizenMail.ts';
import { createSmtpPost } from '../../src/notifications/email/smtpTransport.ts';
import { sendingOnce } from '../../src/notifications/sendOnce.ts';
import { accountWith } from '../support/account.ts';
import { dispatcherOver } from '../support/dispatcher.ts';
import { createBench } from '../support/engine.ts';
import { echoPhrases } from '../support/phrases.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { createTimers, type ManualTimers } from '../support/timers.ts';
import { until } from '../support/until.ts';

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.close());

const from = 'Prat <bot@example.cat>';
const links = {
  caseLink: (code: string) => `https://bot.example/cas/${code}#KEY`,
  ...createNotifyLinks({ mac: (text) => new TextEncoder().encode(text).reverse(), url: 'https://bot.example' }),
};

/** What a process of its own does with the e-mails of citizens: it remembers nothing of the others. */
function processOver(deps: Omit<EngineDeps, 'timer'>): RunSideEffect {
  const write = createCitizenMail({
    post: sendingOnce(createSmtpPost(server.url, from)),
    contact: createFindContact(deps),
    translate: echoPhrases,
    links,
    mayConfirm: async () => true,
    log: deps.log,
  });
  return async (sideEffect, commit) => {
    if (sideEffect.type === 'ask-address' || sideEffect.type === 'notify-citizen') await write(sideEffect, commit);
    else await deps.runSideEffect(sideEffect, commit);
  };
}

/** A conversation with a case, whose citizen gives an address; and another process that looks into the outbox. */
async function openTown() {
  let timers: ManualTimers | null = null;
  const others: RunSideEffect[] = [];
  const bench = createBench(accountWith({}), (deps) => {
    timers = createTimers({ now: deps.clock });
    others.push(processOver(deps));
    return { ...deps, runSideEffect: processOver(deps), timer: timers.timer };
  });
  const { store, deps, clock, log } = bench;
  const [runSideEffect = deps.runSideEffect] = others;
  const given = { outbox: store.outbox, journal: store.journal, sealer: deps.sealer, route: () => null, log, clock };
  const { conversation } = await bench.say('ana', 'el fanal no funciona');
  const newest = () => store.commits().at(-1) as Commit;
  const code = (newest().state as { cases: readonly { code: string }[] }).cases[0]?.code ?? '';
  return {
    bench,
    clock,
    another: dispatcherOver({ ...given, runSideEffect }, {}),
    ring: () => timers?.ring(),
    isWaiting: () => timers?.next() != null,
    giveAddress: () =>
      bench.engine.fromCasePage({
        ...{ tenant: newest().tenant, conversation, case: code, inbound: null, id: 'form' },
        updatesTo: { email: 'ana@example.org', locale: 'ca' },
        act: { kind: 'notify', way: 'email' },
      }),
    asked: () => bench.deps.runSideEffect({ type: 'ask-address', case: code }, newest()),
    task: () => store.tasks().findLast(({ task }) => task.kind === 'side-effects'),
  };
}

describe('an e-mail whose server takes long', () => {
  test('holds up no page for more than a moment, and no process sends it again', async () => {
    const { bench, clock, another, ring, giveAddress, task } = await openTown();
    const letGo = server.holdNext();
    const asking = giveAddress();
    await until(() => server.emails.length === 1);
    clock.advance(3_000);
    ring();
    await asking;
    for (let passed = 0; passed < goingOnMs - 1_000; passed += 1_000) {
      clock.advance(1_000);
      await another.deliver();
    }
    expect(server.emails).toHaveLength(1);
    letGo();
    await bench.engine.idle();
    expect(task()).toMatchObject({ status: 'done' });
    clock.advance(3_600_000);
    await another.deliver();
    expect(server.emails).toHaveLength(1);
  });

  test('is sent by another process where the first one died, as the same e-mail', async () => {
    const { clock, another, ring, giveAddress, task } = await openTown();
    server.holdNext();
    const asking = giveAddress();
    await until(() => server.emails.length === 1);
    clock.advance(3_000);
    ring();
    await asking;
    clock.advance(goingOnMs);
    await another.deliver();
    expect(server.emails).toHaveLength(2);
    expect(task()).toMatchObject({ status: 'done' });
    const [first, second] = server.emails.map(({ headers }) => headers['message-id']);
    expect(first).toMatch(/^<[0-9a-f]{32}@example\.cat>$/);
    expect(second).toBe(first);
  });

  test('keeps no process from stopping, and is left to another one', async () => {
    const { bench, clock, another, ring, isWaiting, giveAddress } = await openTown();
    server.holdNext();
    const asking = giveAddress();
    await until(() => server.isHolding());
    clock.advance(3_000);
    ring();
    await asking;
    const stopped = bench.engine.idle();
    await until(() => isWaiting());
    clock.advance(10_000);
    ring();
    await stopped;
    clock.advance(goingOnMs);
    await another.deliver();
    expect(server.emails).toHaveLength(2);
  });

  test('is tried again where the server refuses it in the end', async () => {
    const { bench, clock, another, ring, giveAddress } = await openTown();
    const letGo = server.holdNext('451 come back later');
    const asking = giveAddress();
    await until(() => server.isHolding());
    clock.advance(3_000);
    ring();
    await asking;
    letGo();
    await bench.engine.idle();
    expect(server.emails).toHaveLength(0);
    clock.advance(goingOnMs);
    await another.deliver();
    expect(server.emails.map(({ to }) => to)).toEqual([['ana@example.org']]);
  });

  test('is not sent by another attempt of the same process, which waits for its result', async () => {
    const { bench, giveAddress, asked } = await openTown();
    const letGo = server.holdNext();
    const asking = giveAddress();
    await until(() => server.emails.length === 1);
    const again = asked();
    letGo();
    await Promise.all([asking, again]);
    await asked();
    await bench.engine.idle();
    expect(server.emails).toHaveLength(1);
  });
});

test('a server that never ends its answer is left after a while, and not with an e-mail on its way', async () => {
  server.holdNext();
  const post = createSmtpPost(server.url, from, { attemptMs: 500 });
  await expect(post({ id: 'a', to: 'ana@example.org', subject: 'Hola', text: 'Hola' })).rejects.toBeInstanceOf(
    PlatformUnreachable,
  );
  await until(() => server.connections() === 0);
  await createSmtpPost(server.url, from)({ id: 'b', to: 'ana@example.org', subject: 'Hola', text: 'Hola' });
});
