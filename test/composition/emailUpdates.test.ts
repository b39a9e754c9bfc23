import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import { createSmtpPost } from '../../src/notifications/email/smtpTransport.ts';
import { type Conversation, openConversation } from '../support/directLine.ts';
import { hasMailPeer, type MailPeer, type PeerEmail, peerLogin, startMailPeer } from '../support/mailPeer.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { present } from '../support/present.ts';
import { until } from '../support/until.ts';

/** News of a case by e-mail, through the running service and a mail server and a parser of others. */
const describeWithPeer = hasMailPeer ? describe : describe.skip;

const login = `${peerLogin.user}:${encodeURIComponent(peerLogin.password)}`;
/** Only the option lets in a certificate that nobody vouches for, as a town's own mail server may have. */
const tlsUrl = (port: number) => `smtp://${login}@127.0.0.1:${port}?tls.rejectUnauthorized=false`;

/** What people write in each language, and what the two e-mails are about. */
const people = [
  {
    ...{ lang: 'ca', report: 'El fanal del carrer Major no funciona', answer: 'Demà al matí hi anirem' },
    asked: (code: string) => `És vostra aquesta adreça? Cas ${code}`,
    news: (code: string) => `Teniu una resposta al cas ${code}`,
    says: "L'enllaç és només per a vós.",
  },
  {
    ...{ lang: 'es', report: 'La farola de la calle Mayor no funciona', answer: 'Mañana iremos' },
    asked: (code: string) => `¿Es suya esta dirección? Caso ${code}`,
    news: (code: string) => `Tiene una respuesta en el caso ${code}`,
    says: 'El enlace es solo para usted. Si no quiere recibir más avisos:',
  },
  {
    ...{ lang: 'en', report: 'The street lamp in the main street does not work', answer: 'We come tomorrow' },
    asked: (code: string) => `Is this address yours? Case ${code}`,
    news: (code: string) => `There is an answer in case ${code}`,
    says: 'The link is for you alone.',
  },
] as const;

/** What every mail server on the way takes: seven bits, and no line longer than RFC 5322 allows. */
function expectToTravel(email: PeerEmail): void {
  expect(email.raw).toMatch(/^[\t\r\n -~]*$/);
  expect(Math.max(...email.raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  expect(email.header('content-type')).toMatch(/^text\/plain; charset=utf-8/i);
  expect(email.header('auto-submitted')).toBe('auto-generated');
  expect(email.header('message-id')).toMatch(/^<[0-9a-f]{32}@example\.cat>$/);
  expect(email.from).toMatch(/Atenció al Ciutadà.*bot@example\.cat/);
}

describeWithPeer('news of a case by e-mail, to a mail server of others', () => {
  let mail: MailPeer;
  let city: Open311Service;
  beforeAll(async () => {
    mail = await startMailPeer({ starttls: true });
    const from = 'Atenció al Ciutadà <bot@example.cat>';
    city = await openOpen311({ PUBLIC_URL: '', SMTP_URL: tlsUrl(mail.port), MAIL_FROM: from });
  }, 180_000);
  afterAll(async () => {
    await city?.close();
    await mail?.close();
  });

  /** Links by which news was ended. */
  const ends: string[] = [];
  let said = 0;
  async function say(chat: Conversation, text: string, choice?: string): Promise<string> {
    said += 1;
    await chat.post(text, `m${said}`, choice);
    return (await chat.answersTo(`m${said}`)).map((each) => each.text).join('\n');
  }
  const press = (link: string, body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return fetch(`${city.app.url}${new URL(link).pathname}`, { method: 'POST', headers, body });
  };

  test.each(people)(
    'are read in $lang as they were meant, confirmed by the link, and ended by a mail program',
    async (person) => {
      const address = `ana.${person.lang}@exemple.cat`;
      const own = () => mail.emails.filter(({ to }) => to.includes(address));
      const chat = await openConversation(city.app.url);
      const code = /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await say(chat, person.report))?.[1] ?? '';
      await say(chat, 'x', `notify:${code}`);
      await say(chat, address);
      await until(() => own().length === 1);
      const asked = present(own()[0]);
      expect([asked.secure, asked.user, asked.subject]).toEqual([true, peerLogin.user, person.asked(code)]);
      expectToTravel(asked);
      expect(asked.text).not.toContain(person.report);
      const [confirm = ''] = /https?:\/\/\S+/.exec(asked.text) ?? [];
      expect((await press(confirm, '')).status).toBe(200);

      await city.do(code, `reply ${code}`, { kind: 'reply', text: person.answer, files: [] });
      await until(() => own().length === 2);
      const news = present(own()[1]);
      expect([news.secure, news.user, news.subject]).toEqual([true, peerLogin.user, person.news(code)]);
      expectToTravel(news);
      expect(news.text).toContain(person.says);
      expect(news.text).not.toContain(person.answer);
      expect(news.text).not.toContain(person.report);
      const [follow = '', stop = ''] = Array.from(news.text.matchAll(/https?:\/\/\S+/g), ([link]) => link);
      expect(follow).toBe(city.app.bot.conversations.caseLinks.caseLink(code));
      // RFC 8058: mail programs show a button, which posts this.
      expect(news.header('list-unsubscribe')?.replace(/\s/g, '')).toBe(`<${stop}>`);
      expect(news.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      expect((await press(stop, 'List-Unsubscribe=One-Click')).status).toBe(200);
      ends.push(stop);
      const row = await city.app.bot.stores.cases.byCode('default', code);
      expect(row?.case.emailUpdates).toBeNull();
    },
    60_000,
  );

  test('who guesses links is stopped, and a mail provider at the same address is not', async () => {
    const guessed: number[] = [];
    for (let n = 0; n < 40; n += 1) guessed.push((await press((ends[0] ?? '').replace(/.$/, '!'), '')).status);
    expect([guessed[0], guessed.at(-1)]).toEqual([404, 429]);
    // What a mail program repeats changes nothing.
    for (const end of ends) expect((await press(end, 'List-Unsubscribe=One-Click')).status).toBe(200);
    expect(ends).toHaveLength(people.length);
  });
});

describeWithPeer('a mail server of others', () => {
  const email = { id: 'one', to: 'ana@exemple.cat', subject: 'Això és una prova', text: 'Què? · €\n.\nfi\n' };

  test('is sent nothing, in the clear or otherwise, while nobody vouches for its certificate', async () => {
    const peer = await startMailPeer({ starttls: true });
    const post = createSmtpPost(`smtp://${login}@127.0.0.1:${peer.port}`, 'Prat <bot@example.cat>');
    await expect(post(email)).rejects.toBeInstanceOf(PlatformUnreachable);
    expect(peer.emails).toEqual([]);
    await peer.close();
  });

  test('that offers no TLS is sent e-mails as it takes them, dots and all', async () => {
    const peer = await startMailPeer({ starttls: false });
    await createSmtpPost(`smtp://127.0.0.1:${peer.port}`, 'Prat <bot@example.cat>')(email);
    expect(peer.emails).toMatchObject([{ secure: false, user: null, subject: email.subject, text: email.text }]);
    await peer.close();
  });
});
