import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accounts } from '../../../src/cli/accounts.ts';
import { openInstallation } from '../../cli/installation.ts';
import { accountFile } from '../../support/accountFile.ts';
import { makeOperators } from '../../support/operators.ts';
import { present } from '../../support/present.ts';
import { outputOf } from '../../support/runCommand.ts';
import { type Service, settingsOf, startService, temporaryFolder } from '../../support/service.ts';
import { type FakeBot, type FakeBotApi, startBotApi } from './support/fakeBotApi.ts';
import { parseHtml } from './support/html.ts';
import { presses, privateChat, says } from './support/people.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const token = '42:a-token-that-nobody-may-see';
const folder = temporaryFolder();
const ana = privateChat(11);

let api: FakeBotApi;
let bot: FakeBot;
const services: Service[] = [];

const definition = (apiRoot: string) =>
  accountFile(`
id: prat-telegram
channel: telegram
name: Ajuntament
languages: [ca, es, en]
secrets: { token: env:TELEGRAM_TOKEN }
settings: { receive: polling, apiRoot: '${apiRoot}' }
`);

const env = () => settingsOf({ DATA_DIR: folder.path, TELEGRAM_TOKEN: token });

/** Runs `npm run accounts` as an operator does; the platform goes on meanwhile. */
const accountsApart = (words: readonly string[], more: Record<string, string>) =>
  outputOf(['src/cli/accounts.ts', ...words], { env: { ...env(), ...more } });

async function start(): Promise<Service> {
  const service = await startService(env());
  services.push(service);
  return service;
}

/** What the bot said, as people read it. */
const said = () =>
  bot.calls
    .filter(({ message }) => message !== null)
    .map(({ payload }) => (payload.parse_mode === 'HTML' ? parseHtml(payload.text).text : payload.text));

/** Turns of people so far. */
async function turns(): Promise<number> {
  const { store, close } = openInstallation(folder.path, null);
  const { commits: all } = await store.journal.scan(null, 100);
  await close();
  return all.filter(({ events }) => events.some(({ type }) => type === 'message.received')).length;
}

beforeAll(async () => {
  api = await startBotApi();
  bot = api.bot(token);
  const file = join(folder.path, 'prat-telegram.yaml');
  writeFileSync(file, definition(api.url));
  const { asks, approves } = await makeOperators(env(), root);
  for (const [key, ...step] of [
    [asks, 'request', file],
    [approves, 'approve', 'prat-telegram'],
    [approves, 'open', 'prat-telegram'],
  ])
    expect(await accounts(step, { ...env(), FINESTRETA_OPERATOR_KEY: key }, root, () => {})).toBe(0);
});

afterAll(async () => {
  for (const service of services) await service.stop('SIGKILL');
  await api.close();
  folder.remove();
});

test('the service as it is shipped greets and answers on Telegram, and a process killed before it has confirmed an update changes nothing', async () => {
  const first = await start();
  const notified = await accountsApart(['check', 'prat-telegram'], { PORT: new URL(first.url).port });
  expect(notified).toContain(`@${bot.username}`);
  expect(notified).not.toContain('nobody-may-see');
  await bot.seen('setMyCommands', 4);
  await bot.bring(says(ana, '/start'));
  await bot.until(() => bot.unconfirmed().length === 0);
  await bot.until(() => said().length > 0);
  const greeted = said().length;

  // The next request for updates is the one that would confirm the question: it does not get through.
  const asked = bot.problem(/^getUpdates$/, { kind: 'silence' });
  const number = await bot.bring(says(ana, "Com m'empadrono?"));
  await asked;
  await bot.until(() => said().length > greeted);
  await first.stop('SIGKILL');
  expect(first.output()).not.toContain('nobody-may-see');
  expect(first.output()).not.toContain("m'empadrono");
  expect(bot.unconfirmed()).toEqual([number]);
  const before = await turns();

  const second = await start();
  await bot.until(() => bot.unconfirmed().length === 0);
  await bot.bring(says(ana, '/ajuda'));
  await bot.until(() => bot.unconfirmed().length === 0);
  const question = present(bot.calls.findLast(({ payload }) => payload.reply_markup?.inline_keyboard?.length > 0));
  const label = question.payload.reply_markup.inline_keyboard[0][0].text;
  await bot.bring(presses(bot, ana, question, label, 'query-1'));
  const [changed] = await bot.seen('editMessageReplyMarkup', 1);
  expect(changed?.payload.reply_markup.inline_keyboard).toEqual([[{ text: `✓ ${label}`, callback_data: 'x' }]]);
  await bot.until(() => bot.unconfirmed().length === 0);
  expect(await second.stop('SIGTERM')).toBe(0);

  expect(before).toBe(2);
  expect(await turns()).toBe(4);
  // The one that was being sent when the process was killed may be there twice, and no other.
  const texts = said();
  expect(texts.length - new Set(texts).size).toBeLessThanOrEqual(1);
  expect(texts.join('\n')).toMatch(/padró/i);
}, 120_000);
