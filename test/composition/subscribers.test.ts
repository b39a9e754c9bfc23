import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { iterateCommits } from '../../src/core/journal/iterateCommits.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { openStores } from '../../src/store/open.ts';
import { type Conversation, openConversation, resumeConversation } from '../support/directLine.ts';
import { createLog } from '../support/log.ts';
import { temporaryFolder } from '../support/service.ts';
import { type ServiceHere, startHere } from '../support/serviceHere.ts';
import { type SmtpServer, startSmtpServer, type TakenEmail } from '../support/smtpServer.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
const dialogs = join(folder.path, 'dialogs');
const dataDir = join(folder.path, 'data');

const inAll = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });

/** Announces something of a topic, or announces it in other words. */
function announce(id: string, topic: string, title: string): void {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const file = {
    kind: 'notice',
    title: inAll(title),
    text: inAll(`About ${title}`),
    topic,
    from: day(1),
    until: day(3),
    publishAt: `${day(-2)}T00:01`,
  };
  writeFileSync(join(dialogs, 'announcements', `${id}.yaml`), JSON.stringify(file));
}

let mail: SmtpServer;
let service: ServiceHere;
let env: Record<string, string>;
beforeAll(async () => {
  cpSync('dialogs', dialogs, { recursive: true });
  mkdirSync(join(dialogs, 'announcements'));
  const file = join(dialogs, 'subscriptions.yaml');
  // The test runs at any hour.
  const always = readFileSync(file, 'utf8').replaceAll(
    /\{ from: "[\d:]+", until: "[\d:]+" \}/g,
    '{ from: "0:00", until: "23:59" }',
  );
  writeFileSync(file, always);
  mail = await startSmtpServer();
  env = {
    DATA_DIR: dataDir,
    DIALOGS_DIR: dialogs,
    CONTENT: 'files',
    PUBLIC_URL: '',
    SMTP_URL: mail.url,
    MAIL_FROM: 'Prat <bot@example.cat>',
  };
  service = await startHere(env);
});
afterAll(async () => {
  await service.stop();
  await mail.close();
  folder.remove();
});

/** People who write in each language what they want, and the words by which they say yes, pause, go on and end. */
const people = {
  ca: {
    ask: "avisa'm de les obres",
    steps: ['aquí mateix', 'de seguida'],
    yes: 'sí',
    consent: 'Hi esteu d',
    pause: 'pausa',
    resume: 'reprèn',
    end: 'baixa',
    mine: 'els meus avisos',
    correction: 'Correcció',
  },
  es: {
    ask: 'avísame de las obras',
    steps: ['aquí', 'enseguida'],
    yes: 'sí',
    consent: 'Está de acuerdo',
    pause: 'pausa',
    resume: 'reanuda',
    end: 'baja',
    mine: 'mis avisos',
    correction: 'Corrección',
  },
  en: {
    ask: 'tell me when there are street works',
    steps: ['here', 'at once'],
    yes: 'yes',
    consent: 'Do you agree',
    pause: 'pause',
    resume: 'resume',
    end: 'STOP',
    mine: 'my alerts',
    correction: 'Correction',
  },
} as const;
type Lang = keyof typeof people;
const langs = Object.keys(people) as readonly Lang[];

let said = 0;
async function say(chat: Conversation, text: string, choice?: string): Promise<string> {
  said += 1;
  await chat.post(text, `m${said}`, choice);
  return (await chat.answersTo(`m${said}`)).map((each) => each.text).join('\n');
}

const texts = async (chat: Conversation) => (await chat.activities()).map(({ text }) => text ?? '');
const times = async (chat: Conversation, part: string) =>
  (await texts(chat)).filter((each) => each.includes(part)).length;
const to = (address: string): readonly TakenEmail[] => mail.emails.filter((each) => each.to.includes(address));
const linkIn = ({ text }: TakenEmail, path: string) =>
  new URL(new RegExp(`https?://\\S+/avisos/${path}/\\S+`).exec(text)?.[0] ?? 'none:').pathname;
const post = (path: string, body: Record<string, string> | string = {}) =>
  fetch(`${service.url}${path}`, { method: 'POST', body: new URLSearchParams(body) });

const chats = {} as Record<Lang, Conversation>;
const addressOf = (lang: Lang) => `Veïna.${lang}@exemple-estrany.cat`.normalize('NFD').replace(/\p{M}/gu, '');

test('a subscriber in each language asks, agrees, is told once, told of a correction once, pauses, changes and ends', async () => {
  for (const lang of langs) {
    const chat = await openConversation(service.url);
    chats[lang] = chat;
    const { ask, steps, yes, consent, mine } = people[lang];
    await say(chat, ask);
    await say(chat, steps[0]);
    expect(await say(chat, steps[1])).toContain(consent);
    // Nothing is sent before they have said yes.
    await say(chat, yes);
    expect((await say(chat, mine)).toLowerCase()).toMatch(/obres|obras|works/);
  }
  for (const lang of langs) {
    const form = { lang, alert: 'works', pace: 'at-once', email: addressOf(lang), consent: 'yes' };
    expect((await post('/avisos', { ...form, consent: '' })).status).toBe(422);
    expect((await post('/avisos', form)).status).toBe(200);
    await until(() => to(addressOf(lang)).length === 1);
    const [asked] = to(addressOf(lang));
    if (asked === undefined) throw new Error('nobody was asked');
    const link = linkIn(asked, 'si');
    // A scanner that looks at the link confirms nothing.
    expect((await fetch(`${service.url}${link}`)).status).toBe(200);
    expect((await post(link)).status).toBe(200);
  }
  announce('works-one', 'via-publica', 'First works');
  announce('swim', 'esports', 'The pool');
  for (const lang of langs) {
    await until(async () => (await times(chats[lang], `First works ${lang}`)) > 0);
    await until(() => to(addressOf(lang)).length === 2);
    expect(to(addressOf(lang))[1]?.headers).toMatchObject({
      subject: `First works ${lang}`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'list-unsubscribe': expect.stringMatching(/^<http.*\/avisos\/prou\/.*>$/),
    });
  }
  announce('works-one', 'via-publica', 'Later works');
  for (const lang of langs) {
    await until(async () => (await times(chats[lang], `${people[lang].correction}: Later works ${lang}`)) > 0);
    await until(() => to(addressOf(lang)).length === 3);
  }
  for (const lang of langs) {
    await say(chats[lang], people[lang].pause);
    const reported = to(addressOf(lang)).at(-1);
    if (reported === undefined) throw new Error('nobody was told');
    expect((await post(linkIn(reported, 'meus'), { act: 'pause' })).status).toBe(200);
  }
  announce('works-two', 'via-publica', 'Second works');
  await until(async () => (await (await fetch(`${service.url}/agenda`)).text()).includes('Second works'));
  for (const lang of langs) {
    await say(chats[lang], people[lang].resume);
    const reported = to(addressOf(lang)).at(-1);
    if (reported === undefined) throw new Error('nobody was told');
    const manage = linkIn(reported, 'meus');
    expect((await post(manage, { act: 'resume' })).status).toBe(200);
    expect((await post(manage, { alert: 'facilities', pace: 'at-once' })).status).toBe(200);
  }
  announce('swim-two', 'esports', 'The baths');
  announce('works-three', 'via-publica', 'Third works');
  for (const lang of langs) {
    await until(async () => (await times(chats[lang], `Third works ${lang}`)) > 0);
    await until(() => to(addressOf(lang)).some(({ headers }) => headers.subject === `The baths ${lang}`));
    // What was announced in the pause is no news, and nothing came twice.
    const own = await texts(chats[lang]);
    const reported = ['First works', 'Later works', 'Second works', 'Third works', 'The pool', 'The baths'].map(
      (title) => own.filter((text) => text.includes(`${title} ${lang}**`)).length,
    );
    expect([lang, reported]).toEqual([lang, [1, 1, 0, 1, 0, 0]]);
    expect(
      to(addressOf(lang))
        .map(({ headers }) => headers.subject)
        .slice(1),
    ).toEqual([`First works ${lang}`, `Later works ${lang}`, `The baths ${lang}`]);
  }
});

test('the end is the end, and erases the address with its key and every trace', async () => {
  for (const lang of langs) {
    const ended = to(addressOf(lang)).at(-1);
    if (ended === undefined) throw new Error('nobody was told');
    const oneClick = new URL(/<(.*)>/.exec(ended.headers['list-unsubscribe'] ?? '')?.[1] ?? 'none:').pathname;
    expect((await post(oneClick, 'List-Unsubscribe=One-Click')).status).toBe(200);
    expect((await fetch(`${service.url}${oneClick}`)).status).toBe(404);
    expect(await say(chats[lang], people[lang].end)).toMatch(/no us enviarem més|no le enviaremos más|no more alerts/);
  }
  const before = mail.emails.length;
  announce('works-four', 'via-publica', 'Fourth works');
  announce('swim-three', 'esports', 'The lake');
  await until(async () => (await (await fetch(`${service.url}/agenda`)).text()).includes('The lake'));
  await service.stop();
  service = await startHere(env);
  expect(mail.emails.length).toBe(before);
  for (const lang of langs) {
    const { id, token } = chats[lang];
    expect(await times(resumeConversation(service.url, id, token), `Fourth works ${lang}`)).toBe(0);
  }
  await service.stop();
  const secrets = langs.flatMap((lang) => [addressOf(lang), addressOf(lang).toLowerCase()]);
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    expect([entry.name, secrets.filter((secret) => bytes.includes(secret))]).toEqual([entry.name, []]);
  }
  // Sealed as well, nothing of it can be opened any more.
  const stores = await openStores({ ...readConfig(env, folder.path), mayMake: false, log: createLog() });
  try {
    const sealer = createSealer({ keys: stores.keyring, secret: stores.keyring.derive('sealer') });
    let mails = 0;
    for await (const commit of iterateCommits(stores.store.journal)) {
      const content = JSON.stringify(await sealer.open(commit));
      if (commit.account === '(mail)') mails += 1;
      expect(secrets.some((secret) => content.includes(secret))).toBe(false);
    }
    expect(mails).toBeGreaterThan(10);
  } finally {
    await stores.store.close();
    await stores.keyring.close();
  }
  service = await startHere(env);
});

test('an address that was typed in a chat is asked, and ends with that chat by the button that erases it, and with no other', async () => {
  const address = 'berta@exemple-llunya.cat';
  const asks = async (chat: Conversation, typed: string) => {
    for (const text of ["avisa'm de les obres", 'per correu', 'de seguida', typed]) await say(chat, text);
    return say(chat, 'sí');
  };
  const confirm = async () => {
    const asked = to(address).at(-1);
    if (asked === undefined) throw new Error('nobody was asked');
    const link = linkIn(asked, 'si');
    expect((await post(link)).status).toBe(200);
    return link.split('/').at(-1)?.split('.')[0] ?? '';
  };
  const erase = async (chat: Conversation) => {
    await say(chat, 'esborra les meves dades');
    expect(await say(chat, 'Sí', 'erase:yes')).toMatch(/esborra/);
  };
  const [own, other] = [await openConversation(service.url), await openConversation(service.url)];
  expect(await asks(own, address)).toContain(`Us hem enviat un correu a **${address}**`);
  await until(() => to(address).length === 1);
  await confirm();
  // Somebody else types the address in another way, and erases their own conversation.
  await asks(other, address.replace('berta', 'BERTA'));
  await until(() => to(address).length === 2);
  await erase(other);
  announce('works-five', 'via-publica', 'Fifth works');
  await until(() => to(address).some(({ headers }) => headers.subject === 'Fifth works ca'));
  const reported = to(address).at(-1);
  if (reported === undefined) throw new Error('nobody was told');
  const manage = linkIn(reported, 'meus');
  expect((await fetch(`${service.url}${manage}`)).status).toBe(200);
  await erase(own);
  await until(async () => (await fetch(`${service.url}${manage}`)).status === 404);
  await service.stop();
  const stores = await openStores({ ...readConfig(env, folder.path), mayMake: false, log: createLog() });
  try {
    const sealer = createSealer({ keys: stores.keyring, secret: stores.keyring.derive('sealer') });
    for await (const commit of iterateCommits(stores.store.journal))
      expect(JSON.stringify([commit.events, commit.state, await sealer.open(commit)])).not.toMatch(/berta@/i);
  } finally {
    await stores.store.close();
    await stores.keyring.close();
  }
  service = await startHere(env);
});
