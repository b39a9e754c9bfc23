import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { platform } from '../../../adapters/telegram/index.ts';
import { until } from '../../contract/coordination/until.ts';
import { accountWith } from '../../support/account.ts';
import { type Desk, type DeskOptions, openDesk, token } from './support/desk.ts';
import { messageIn, privateChat, says, update } from './support/people.ts';

const ana = privateChat(11);
const png = Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1');
let made: Desk | null = null;

async function desk(options: DeskOptions = {}): Promise<Desk> {
  made = await openDesk(options);
  return made;
}

afterEach(() => made?.close());

describe('an account that is opened', () => {
  test('says who it is and where people find it', async () => {
    const { bot, open } = await desk();
    expect((await open()).identity).toEqual({
      id: String(bot.id),
      name: `@${bot.username}`,
      profile: `https://t.me/${bot.username}`,
      start: `https://t.me/${bot.username}?start={code}`,
    });
  });

  test('shows its commands in three languages, and to all others in its own', async () => {
    const { bot, open } = await desk();
    await open();
    const calls = await bot.seen('setMyCommands', 4);
    const ca = [{ command: 'ajuda', description: 'Què puc fer' }];
    expect(calls.map(({ payload }) => payload)).toEqual([
      { commands: ca },
      { commands: ca, language_code: 'ca' },
      { commands: [{ command: 'ayuda', description: 'Qué puedo hacer' }], language_code: 'es' },
      { commands: [{ command: 'help', description: 'What I can do' }], language_code: 'en' },
    ]);
  });

  test('works without its menu, and says so', async () => {
    const { bot, open, texts, log } = await desk();
    bot.alwaysFault(/^setMyCommands$/, { kind: 'status', status: 400, description: 'no', parameters: {} });
    await open();
    await until(() => log.lines.some(({ message }) => message.includes('menu')));
    await bot.bring(says(ana, 'one'));
    await until(() => texts().length > 0);
  });
});

describe('what goes wrong is told without what nobody may see', () => {
  const hides = async (work: Promise<unknown>, code: string) => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code });
    const all = inspect(error, { depth: 20, showHidden: true, maxStringLength: null });
    expect(all).not.toContain(token.split(':')[1]);
    expect(all).not.toContain('private words');
    return error;
  };

  test('a token that Telegram does not know', async () => {
    const { open } = await desk({ token: '43:a-token-that-nobody-may-see' });
    expect(await hides(open(), 'platform.refused')).toMatchObject({ message: expect.stringContaining('@BotFather') });
  });

  test('a server that is not there', async () => {
    const settings = platform.readSettings({ apiRoot: 'http://127.0.0.1:9' });
    const { channel } = await desk();
    const account = () => accountWith({ channel: 'telegram' });
    await hides(channel.identify({ account, secrets: { token }, settings, failed: () => {} }), 'platform.unreachable');
  });

  test.each([
    [403, 'Forbidden: bot was blocked by the user', /blocked/],
    [400, 'Bad Request: message "private words" is too long', /too large/],
    [400, 'Bad Request: private words', /status 400/],
    [413, 'Request Entity Too Large: private words', /too large/],
  ])('a message refused with %d', async (status, description, reason) => {
    const { bot, open, send } = await desk();
    await open();
    bot.alwaysFault(/^sendMessage$/, { kind: 'status', status, description, parameters: {} });
    const sending = send({ chat: 11, thread: null, replyTo: null }, { text: 'private words' });
    expect(await hides(sending, 'platform.refused')).toMatchObject({ message: expect.stringMatching(reason) });
  });
});

describe('a file that a person sends', () => {
  const photo = (file_size: number) =>
    update(messageIn(ana, { photo: [{ file_id: 'photos/1.png', file_unique_id: 'u1', file_size }], caption: 'mireu' }));

  async function take({ bot, taken }: Desk, file_size: number) {
    await bot.bring(photo(file_size));
    await until(() => taken.length > 0);
    return taken[0]?.inbound.content;
  }

  test('is sealed, and named after its message where it has no name', async () => {
    const own = await desk();
    await own.open();
    own.bot.files.set('photos/1.png', png);
    const content = await take(own, png.length);
    expect(content).toMatchObject({
      kind: 'files',
      text: 'mireu',
      files: [{ name: expect.stringMatching(/^\d+\.png$/), type: 'image/png', size: png.length }],
    });
    expect(own.sealed()).toEqual([png]);
  });

  test('is asked for again while the platform does not answer', async () => {
    const own = await desk();
    await own.open();
    own.bot.files.set('photos/1.png', png);
    void own.bot.problem(/^getFile$/, {
      kind: 'status',
      status: 429,
      description: 'x',
      parameters: { retry_after: 0 },
    });
    void own.bot.problem(/^getFile$/, {
      kind: 'status',
      status: 502,
      description: 'x',
      parameters: { retry_after: 0 },
    });
    expect(await take(own, png.length)).toMatchObject({ files: [{ size: png.length }] });
  });

  test.each([
    ['too large, as the platform says', 2_000_000, png, 'too-large'],
    ['too large, as it turns out', 10, Buffer.concat([png, Buffer.alloc(1_000_000)]), 'too-large'],
    ['of a kind that is not taken', 10, Buffer.from('PK\x03\x04'), 'file-type'],
    ['that the platform does not give', 10, null, 'failed'],
  ])('%s, is answered as one that was not kept', async (_name, size, bytes, why) => {
    const own = await desk({ fileBytes: 1_000_000 });
    await own.open();
    if (bytes !== null) own.bot.files.set('photos/1.png', bytes);
    expect(await take(own, size)).toEqual({
      ...{ kind: 'files', files: [], text: 'mireu' },
      notKept: [{ what: 'photo', why }],
    });
    expect(own.sealed()).toEqual([]);
  });

  test.each(['quota', 'no-space'] as const)('is not even fetched where nothing more is kept: %s', async (refusal) => {
    const own = await desk();
    await own.open();
    own.kept.refusal = refusal;
    own.bot.files.set('photos/1.png', png);
    expect(await take(own, png.length)).toMatchObject({ files: [], notKept: [{ what: 'photo', why: refusal }] });
    expect(own.bot.calls.filter(({ method }) => method === 'getFile')).toEqual([]);
  });
});

describe('an album', () => {
  const item = (file: string, caption?: string) =>
    update(
      messageIn(ana, {
        ...{ photo: [{ file_id: file, file_unique_id: file, file_size: png.length }], media_group_id: 'g1' },
        ...(caption !== undefined && { caption }),
      }),
    );

  test('that arrives together is one message, with the words of whichever file has them', async () => {
    const own = await desk();
    for (const name of ['1.png', '2.png', '3.png']) own.bot.files.set(name, png);
    await own.bot.bringAll([item('1.png'), item('2.png', 'un forat'), item('gone.png'), says(ana, 'i prou')]);
    await own.open();
    await until(() => own.taken.length === 2);
    expect(own.taken.map(({ inbound }) => inbound.content)).toMatchObject([
      {
        ...{ kind: 'files', text: 'un forat', album: expect.stringMatching(/^[\w-]{22}$/) },
        files: [{ type: 'image/png' }, { type: 'image/png' }],
        notKept: [{ what: 'photo', why: 'failed' }],
      },
      { kind: 'text', text: 'i prou' },
    ]);
    await own.bot.until(() => own.bot.unconfirmed().length === 0);
  });

  test('that arrives in pieces is known as one', async () => {
    const own = await desk();
    for (const name of ['1.png', '2.png']) own.bot.files.set(name, png);
    await own.open();
    await own.bot.bring(item('1.png'));
    await until(() => own.taken.length === 1);
    await own.bot.bring(item('2.png'));
    await until(() => own.taken.length === 2);
    const albums = own.taken.map(({ inbound: { content } }) => (content.kind === 'files' ? content.album : null));
    expect(albums[0]).toEqual(expect.any(String));
    expect(albums[1]).toBe(albums[0]);
  });
});

test('loading the folder loads no library of the platform', () => {
  const script = `
    await import('./adapters/telegram/index.ts');
    const { createRequire } = await import('node:module');
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('telegraf'));
    const before = loaded();
    await import('telegraf');
    console.log(JSON.stringify([before, loaded()]));`;
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const options = { cwd: root, encoding: 'utf8' as const, env: { PATH: process.env.PATH ?? '' } };
  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', script], options)).toBe('[false,true]\n');
});
