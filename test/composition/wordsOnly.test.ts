import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bot } from '../../src/composition/bot.ts';
import { openBot } from '../../src/composition/openBot.ts';
import { readConfig } from '../../src/config.ts';
import { openReadingThread, type ReadingThread } from '../../src/content/reading/readingThread.ts';
import type { Event } from '../../src/core/model/event.ts';
import { type Meaning, meaningOff } from '../../src/language/meaning/meaning.ts';
import { readModelId, shippedModel } from '../../src/language/meaning/modelFile.ts';
import { accountWith } from '../support/account.ts';
import { createLog } from '../support/log.ts';
import { learntDir, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

const folders: ReturnType<typeof temporaryFolder>[] = [];
const bots: Bot[] = [];
const log = createLog();
afterAll(async () => {
  for (const bot of bots) await bot.close();
  for (const folder of folders) folder.remove();
});

/** The bot with the content that ships. */
async function openShippedTown(deps: { readonly meaning?: Meaning; readonly reading?: ReadingThread }): Promise<Bot> {
  const folder = temporaryFolder();
  folders.push(folder);
  const dialogs = fileURLToPath(new URL('../../dialogs', import.meta.url));
  const env = { DATA_DIR: 'data', DIALOGS_DIR: dialogs, LEARNT_DIR: learntDir, PORT: '0' };
  const bot = await openBot(readConfig(env, folder.path), {
    log,
    purpose: 'service',
    publicUrl: 'http://localhost',
    observe: () => {},
    observeDelivery: () => {},
    ...deps,
  });
  bots.push(bot);
  // What tells kinds is learnt last; a reload comes after it.
  await bot.conversations.knowledge.reload();
  return bot;
}

let said = 0;
/** Says something, and gives what was answered and what happened. */
async function say({ conversations, stores }: Bot, person: string, text: string) {
  said += 1;
  const { conversation, revision } = await conversations.engine.receive({
    account: accountWith({ id: 'web' }),
    platformConversation: person,
    surface: 'private',
    person: null,
    address: person,
    inbound: { id: `m${said}`, content: { kind: 'text', text }, localeHint: null },
  });
  const [commit] = await stores.journal.read(conversation, revision - 1, 1);
  const content = commit === undefined ? null : await conversations.sealer.open(commit);
  const events = commit?.events ?? [];
  const find = <T extends Event['type']>(type: T) =>
    (events.find((event) => event.type === type) ?? null) as Extract<Event, { type: T }> | null;
  return { text: (content?.outbound ?? []).map((each) => each.text).join('\n'), find };
}

/** A model that the content was learnt with, whose threads end over every message. */
const failingMeaning = (): Meaning => ({ ...meaningOff(), modelId: readModelId(shippedModel), isReady: () => true });

describe.each([
  ['without sentence vectors', () => ({})],
  ['with vectors of which messages get none', () => ({ meaning: failingMeaning() })],
])('%s', (_, deps) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await openShippedTown(deps());
  });

  test.each([
    ['com em puc empadronar al Prat?', 'padro.alta'],
    ['qué horario tiene la biblioteca', 'cultura.biblioteques'],
    ['I want a parking permit for residents', 'mobilitat.zona-blava'],
  ])('a question is answered: %s', async (text, entry) => {
    const { find } = await say(bot, text, text);
    expect(find('message.received')?.understanding?.voice).toBe('words');
    const found = find('question.answered')?.entry ?? find('question.clarified')?.entries;
    expect([found].flat()).toContain(entry);
  });

  test('a question that goes on about the last one stays with it', async () => {
    const first = await say(bot, 'ann', 'com em puc empadronar?');
    expect(first.find('question.answered')?.entry).toBe('padro.alta');
    const { find } = await say(bot, 'ann', 'i quins papers calen?');
    expect(find('message.resolved')?.move).toBe('follow');
    expect(find('question.answered')).toMatchObject({ entry: 'padro.alta', aspect: 'documents' });
  });

  test.each([
    ['vull morir', '024'],
    ['mi marido me pega', '016'],
    ['there is a fire in my house', '112'],
  ])('somebody in danger is told whom to call, and staff are alerted: %s', async (text, number) => {
    const answer = await say(bot, text, text);
    expect(answer.text).toContain(number);
    expect(answer.find('danger.seen')).toMatchObject({ level: 'alarm', voice: 'words' });
    expect(answer.find('case.opened')).toMatchObject({ kind: 'emergency' });
  });

  test('something broken opens a case, with the place that is told next', async () => {
    const first = await say(bot, 'ben', 'hi ha un fanal trencat al meu carrer, no fa llum');
    const { find } = await say(bot, 'ben', 'al carrer Major, 10');
    const opened = [first.find('case.opened'), find('case.opened')].filter((each) => each !== null);
    expect(opened).toEqual([expect.objectContaining({ kind: 'incident' })]);
  });

  test('who wants a person gets to one', async () => {
    const { find } = await say(bot, 'cat', 'vull parlar amb una persona');
    expect(find('case.opened')).toMatchObject({ kind: 'person' });
  });
});

test('a conversation goes on where the thread that reads it dies in the middle', async () => {
  const script = new URL('../support/mortalReader.ts', import.meta.url);
  const reading = openReadingThread({ log, script, restartMs: 1, limitMs: 60_000 });
  const bot = await openShippedTown({ reading });
  await until(reading.isReady);
  const answered = async (text: string) => (await say(bot, 'ann', text)).find('question.answered');
  expect(await answered('com em puc empadronar?')).toMatchObject({ entry: 'padro.alta' });
  expect(reading.counts().outcomes).toMatchObject({ late: 0, thread: 1 });
  // The thread dies of this one; it is understood all the same.
  expect((await say(bot, 'ann', 'hi ha foc a la cuina, ajuda, em quedo en sec')).text).toContain('112');
  expect(await answered('com em puc empadronar aquí?')).toMatchObject({ entry: 'padro.alta' });
  await until(reading.isReady);
  const before = reading.counts().outcomes.thread;
  expect(await answered('quin horari té la biblioteca?')).toMatchObject({ entry: 'cultura.biblioteques' });
  expect(reading.counts().outcomes.thread).toBeGreaterThan(before);
  await reading.close();
});
