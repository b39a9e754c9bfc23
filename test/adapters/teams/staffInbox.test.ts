import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readActivity } from '../../../adapters/teams/activity.ts';
import { platform } from '../../../adapters/teams/index.ts';
import { isOfStaff, readStaffMessage } from '../../../adapters/teams/staffMessage.ts';
import { PlatformUnreachable } from '../../../src/core/model/errors.ts';
import type { StaffInboxChannel, StaffMessage } from '../../../src/core/ports/staffInbox.ts';
import { parseInboxCommand } from '../../../src/notifications/staffInbox/parseCommand.ts';
import { ana } from '../../contract/adapter/scene.ts';
import { directoryId } from './support/connector.ts';
import { guidOf } from './support/identity.ts';
import { type Json, readXml } from './support/readShown.ts';
import { openWebhook, type WebhookScene } from './support/webhook.ts';

const channel = '19:casos-0123456789abcdef@thread.tacv2';
const settings = { identity: 'single-tenant', appId: guidOf('desk'), directoryId, staff: { channel } };
const ona = { id: '29:ona', name: 'Ona', aadObjectId: guidOf('ona').toUpperCase() };
const bot = `28:${guidOf('desk')}`;
const named = { type: 'mention', mentioned: { id: bot }, text: '<at>Finestreta</at>' };
const { signal } = new AbortController();

let webhook: WebhookScene;
let inboxChannel: StaffInboxChannel;
let received: StaffMessage[];
let answer: () => string | null;

beforeEach(async () => {
  received = [];
  answer = () => null;
  webhook = await openWebhook({
    onStaffMessage: async (words) => {
      received.push(words);
      return answer();
    },
  });
  const { staffInboxChannel } = await webhook.open('desk', settings);
  if (staffInboxChannel === undefined) throw new Error('the account has a place of staff');
  inboxChannel = staffInboxChannel;
});
afterEach(() => webhook.close());

/** What the bot said in a conversation so far. */
const said = (conversation: string) =>
  [...webhook.fake.connector.messages.values()]
    .map(({ activity }) => activity)
    .filter((activity) => activity.conversation.id === conversation);
const openThread = () => inboxChannel.open('7KQ4-M2XB · Oficina', signal);
const inThread = (thread: string, changes: Json): Json =>
  webhook.fake.activity(ana, {
    from: ona,
    conversation: { id: thread, conversationType: 'channel', isGroup: true, tenantId: directoryId },
    ...changes,
  });
const writeIn = (thread: string, changes: Json) => webhook.fake.post('desk', inThread(thread, changes));

describe('a Teams channel as the place of staff', () => {
  test('opens a post for a case, and answers it with plain words that mean nothing else there', async () => {
    const thread = await openThread();
    expect(thread).toMatch(/^19:casos-0123456789abcdef@thread\.tacv2;messageid=\d+$/);
    expect(said(channel).map(({ text }) => readXml(text ?? '').text)).toEqual(['7KQ4-M2XB · Oficina']);
    await inboxChannel.post(thread, 'Ciutadania: **hola** <at>Ona</at>\n[banc](https://a.cat) \u0007', signal);
    const [post] = said(thread);
    const { text, bold, links } = readXml(post?.text ?? '');
    expect(text).toBe('Ciutadania: **hola** <at>Ona</at>\n[banc](https://a.cat)');
    expect([bold, links, post?.recipient]).toEqual([[], [], undefined]);
  });

  test('hands in what is written in a thread, with who wrote it, and answers there', async () => {
    const thread = await openThread();
    answer = () => 'Nota desada.';
    const written = inThread(thread, { text: '<at>Finestreta</at>&nbsp;/note és gran\n', entities: [named] });
    expect((await webhook.fake.post('desk', written)).status).toBe(200);
    expect(received).toEqual([
      {
        ...{ tenant: 'default', inbox: 'desk', channel: 'teams', thread, person: guidOf('ona') },
        ...{ id: written.id, text: '/note és gran', hasFiles: false },
      },
    ]);
    const [reply] = said(thread);
    expect([readXml(reply?.text ?? '').text, reply?.replyToId]).toEqual(['Nota desada.', written.id]);
  });

  test('hands in what does not name the bot, too, and says nothing where nothing is to be said', async () => {
    const thread = await openThread();
    await writeIn(thread, { text: 'Bon dia, ja ho mirem' });
    expect(received.map(({ text }) => text)).toEqual(['Bon dia, ja ho mirem']);
    expect(said(thread)).toEqual([]);
  });

  test('is never taken for citizens: neither words, nor changes, nor buttons, nor what another bot says', async () => {
    const thread = await openThread();
    const hola = { text: '<at>Finestreta</at> hola', entities: [named] };
    await writeIn(thread, hola);
    await writeIn(channel, hola);
    const changed = { ...hola, type: 'messageUpdate', channelData: { eventType: 'editMessage' } };
    await writeIn(thread, changed);
    const pressed = { action: { type: 'Action.Execute', data: { choice: 'entry:padro', label: 'Padró', said: '' } } };
    await writeIn(thread, { type: 'invoke', name: 'adaptiveCard/action', value: pressed });
    await writeIn(thread, { ...hola, from: { id: '28:another', role: 'bot' } });
    expect(received.map(({ thread: of }) => of)).toEqual([thread, null]);
    expect(webhook.received).toEqual([]);
  });

  test('leaves other channels as they were', async () => {
    const elsewhere = '19:casos-0123456789abcdef2@thread.tacv2';
    const hola = { text: '<at>Finestreta</at> hola', entities: [named] };
    await writeIn(`${elsewhere};messageid=1`, hola);
    expect(webhook.received).toHaveLength(1);
    expect(received).toEqual([]);
  });

  test.each([
    ['a file', [{ contentType: 'text/html', content: '<p>mireu</p><attachment id="1"></attachment>' }]],
    ['a picture', [{ contentType: 'text/html', content: '<p>mireu <img src="https://a.cat/1" alt="1"></p>' }]],
    ['words of others', [{ contentType: 'messageReference', content: '{}' }]],
  ])('says so when there is %s beside the words', async (_, attachments) => {
    await writeIn(`${channel};messageid=1`, { text: 'mireu', attachments });
    expect(received).toMatchObject([{ hasFiles: true }]);
  });

  test('takes the HTML copy of the words, and little faces in it, for nothing more', async () => {
    const content = '<p>fet <img itemtype="http://schema.skype.com/Emoji" alt="🙂"></p>';
    await writeIn(`${channel};messageid=1`, { text: 'fet 🙂', attachments: [{ contentType: 'text/html', content }] });
    expect(received).toMatchObject([{ text: 'fet 🙂', hasFiles: false }]);
  });

  test('is no acknowledgement when what was written could not be kept, and the same when it comes again', async () => {
    const written = inThread(`${channel};messageid=1`, { text: 'hola' });
    answer = () => {
      throw new PlatformUnreachable('later');
    };
    expect((await webhook.fake.post('desk', written)).status).toBe(503);
    answer = () => null;
    expect((await webhook.fake.post('desk', written)).status).toBe(200);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  test('acknowledges what was done although the answer is refused for good', async () => {
    const thread = await openThread();
    answer = () => 'Fet.';
    void webhook.fake.connector.fail('desk', { kind: 'status', status: 403, retryAfter: null });
    expect((await writeIn(thread, { text: '/take' })).status).toBe(200);
  });

  test('takes away all that the bot said of a case, also what is gone already', async () => {
    const [thread, other] = [await openThread(), await openThread()];
    for (const text of ['u', 'dos']) await inboxChannel.post(thread, text, signal);
    await inboxChannel.setStatus(thread, 'closed', signal);
    await inboxChannel.remove(thread, signal);
    expect(said(thread)).toEqual([]);
    expect(said(channel)).toHaveLength(1);
    await inboxChannel.remove(thread, signal);
    await inboxChannel.post(other, 'tres', signal);
    expect(said(other)).toHaveLength(1);
  });

  test('says nothing more in a channel that is the place no more', async () => {
    const refused = { code: 'platform.refused', retryAt: null };
    await expect(inboxChannel.post('19:old@thread.tacv2;messageid=1', 'hola', signal)).rejects.toMatchObject(refused);
    expect(webhook.fake.connector.messages.size).toBe(0);
  });
});

describe('what is written, without the name of the bot', () => {
  const wordsOf = (changes: Json) => {
    const { activity } = readActivity(inThread(`${channel};messageid=1`, changes));
    return (activity && readStaffMessage(activity, channel)?.text) ?? '';
  };
  const pau = { type: 'mention', mentioned: { id: '29:pau' }, text: '<at>Pau Vila</at>' };

  test.each<[string, Json, string]>([
    ['a colleague in a command', { text: '/transfer <at>Pau Vila</at>', entities: [pau] }, '/transfer @PauVila'],
    ['a colleague in words', { text: 'Us truca <at>Pau Vila</at>', entities: [pau] }, 'Us truca Pau Vila'],
    ['the name as typed', { text: '@finestreta: /note hola' }, '/note hola'],
    ['the name without a sign', { text: 'Finestreta, /take' }, '/take'],
    ['a mention that nobody explains', { text: '<at>Finestreta</at> /take' }, '/take'],
    ['the name in an answer', { text: 'Finestreta és el nom / del servei' }, 'Finestreta és el nom / del servei'],
  ])('%s', (_, changes, text) => {
    expect(wordsOf(changes)).toBe(text);
  });

  test('whatever begins with a slash, wherever the bot is named, is never sent', () => {
    const before = fc.array(
      fc.constantFrom('<at>Finestreta</at>', '@Finestreta', 'Finestreta', ' ', '&nbsp;', '\u200b', '\n'),
      { maxLength: 3 },
    );
    const slash = fc.constantFrom('/', '//', '/ ', '／', '\\');
    fc.assert(
      fc.property(before, slash, fc.string({ unit: 'grapheme' }), fc.boolean(), (names, sign, rest, explained) => {
        const text = `${names.join(' ')}${names.length > 0 ? ' ' : ''}${sign}${rest}`;
        const words = wordsOf({ text, entities: explained ? [named] : [] });
        expect(parseInboxCommand(words).kind).not.toBe('reply');
      }),
    );
  });
});

test('believes none of the other channels of the Bot Framework, where clients say who they are', () => {
  const isReceived = (changes: Json) => {
    const { activity } = readActivity(inThread(`${channel};messageid=1`, changes));
    return activity !== null && isOfStaff(activity, channel);
  };
  expect([isReceived({}), isReceived({ channelId: 'directline' })]).toEqual([true, false]);
});

test('settings name a channel by its id, as a link has it or as it is, and only with an identity', () => {
  const inLink = { ...settings, staff: { channel: '19%3acasos-0123456789abcdef%40thread.tacv2' } };
  expect(platform.readSettings(inLink)).toMatchObject({ staff: { channel } });
  expect(() => platform.readSettings({ ...settings, staff: { channel: 'casos' } })).toThrow(/staff.channel/);
  expect(() => platform.readSettings({ identity: 'none', staff: { channel } })).toThrow(/staff/);
});
