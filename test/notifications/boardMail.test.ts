import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createBoardLinks } from '../../src/core/cases/board/boardLinks.ts';
import { createDeskSettings } from '../../src/core/journal/deskSettings.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { SideEffect } from '../../src/core/model/event.ts';
import { createBoardMails } from '../../src/notifications/email/boardMail.ts';
import { createSmtpPost } from '../../src/notifications/email/smtpTransport.ts';
import { agentWith, directoryOf } from '../support/agent.ts';
import { createMemoryCaseIndex } from '../support/caseIndex.ts';
import { caseRowOf, caseStateOf } from '../support/caseState.ts';
import { createClock } from '../support/clock.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { createPubSub } from '../support/pubsub.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';

const hour = 3_600_000;
const saturday = Date.parse('2026-11-28T12:00+01:00');
const monday = Date.parse('2026-11-30T07:00+01:00');

let server: SmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.close());

/** Several processes over one journal, and a supervisor who wants the figures of each week. */
async function openOffice() {
  const clock = createClock(saturday);
  const store = createMemoryJournal();
  const sealer = createMemorySealer(createMemoryKeys());
  let ids = 0;
  const records = createRecordLog({ journal: store.journal, sealer, clock: clock.now, newId: () => `r${++ids}` });
  const settings = createDeskSettings({ tenant: 'default', records });
  const directory = directoryOf([
    agentWith('boss', { name: 'Ona', email: 'boss@example.cat', roles: ['supervisor'], locales: ['ca'] }),
  ]);
  const cases = createMemoryCaseIndex();
  const waits = caseStateOf('AAAA-0001', saturday, {
    first: { id: 'f', dueAt: saturday + hour, metAt: null, breached: true },
  });
  const rated = { rating: 4, status: 'closed', staffAt: saturday, citizenAt: saturday - hour } as const;
  await cases.put([
    caseRowOf(waits, { text: 'Em dic Maria' }),
    caseRowOf(caseStateOf('AAAA-0002', saturday - hour, rated), {}),
  ]);
  const links = createBoardLinks({
    mac: (text) => new TextEncoder().encode(text.padEnd(99)),
    url: 'https://bot.example',
  });
  const process = () =>
    createBoardMails({
      ...{ tenant: 'default', settings, records, directory, cases, links, pubsub: createPubSub(), clock: clock.now },
      ...{ post: createSmtpPost(server.url, 'Ajuntament <bot@example.cat>'), publicUrl: 'https://bot.example' },
      timeZone: () => 'Europe/Madrid',
    });
  const queued = () =>
    store
      .commits()
      .flatMap(({ outbox }) => outbox)
      .flatMap((task) =>
        task.kind === 'side-effects' ? task.sideEffects : task.kind === 'effect' ? [task.sideEffect] : [],
      )
      .filter((effect): effect is Extract<SideEffect, { type: 'send-board' }> => effect.type === 'send-board');
  await settings.keepBoardMail({ agent: 'boss', pace: 'weekly', since: saturday }, 'boss');
  return { clock, settings, directory, cases, process, queued };
}

test('the figures are queued once a week, however many processes look, also after a restart', async () => {
  const { clock, process, queued } = await openOffice();
  await process().look();
  expect(queued()).toEqual([]);
  clock.advance(monday - saturday);
  const [one, other] = [process(), process()];
  await Promise.all([one.look(), other.look(), one.look()]);
  await process().look();
  expect(queued()).toEqual([{ type: 'send-board', agent: 'boss', pace: 'weekly', period: '2026-11-30' }]);
  clock.advance(7 * 24 * hour);
  await process().look();
  expect(queued().map(({ period }) => period)).toEqual(['2026-11-30', '2026-12-07']);
});

test('the e-mail has numbers and links, nobody’s name or words, and one way out that needs no sign-in', async () => {
  const { clock, process, queued } = await openOffice();
  clock.advance(monday - saturday);
  const office = process();
  await office.look();
  for (const effect of queued()) await office.send(effect);
  expect(server.emails).toHaveLength(1);
  const [email] = server.emails;
  expect(email?.to).toEqual(['boss@example.cat']);
  expect(email?.headers).toMatchObject({
    subject: 'La setmana en xifres: el tauler',
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
  expect(email?.headers['list-unsubscribe']).toContain('https://bot.example/tauler/prou/boss.');
  for (const line of ['Casos oberts ara: 1', 'Fora de termini: 1', 'Oberts en el període: 2', 'Nota mitjana, de 5: 4'])
    expect(email?.text).toContain(line);
  expect(email?.text).toContain('https://bot.example/console/tauler');
  expect(email?.text).toMatch(/dilluns 23 de novembre del 2026/);
  expect(email?.text).not.toMatch(/Maria|AAAA|Ona/);
});

test('what is wanted no more, or may not be seen any more, is not sent, and what was due before they asked is not queued', async () => {
  const { clock, settings, directory, process, queued } = await openOffice();
  clock.advance(monday - saturday);
  const office = process();
  await office.look();
  const [effect] = queued();
  if (effect === undefined) throw new Error('nothing was queued');
  await directory.change('default', 'boss', { roles: ['agent'] });
  await office.send(effect);
  await directory.change('default', 'boss', { roles: ['supervisor'] });
  await settings.endBoardMail('boss', 'boss');
  await office.send(effect);
  expect(server.emails).toEqual([]);
  await settings.keepBoardMail({ agent: 'boss', pace: 'monthly', since: clock.now() }, 'boss');
  await office.look();
  expect(queued()).toHaveLength(1);
});

test('an e-mail that is sent late has the figures of its own week', async () => {
  const { clock, cases, process, queued } = await openOffice();
  await cases.put([caseRowOf(caseStateOf('AAAA-0003', monday + hour, {}), {})]);
  clock.advance(monday - saturday);
  const office = process();
  await office.look();
  clock.advance(7 * 24 * hour);
  for (const effect of queued()) await office.send(effect);
  expect(server.emails[0]?.text).toContain('Oberts en el període: 2');
  expect(server.emails[0]?.text).toMatch(/dilluns 23 de novembre del 2026/);
});

test('nothing is queued for who does not oversee the work any more', async () => {
  const { clock, directory, process, queued } = await openOffice();
  clock.advance(monday - saturday);
  await directory.change('default', 'boss', { active: false });
  await process().look();
  expect(queued()).toEqual([]);
});
