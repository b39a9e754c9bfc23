import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { iterateCommits } from '../../src/core/journal/iterateCommits.ts';
import { isRecord } from '../../src/core/model/commit.ts';
import { type Conversation, openConversation } from '../support/directLine.ts';
import { filesWith } from '../support/filesWith.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { type PushService, startPushService } from '../support/pushService.ts';
import { temporaryFolder } from '../support/service.ts';
import { type SmsGateway, startSmsGateway } from '../support/smsGateway.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { until } from '../support/until.ts';

/** Words that nobody else writes, by where the person, or staff about them, wrote them. None is in what the bot has to understand. */
const words = {
  details: 'Detallorca',
  published: 'Ventafocrix',
  reasons: 'Quimerotga',
  fileName: 'Fotomelsa',
  pixels: 'Pixelandria',
  subscriber: 'berta.vilaxir@exemple-llunya.cat',
  updatesTo: 'noves.vilaxir@exemple-llunya.cat',
  phone: '+34698765410',
};

const anyWord = Object.values(words).join('|').replace('+', '\\+');

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let mail: SmtpServer;
let push: PushService;
let sms: SmsGateway;
let city: Open311Service;
beforeAll(async () => {
  mail = await startSmtpServer();
  sms = await startSmsGateway();
  push = await startPushService(() => city.app.bot.conversations.push?.vapid.publicKey ?? '');
  const settings = { DATA_DIR: data, TRANSPARENCY_LOG: 'on', PUBLIC_URL: '' };
  city = await openOpen311({
    ...settings,
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'Prat <bot@example.cat>', PUSH_SERVICES: push.url },
    ...{ SMS_URL: sms.url, SMS_TOKEN: 'token', SMS_SENDER: 'Prat' },
  });
}, 180_000);
afterAll(async () => {
  await city?.close();
  await push.close();
  await sms.close();
  await mail.close();
  folder.remove();
});

let said = 0;
async function say(chat: Conversation, text: string, choice?: string): Promise<string> {
  said += 1;
  await chat.post(text, `m${said}`, choice);
  return (await chat.answersTo(`m${said}`)).map((each) => each.text).join('\n');
}

/** All that can be read of what people wrote, and of what was written to them, with the salts that prove it. */
async function readable(): Promise<{ readonly text: string; readonly salts: readonly string[] }> {
  const { conversations, stores } = city.app.bot;
  const opened = [];
  for await (const commit of iterateCommits(stores.journal)) {
    if (isRecord(commit.state)) continue;
    const content = await conversations.sealer.open(commit);
    if (content !== null) opened.push(content);
  }
  return { text: JSON.stringify(opened), salts: opened.flatMap(({ salts }) => salts) };
}

test('what a person proposed, sent, subscribed to and is told by goes with them, from every file and every page', async () => {
  const chat = await openConversation(city.app.url);
  const other = await openConversation(city.app.url);
  await say(other, 'quant costa empadronar-se?');
  await say(chat, 'Suggeriment', 'start:suggestion');
  const receipt = await say(chat, 'Proposo posar més fonts al parc');
  const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(receipt)?.[0] ?? '';
  expect([receipt, code]).toEqual([receipt, expect.stringContaining('-')]);
  const row = await city.app.bot.stores.cases.byCode('default', code);
  const conversation = row?.conversation ?? '';
  await say(chat, `Al costat de la bassa de ${words.details}`);

  const name = `filename*=UTF-8''${words.fileName}.png`;
  const png = Buffer.from(`\x89PNG\r\n\x1a\n${words.pixels}`, 'latin1');
  const sent = await fetch(`${city.app.url}/v3/directline/conversations/${chat.id}/upload?userId=me`, {
    method: 'POST',
    headers: { authorization: `Bearer ${chat.token}`, 'content-disposition': `attachment; ${name}` },
    body: new Uint8Array(png),
  });
  expect(sent.status).toBe(200);

  const { engine } = city.app.bot.conversations;
  const page = { tenant: 'default', conversation, case: code, inbound: null } as const;
  const phone = push.subscribe();
  const { endpoint, p256dh, auth } = phone;
  const device = { endpoint, p256dh, auth, locale: 'ca' } as const;
  await engine.fromCasePage({ ...page, id: 'device', act: { kind: 'notify-device' }, device });
  await engine.fromCasePage({
    ...page,
    id: 'notify',
    act: { kind: 'notify', way: 'email' },
    updatesTo: { email: words.updatesTo, locale: 'ca' },
  });
  await engine.fromCasePage({
    ...page,
    id: 'number',
    act: { kind: 'notify', way: 'phone' },
    updatesTo: { phone: words.phone, locale: 'ca' },
  });
  await until(() => sms.texts.length === 1);
  const typed = /\d{6}/.exec(sms.texts[0]?.text ?? '')?.[0] ?? '';
  await engine.fromCasePage({ ...page, id: 'code', act: { kind: 'code', typed } });

  for (const text of ["avisa'm de les obres", 'per correu', 'de seguida', words.subscriber, 'sí'])
    await say(chat, text);
  const asked = () => mail.emails.find(({ to }) => to.includes(words.subscriber));
  await until(() => asked() !== undefined);
  const link = new URL(/https?:\/\/\S+\/avisos\/si\/\S+/.exec(asked()?.text ?? '')?.[0] ?? 'none:');
  expect((await fetch(`${city.app.url}${link.pathname}`, { method: 'POST' })).status).toBe(200);
  const subscribed = async () => (await fetch(`${city.app.url}${link.pathname}`)).status;
  const later = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');
  for (const text of ["recorda'm que em caduca el DNI", later, 'sí']) await say(chat, text);
  const stateNow = async () => (await city.app.bot.stores.journal.load(conversation, '')).latest?.state;
  expect(await stateNow()).toMatchObject({ reminders: [{ what: 'document' }] });

  await city.do(code, 'publish', {
    kind: 'publish',
    text: `Més fonts: ${words.published}`,
    place: false,
    media: false,
  });
  await city.do(code, 'weigh', {
    kind: 'weigh',
    outcome: 'accepted',
    text: `Hi ha pressupost per posar-ne quatre aquest any, diu ${words.reasons}`,
  });
  const proposals = async () => (await fetch(`${city.app.url}/participa/propostes?lang=ca`)).text();
  await until(async () => (await proposals()).includes(words.published));
  // The device and the telephone are told of the answer.
  await until(() => phone.messages.length > 0 && sms.texts.length > 1);

  const secrets = [...Object.values(words), endpoint.split('/').at(-1) ?? '', p256dh, auth];
  const before = await readable();
  const missing = secrets.filter((secret) => !before.text.includes(secret));
  // What is in the file alone is in no message.
  expect(missing).toEqual([words.pixels]);
  // The search finds what is there: words of cases are in clear, so that staff can look for them.
  await until(() => filesWith(folder.path, [words.details]).length > 0);
  expect([await subscribed(), before.text.includes('empadronar-se')]).toEqual([200, true]);

  await say(chat, 'esborra les meves dades');
  expect(await say(chat, 'Sí', 'erase:yes')).toMatch(/esborra/);
  await until(async () => (await subscribed()) === 404);
  await until(() => filesWith(folder.path, secrets).length === 0);
  const after = await readable();
  expect(secrets.filter((secret) => after.text.includes(secret))).toEqual([]);
  const gone = before.salts.filter((salt) => !after.salts.includes(salt));
  expect(gone.length).toBeGreaterThan(20);
  expect(filesWith(folder.path, [...secrets, ...gone])).toEqual([]);
  expect(await stateNow()).toMatchObject({ subscription: null, subscribedAt: null, reminders: [] });
  expect(await proposals()).not.toMatch(new RegExp(anyWord));
  const kept = await city.app.bot.rights.personalData.collect(conversation, { withNotes: true });
  expect(JSON.stringify(kept)).not.toMatch(new RegExp(anyWord));
  // Nobody is told of what comes then, and others keep what is theirs.
  const updatesTo = [phone.messages.length, mail.emails.length, sms.texts.length];
  await city.do(code, 'reply', { kind: 'reply', text: 'Ja hi són', files: [] });
  await city.app.bot.delivery.now();
  expect([phone.messages.length, mail.emails.length, sms.texts.length]).toEqual(updatesTo);
  expect(after.text).toContain('empadronar-se');
}, 180_000);
