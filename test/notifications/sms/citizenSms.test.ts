import { afterEach, describe, expect, test } from '@jest/globals';
import { citizenNews } from '../../../src/composition/citizenNews.ts';
import type { CasePageAct } from '../../../src/core/cases/commands/fromCasePage.ts';
import { createNotifyLinks } from '../../../src/core/cases/rights/notifyLinks.ts';
import { confirmationOf } from '../../../src/core/engine/decideTurn.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import { PlatformUnreachable } from '../../../src/core/model/errors.ts';
import type { Email } from '../../../src/notifications/email/emailSender.ts';
import { createSmsGateway } from '../../../src/notifications/sms/smsGateway.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { accountWith } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';
import { createLog } from '../../support/log.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { type SmsGateway, startSmsGateway } from '../../support/smsGateway.ts';
import { until } from '../../support/until.ts';

const links = {
  caseLink: (code: string) => `https://bot.example/cas/${code}#KEY`,
  ...createNotifyLinks({ mac: (text) => new TextEncoder().encode(text).reverse(), url: 'https://bot.example' }),
};
const number = '+34612345678';

const gateways: SmsGateway[] = [];
afterEach(async () => {
  for (const each of gateways.splice(0)) await each.close();
});

/** Conversations with cases, whose citizens are told by text message, and by e-mail too. */
async function openTown({ codesPerDay = 100 } = {}) {
  const gateway = await startSmsGateway();
  gateways.push(gateway);
  const emails: Email[] = [];
  const log = createLog();
  const body = '{"to":"{{to}}","from":"{{sender}}","text":"{{text}}"}';
  const send = createSmsGateway({ url: gateway.url, token: 'secret-token', sender: 'Ajuntament', body });
  const bench = createBench(accountWith({}), (deps) => {
    const limits = new Map<string, ReturnType<typeof createLocalLimit>>();
    const limit = (name: string, most: number, seconds: number) => {
      const known = limits.get(name) ?? createLocalLimit(most, seconds);
      limits.set(name, known);
      return known;
    };
    const news = citizenNews({
      post: async (email) => void emails.push(email),
      texts: { send, codesPerDay },
      push: null,
      links,
      sealer: deps.sealer,
      store: { journal: deps.journal },
      knowledge: { translate: echoPhrases },
      coordination: { limit },
      engine: () => bench.engine,
      log,
      clock: deps.clock,
    });
    const runSideEffect: typeof deps.runSideEffect = async (sideEffect, commit) =>
      sideEffect.type === 'ask-address' || sideEffect.type === 'notify-citizen'
        ? news.sideEffects.writeToCitizen?.(sideEffect, commit)
        : deps.runSideEffect(sideEffect, commit);
    return { ...deps, runSideEffect };
  });

  async function open(who: string) {
    const { conversation } = await bench.say(who, 'el fanal no funciona');
    const newest = () => bench.store.commits().findLast((each) => each.conversation === conversation) as Commit;
    const caseState = () => (newest().state as { cases: readonly CaseState[] }).cases[0] as CaseState;
    const { code } = caseState();
    let count = 0;
    const act = async (done: CasePageAct, more: object = {}) => {
      count += 1;
      const about = { tenant: newest().tenant, conversation, case: code, inbound: null };
      await bench.engine.fromCasePage({ ...about, id: `act ${count}`, act: done, ...more });
      await bench.engine.idle();
      return newest().revision;
    };
    const ask = (phone = number) => act({ kind: 'notify', way: 'phone' }, { updatesTo: { phone, locale: 'es' } });
    const codeOf = (revision: number) => confirmationOf(bench.deps.sealer, conversation, revision);
    return {
      ...{ conversation, code, newest, caseState, act, ask, codeOf },
      async confirm(phone = number) {
        const revision = await ask(phone);
        await act({ kind: 'code', typed: codeOf(revision) });
        return revision;
      },
      answered: (commit = newest()) => bench.deps.runSideEffect({ type: 'notify-citizen', case: code }, commit),
      asked: (commit = newest()) => bench.deps.runSideEffect({ type: 'ask-address', case: code }, commit),
    };
  }
  return { bench, gateway, emails, log, open, ana: await open('ana') };
}

describe('the citizen of a case', () => {
  test('is sent a code, and told of nothing before it was written', async () => {
    const { gateway, ana, bench, log } = await openTown();
    const revision = await ana.ask();
    expect(gateway.texts).toEqual([
      { to: number, from: 'Ajuntament', text: `notify.ask.sms es ${ana.codeOf(revision)} ${ana.code}` },
    ]);
    await ana.answered();
    // A link, as in an e-mail, does not confirm it: nothing that only looks at links can.
    await expect(ana.act({ kind: 'confirm', revision })).rejects.toMatchObject({ code: 'case.step' });
    expect(gateway.texts).toHaveLength(1);
    await ana.act({ kind: 'code', typed: ana.codeOf(revision) });
    await ana.answered();
    expect(gateway.texts[1]).toMatchObject({
      to: number,
      text: `notify.news.sms es ${links.caseLink(ana.code)} ${links.notifyLink('stop', ana.code, revision)}`,
    });
    expect(JSON.stringify(gateway.texts)).not.toContain('fanal');
    // Neither the events nor the state, nor the log, say where.
    const open = bench.store.commits().map(({ events, state }) => [events, state]);
    expect(JSON.stringify([open, log.lines])).not.toContain('612345678');
  });

  test('is told no more after one press, nor by an attempt that comes then', async () => {
    const { gateway, ana } = await openTown();
    const revision = await ana.confirm();
    const before = ana.newest();
    await ana.act({ kind: 'stop', revision });
    await ana.answered();
    await ana.answered(before);
    expect(gateway.texts).toHaveLength(1);
    expect(ana.caseState().phoneUpdates).toBeNull();
  });

  test('may drop the number by three wrong codes, and none confirms it then', async () => {
    const { ana } = await openTown();
    const revision = await ana.ask();
    for (const typed of ['000000', '', '12'])
      await ana.act({ kind: 'code', typed: typed === ana.codeOf(revision) ? '1' : typed });
    expect(ana.caseState().phoneUpdates).toBeNull();
    await expect(ana.act({ kind: 'code', typed: ana.codeOf(revision) })).rejects.toMatchObject({ code: 'case.step' });
  });

  test('is told of nothing once what they wrote is erased', async () => {
    const { gateway, ana, bench } = await openTown();
    await ana.confirm();
    await bench.keys.destroy(ana.conversation, 'a later key');
    await ana.answered();
    expect(gateway.texts).toHaveLength(1);
  });

  test('is told by e-mail and by text message, and each ends on its own', async () => {
    const { gateway, ana, emails } = await openTown();
    const email = await ana.act(
      { kind: 'notify', way: 'email' },
      { updatesTo: { email: 'ana@example.org', locale: 'ca' } },
    );
    const phone = await ana.ask();
    // The e-mail was asked for once.
    expect([emails.length, gateway.texts.length]).toEqual([1, 1]);
    await ana.act({ kind: 'confirm', revision: email });
    await ana.act({ kind: 'code', typed: ana.codeOf(phone) });
    await ana.answered();
    expect([emails.length, gateway.texts.length]).toEqual([2, 2]);
    await ana.act({ kind: 'stop', revision: email });
    await ana.answered();
    expect([emails.length, gateway.texts.length]).toEqual([2, 3]);
  });
});

describe('somebody else', () => {
  test('annoys no number with more than three codes a day, from however many conversations', async () => {
    const { gateway, open, ana, log } = await openTown();
    const others = [await open('b'), await open('c'), await open('d'), await open('e')];
    for (const each of [ana, ...others]) await each.ask();
    expect(gateway.texts).toHaveLength(3);
    expect(log.lines.map(({ message }) => message)).toContain(
      'too many codes were requested by SMS: none will be sent for a while',
    );
    // Nobody may guess a code that nobody was sent.
    const [, , last] = others;
    await until(() => last?.caseState().phoneUpdates === null);
    const after = await open('f');
    await after.ask('+34612345679');
    expect(gateway.texts).toHaveLength(4);
  });

  test('costs the council no more codes than it allows in a day, to however many numbers', async () => {
    const { gateway, open } = await openTown({ codesPerDay: 2 });
    for (const end of [1, 2, 3, 4]) {
      const each = await open(`p${end}`);
      await each.ask(`+3460000000${end}`);
    }
    expect(gateway.texts.map(({ to }) => to)).toEqual(['+34600000001', '+34600000002']);
  });

  test('gets three codes in one conversation, to whichever numbers', async () => {
    const { gateway, ana } = await openTown();
    for (const end of [1, 2, 3]) await ana.ask(`+3460000000${end}`);
    await expect(ana.ask('+34600000004')).rejects.toMatchObject({ code: 'rate.limited' });
    expect(gateway.texts).toHaveLength(3);
  });
});

describe('a gateway', () => {
  test('that is away is tried again, and what was surely not sent counts as no code', async () => {
    const { gateway, ana, bench } = await openTown();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      gateway.answerNext(503);
      if (attempt === 0) await ana.ask();
      else await expect(ana.asked()).rejects.toBeInstanceOf(PlatformUnreachable);
    }
    await ana.asked();
    expect(gateway.texts).toHaveLength(1);
    await ana.asked();
    expect(gateway.texts).toHaveLength(1);
    expect(bench.store.commits().length).toBeGreaterThan(0);
  });

  test('that fails in doubt is no way around the limit', async () => {
    const { gateway, ana } = await openTown();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      gateway.answerNext(500);
      if (attempt === 0) await ana.ask();
      else await expect(ana.asked()).rejects.toBeInstanceOf(PlatformUnreachable);
    }
    await ana.asked();
    expect(gateway.requests).toHaveLength(3);
  });

  test('that refuses a number is not asked again, and the number is dropped', async () => {
    const { gateway, ana, log } = await openTown();
    gateway.answerNext(422);
    await ana.ask();
    await until(() => ana.caseState().phoneUpdates === null);
    expect(gateway.requests).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain('612345678');
  });

  test('that takes long is asked once, and the next attempt waits for its answer', async () => {
    const { gateway, ana } = await openTown();
    await ana.confirm();
    const letGo = gateway.holdNext();
    const first = ana.answered();
    const again = ana.answered();
    await until(() => gateway.requests.length === 2);
    letGo();
    await Promise.all([first, again]);
    await ana.answered();
    expect(gateway.texts).toHaveLength(2);
  });
});
