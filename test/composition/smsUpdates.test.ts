import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from '../support/directLine.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { type SmsGateway, startSmsGateway } from '../support/smsGateway.ts';
import { until } from '../support/until.ts';

let gateway: SmsGateway;
let city: Open311Service;
beforeAll(async () => {
  gateway = await startSmsGateway();
  city = await openOpen311({
    ...{ PUBLIC_URL: '', SMS_URL: gateway.url, SMS_TOKEN: 'a-token-of-the-gateway', SMS_SENDER: 'Ajuntament' },
    METRICS_TOKEN: 'metrics-token-0123456789',
  });
}, 180_000);
afterAll(async () => {
  await city?.close();
  await gateway.close();
});

let said = 0;
async function say(chat: Conversation, text: string, choice?: string): Promise<string> {
  said += 1;
  await chat.post(text, `m${said}`, choice);
  return (await chat.answersTo(`m${said}`)).map((each) => each.text).join('\n');
}

const textsTo = (number: string) => gateway.texts.filter(({ to }) => to === number).map(({ text }) => text);

/** What people write in each language, the number that they give, and what they are told. */
const people = [
  {
    report: 'El fanal del carrer Major no funciona',
    ...{ typed: '612 34 56 01', number: '+34612345601', done: 'us avisarem per SMS', news: 'Resposta al vostre cas:' },
  },
  {
    report: 'La farola de la calle Mayor no funciona',
    ...{
      typed: '+34 612-345-602',
      number: '+34612345602',
      done: 'le avisaremos por SMS',
      news: 'Respuesta en su caso:',
    },
  },
  {
    report: 'The street lamp in the main street does not work',
    ...{
      typed: '0034612345603',
      number: '+34612345603',
      done: 'tell you by text message',
      news: 'Answer in your case:',
    },
  },
] as const;

/** Opens a case with a report; returns its code. */
async function report(chat: Conversation, text: string): Promise<string> {
  return /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await say(chat, text))?.[1] ?? '';
}

test.each(people)(
  '$number asks for it, confirms it, is told with a link, and ends it in one press',
  async (person) => {
    const chat = await openConversation(city.app.url);
    const code = await report(chat, person.report);
    expect(code).not.toBe('');
    expect(await say(chat, 'x', `notify:${code}`)).toMatch(/mòbil|móvil|mobile/);
    await say(chat, person.typed);
    await until(() => textsTo(person.number).length === 1);
    const [asked = ''] = textsTo(person.number);
    const confirmation = /\b\d{6}\b/.exec(asked)?.[0] ?? '';
    expect(asked).toContain(code);
    expect(await say(chat, confirmation === '000000' ? '111111' : '000000')).not.toContain(person.done);
    expect(await say(chat, confirmation)).toContain(person.done);

    await city.do(code, `reply ${code}`, { kind: 'reply', text: 'Hi anirem demà', files: [] });
    await until(() => textsTo(person.number).length === 2);
    const news = textsTo(person.number)[1] ?? '';
    expect(news).toContain(person.news);
    expect(news).not.toContain('anirem');
    const [follow, stop] = Array.from(news.matchAll(/https?:\/\/\S+/g), ([link]) => new URL(link));
    expect(follow?.pathname).toBe(`/cas/${code}`);
    expect(follow?.hash.length).toBeGreaterThan(10);
    const ended = await fetch(`${city.app.url}${stop?.pathname}`, { method: 'POST' });
    expect(ended.status).toBe(200);
    const row = await city.app.bot.stores.cases.byCode('default', code);
    expect(row?.case.phoneUpdates).toBeNull();
  },
  60_000,
);

test('on the page of a case a number is given, confirmed and removed', async () => {
  const chat = await openConversation(city.app.url);
  const code = await report(chat, 'El fanal del carrer de Baix no funciona');
  const link = new URL(city.app.bot.conversations.caseLinks.caseLink(code));
  const about = { code, key: link.hash.slice(1), lang: 'ca' };
  const post = async (path: string, fields: Record<string, string>) =>
    (
      await fetch(`${city.app.url}${path}`, { method: 'POST', body: new URLSearchParams({ ...about, ...fields }) })
    ).text();
  const send = async (act: string, fields: Record<string, string>) => {
    const page = await post('/cas', {});
    const [, form = ''] =
      new RegExp(`name="form" value="([^"]+)"><input type="hidden" name="act" value="${act}"`).exec(page) ?? [];
    return post('/cas/acte', { act, form, ...fields });
  };
  expect(await send('phone', { phone: '93 479 67 00' })).toContain('role="alert">Aquest número no és');
  expect(await send('phone', { phone: '612 345 604' })).toContain('role="status">Us hem enviat un SMS amb un codi');
  await until(() => textsTo('+34612345604').length === 1);
  const confirmation = /\b\d{6}\b/.exec(textsTo('+34612345604')[0] ?? '')?.[0] ?? '';
  const wrong = confirmation === '000000' ? '111111' : '000000';
  expect(await send('code', { confirmation: wrong })).toContain('role="alert">El codi no és aquest');
  const confirmed = await send('code', { confirmation: ` ${confirmation.slice(0, 3)} ${confirmation.slice(3)}` });
  expect(confirmed).toContain('role="status">Fet: us avisarem per SMS');
  // The page does not show the number: who has the key must not learn it.
  expect(confirmed).not.toContain('612345604');
  expect(await send('stop', { way: 'phone' })).toContain('role="status">No us enviarem');
  const row = await city.app.bot.stores.cases.byCode('default', code);
  expect(row?.case.phoneUpdates).toBeNull();
}, 60_000);

test('what a person gave goes with what they wrote, and metrics and log say no number', async () => {
  const chat = await openConversation(city.app.url);
  const code = await report(chat, 'El fanal del carrer de Dalt no funciona');
  await say(chat, 'x', `notify:${code}`);
  await say(chat, '612345605');
  await until(() => textsTo('+34612345605').length === 1);
  const confirmation = /\b\d{6}\b/.exec(textsTo('+34612345605')[0] ?? '')?.[0] ?? '';
  await say(chat, confirmation);
  const row = await city.app.bot.stores.cases.byCode('default', code);
  const { personalData } = city.app.bot.rights;
  const kept = async () => JSON.stringify(await personalData.collect(row?.conversation ?? '', { withNotes: false }));
  expect(await kept()).toContain('+34612345605');
  await say(chat, 'esborra les meves dades');
  await say(chat, 'Sí', 'erase:yes');
  await until(async () => !(await kept()).includes('612345605'));
  await city.do(code, 'reply after', { kind: 'reply', text: 'Ja hi som', files: [] });
  await city.app.bot.delivery.now();
  expect(textsTo('+34612345605')).toHaveLength(1);

  const metrics = await fetch(`${city.app.url}/metrics`, {
    headers: { authorization: 'Bearer metrics-token-0123456789' },
  });
  const text = await metrics.text();
  expect(text).toMatch(/finestreta_notifications_total\{channel="sms",hook="",outcome="sent"\} \d+/);
  expect(text).not.toContain('6123456');
  expect(JSON.stringify(city.log.lines)).not.toMatch(/6123456|a-token-of-the-gateway/);
}, 60_000);
