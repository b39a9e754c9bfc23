import { describe, expect, test } from '@jest/globals';
import { createNotifyLinks } from '../../src/core/cases/rights/notifyLinks.ts';
import type { Commit } from '../../src/core/model/commit.ts';
import { PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import { createFindContact } from '../../src/notifications/citizenContact.ts';
import { createCitizenMail } from '../../src/notifications/email/citizenMail.ts';
import { createConfirmationLimit } from '../../src/notifications/email/confirmationLimit.ts';
import type { Email } from '../../src/notifications/email/emailSender.ts';
import { createLocalLimit } from '../../src/store/local/limit.ts';
import { accountWith } from '../support/account.ts';
import { createBench } from '../support/engine.ts';
import { createLog } from '../support/log.ts';
import { echoPhrases } from '../support/phrases.ts';

const links = {
  caseLink: (code: string) => `https://bot.example/cas/${code}#KEY`,
  ...createNotifyLinks({ mac: (text) => new TextEncoder().encode(text).reverse(), url: 'https://bot.example' }),
};

/** A conversation with a case, whose citizen is written to. */
async function openTown(most: number) {
  const sent: Email[] = [];
  const log = createLog();
  let fault: Error | null = null;
  const bench = createBench(accountWith({}), (deps) => {
    const write = createCitizenMail({
      post: async (email) => {
        if (fault !== null) throw fault;
        sent.push(email);
      },
      contact: createFindContact(deps),
      translate: echoPhrases,
      links,
      mayConfirm: createConfirmationLimit({
        limit: createLocalLimit(most, 3_600),
        requests: createLocalLimit(1, 3_600),
        sealer: deps.sealer,
        log,
      }),
      log,
    });
    const runSideEffect: typeof deps.runSideEffect = async (sideEffect, commit) => {
      if (sideEffect.type === 'ask-address' || sideEffect.type === 'notify-citizen') await write(sideEffect, commit);
      else await deps.runSideEffect(sideEffect, commit);
    };
    return { ...deps, runSideEffect };
  });
  const { conversation } = await bench.say('ana', 'el fanal no funciona');
  const newest = () => bench.store.commits().at(-1) as Commit;
  const code = (newest().state as { cases: readonly { code: string }[] }).cases[0]?.code ?? '';
  const request = { tenant: newest().tenant, conversation, case: code, inbound: null };
  let count = 0;
  const act = (done: Parameters<typeof bench.engine.fromCasePage>[0]['act'], email?: string) => {
    count += 1;
    const updatesTo = email === undefined ? {} : { updatesTo: { email, locale: 'ca' as const } };
    return bench.engine.fromCasePage({ ...request, ...updatesTo, id: `act ${count}`, act: done });
  };
  return {
    bench,
    sent,
    code,
    newest,
    fail(error: Error | null) {
      fault = error;
    },
    async notify(email: string) {
      await act({ kind: 'notify', way: 'email' }, email);
      await bench.engine.idle();
      return newest().revision;
    },
    by: (kind: 'confirm' | 'stop', revision: number) => act({ kind, revision }),
    /** Staff answered: the citizen is told by the newest commit. */
    answered: () => bench.deps.runSideEffect({ type: 'notify-citizen', case: code }, newest()),
  };
}

describe('the citizen of a case', () => {
  test('is asked whether the address is theirs, and told of nothing before they say so', async () => {
    const { notify, by, answered, sent, code, bench } = await openTown(5);
    const revision = await notify('ana@example.org');
    expect(sent).toMatchObject([{ to: 'ana@example.org' }]);
    expect(sent[0]?.text).toContain(links.notifyLink('confirm', code, revision));
    await answered();
    expect(sent).toHaveLength(1);
    await by('confirm', revision);
    await answered();
    expect(sent[1]?.to).toBe('ana@example.org');
    expect(sent[1]?.text).toContain(links.caseLink(code));
    expect(sent[1]?.text).toContain(links.notifyLink('stop', code, revision));
    expect(JSON.stringify(sent)).not.toContain('fanal');
    // Neither the events nor the state say where.
    const open = bench.store.commits().map(({ events, state }) => [events, state]);
    expect(JSON.stringify(open)).not.toContain('example.org');
  });

  test('ends it, and the link of an address that was replaced does nothing', async () => {
    const { notify, by, answered, sent } = await openTown(5);
    const old = await notify('old@example.org');
    const revision = await notify('ana@example.org');
    await expect(by('confirm', old)).rejects.toMatchObject({ code: 'case.step' });
    await by('confirm', revision);
    await by('stop', revision);
    await answered();
    expect(sent.map(({ to }) => to)).toEqual(['old@example.org', 'ana@example.org']);
  });

  test('is not told by an attempt that comes after they ended it, or gave another address', async () => {
    const { notify, by, answered, sent, fail, bench, newest, code } = await openTown(5);
    const revision = await notify('ana@example.org');
    const asked = newest();
    await by('confirm', revision);
    const commit = newest();
    fail(new PlatformUnreachable('away'));
    await expect(answered()).rejects.toBeInstanceOf(PlatformUnreachable);
    fail(null);
    await by('stop', revision);
    await bench.deps.runSideEffect({ type: 'notify-citizen', case: code }, commit);
    await notify('other@example.org');
    await bench.deps.runSideEffect({ type: 'notify-citizen', case: code }, commit);
    await bench.deps.runSideEffect({ type: 'ask-address', case: code }, asked);
    expect(sent.map(({ to }) => to)).toEqual(['ana@example.org', 'other@example.org']);
  });

  test('is told of nothing once what they wrote is erased', async () => {
    const { notify, by, answered, sent, newest, bench } = await openTown(5);
    const revision = await notify('ana@example.org');
    await by('confirm', revision);
    await bench.keys.destroy(newest().conversation, 'a later key');
    await answered();
    expect(sent).toHaveLength(1);
  });

  test('is not flooded, and a server that is away is tried again', async () => {
    const { notify, by, answered, sent, fail } = await openTown(1);
    await notify('ana@example.org');
    const revision = await notify('ana@example.org');
    expect(sent).toHaveLength(1);
    await by('confirm', revision);
    fail(new PlatformUnreachable('away'));
    await expect(answered()).rejects.toBeInstanceOf(PlatformUnreachable);
    fail(new PlatformRefused('no such mailbox', { retryAt: null }));
    await expect(answered()).resolves.toBeUndefined();
  });
});

test('a link of an e-mail is read for what it was made, and for nothing else', () => {
  const link = links.notifyLink('stop', '7KQ4-M2XB', 12).split('/').at(-1) ?? '';
  expect(links.readNotifyLink('stop', link)).toEqual({ code: '7KQ4-M2XB', revision: 12 });
  expect(links.readNotifyLink('confirm', link)).toBeNull();
  for (const other of ['', 'x', link.slice(1), `${link}0`, link.replace('.12.', '.13.')])
    expect(links.readNotifyLink('stop', other)).toBeNull();
});
