import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bot } from '../../src/composition/bot.ts';
import { openBot } from '../../src/composition/openBot.ts';
import { readConfig } from '../../src/config.ts';
import { createDeskSettings, type DeskSettingsLog } from '../../src/core/journal/deskSettings.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import { queryWith } from '../../src/core/ports/caseIndex.ts';
import { accountWith } from '../support/account.ts';
import { createLog } from '../support/log.ts';
import { learntDir, temporaryFolder } from '../support/service.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';

/*
 * What goes to people of staff who are elsewhere, through a whole bot over SQLite and a mail server: figures by e-mail, and
 * cases to a deputy.
 */

const dialogs = fileURLToPath(new URL('../../dialogs', import.meta.url));
const folder = temporaryFolder();
let server: SmtpServer;
let bot: Bot;
let settings: DeskSettingsLog;

beforeAll(async () => {
  server = await startSmtpServer();
  const mail = { SMTP_URL: server.url, MAIL_FROM: 'Ajuntament <bot@example.cat>' };
  const env = { DATA_DIR: 'data', LEARNT_DIR: learntDir, MEANING: 'off', READING_THREAD: 'off', PORT: '0', ...mail };
  bot = await openBot(readConfig({ ...env, DIALOGS_DIR: dialogs, CONTENT: 'files' }, folder.path), {
    ...{ log: createLog(), purpose: 'service', publicUrl: 'https://bot.example' },
    observe: () => {},
    observeDelivery: () => {},
  });
  const { stores, conversations } = bot;
  const records = { journal: stores.journal, sealer: conversations.sealer, clock: Date.now, newId: randomUUID };
  settings = createDeskSettings({ tenant: 'default', records: createRecordLog(records) });
});
afterAll(async () => {
  await bot.close();
  await server.close();
  folder.remove();
});

const hire = (name: string, role: 'agent' | 'supervisor') =>
  bot.staff.people.directory.add(
    {
      ...{ tenant: 'default', name, email: `${name}@example.cat`, roles: [role] },
      ...{ departments: ['oiac'], locales: ['ca'] },
    },
    null,
  );

test('the figures of the board are sent once, and the link of the e-mail ends them', async () => {
  const { boardMails } = bot.staff;
  if (boardMails === null) throw new Error('there is a mail server');
  const boss = await hire('boss', 'supervisor');
  await settings.keepBoardMail({ agent: boss.id, pace: 'weekly', since: 0 }, boss.id);
  for (let processes = 0; processes < 2; processes++) {
    const end = new AbortController();
    const following = boardMails.follow(end.signal);
    end.abort();
    await following;
    await bot.delivery.now();
  }
  expect(server.emails.map(({ to }) => to)).toEqual([['boss@example.cat']]);
  const link = server.emails[0]?.headers['list-unsubscribe'] ?? '';
  const agent = boardMails.links.readEnd(link.replace(/^.*\/|>$/g, ''));
  expect(agent).toBe(boss.id);
  await boardMails.end(boss.id);
  expect((await settings.read()).boardMails).toEqual([]);
});

test('a case for somebody who is away goes to their deputy, who is told why by e-mail', async () => {
  const [lead, ona, pau] = [await hire('lead', 'supervisor'), await hire('ona', 'agent'), await hire('pau', 'agent')];
  const { engine } = bot.conversations;
  const { conversation } = await engine.receive({
    ...{
      account: accountWith({ id: 'web' }),
      platformConversation: 'c',
      surface: 'private',
      person: null,
      address: 'c',
    },
    inbound: { id: 'm', content: { kind: 'text', text: 'persona' }, localeHint: 'ca' },
  });
  await engine.idle();
  const { rows } = await bot.stores.cases.find(queryWith('default', { conversation }));
  const code = rows[0]?.case.code ?? '';
  const now = Date.now();
  await settings.keepAbsence({ agent: ona.id, deputy: pau.id, since: now - 1, until: now + 3_600_000 }, ona.id);
  await bot.staff.desk.handleCommand({
    ...{ id: 'd1', tenant: 'default', conversation, case: code, by: lead.id, seen: null },
    command: { kind: 'assign', to: { agent: ona.id } },
  });
  expect((await bot.stores.cases.byCode('default', code))?.case.assignee).toBe(pau.id);
  await engine.idle();
  await bot.delivery.now();
  const reported = server.emails.find(({ to }) => to.includes('pau@example.cat'));
  expect(reported?.text).toContain('Us arriba perquè substituïu ona.');
  expect(server.emails.some(({ to }) => to.includes('ona@example.cat'))).toBe(false);
});
