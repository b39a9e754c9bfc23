import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isPublicHttps } from '../../../adapters/teams/cloud.ts';
import type { FileRef } from '../../../src/core/model/message.ts';
import { ana, pau } from '../../contract/adapter/scene.ts';
import { samples } from '../webchat/support/samples.ts';
import { consentType, openTeams } from './support/fakeTeams.ts';
import { openWebhook, type WebhookScene } from './support/webhook.ts';

let webhook: WebhookScene;
beforeEach(async () => {
  webhook = await openWebhook();
  await webhook.open('desk');
});
afterEach(() => webhook.close());

const inline = (contentUrl: string) => ({ contentType: 'image/png', contentUrl });
const download = (downloadUrl: unknown) => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  name: 'full.pdf',
  content: { downloadUrl },
});

/** Sends attachments; resolves to the files that reached the engine. */
async function arriving(...attachments: readonly unknown[]) {
  const response = await webhook.fake.post('desk', webhook.fake.activity(ana, { text: 'Mireu', attachments }));
  expect(response.status).toBe(200);
  const content = webhook.received.at(-1)?.inbound.content;
  if (content?.kind !== 'files') throw new Error(`files expected, not ${content?.kind}`);
  expect(content.text).toBe('Mireu');
  return content.files;
}

describe('what people send', () => {
  test('is fetched with the bot’s token from the service that brought the message, and from nowhere else', async () => {
    const { connector } = webhook.fake;
    connector.downloads.set('a', samples.png);
    const other = await openTeams();
    try {
      other.connector.downloads.set('a', samples.png);
      await arriving(
        inline(`${connector.serviceUrl}v3/attachments/a/views/original`),
        inline(`${other.connector.url}/download/a`),
      );
      expect(connector.asked.filter(({ path }) => path.includes('attachments')).map(({ token }) => token)).toEqual([
        'token-of-desk',
      ]);
      expect(other.connector.asked.map(({ token }) => token)).toEqual([null]);
    } finally {
      await other.close();
    }
  });

  test.each<[string, unknown]>([
    ['is gone', download('{url}/download/gone')],
    ['has no address', download(null)],
    ['has a strange address', inline('not an address')],
    ['lies on a machine inside', download('http://169.254.169.254/latest/meta-data')],
    ['is of a kind that is not taken', download('{url}/download/exe')],
    ['is too large', download('{url}/download/large')],
  ])('and %s is left out; the words arrive all the same', async (_name, attachment) => {
    const { connector } = webhook.fake;
    connector.downloads.set('exe', Buffer.from('MZ…'));
    connector.downloads.set('large', Buffer.concat([samples.pdf, Buffer.alloc(10 * 1024 * 1024)]));
    connector.downloads.set('good', samples.pdf);
    const filled = JSON.parse(JSON.stringify(attachment).replace('{url}', connector.url));
    const files = await arriving(filled, download(`${connector.url}/download/good`));
    expect(files).toMatchObject([{ name: 'full.pdf', type: 'application/pdf' }]);
  });

  test('cards and the HTML copy of a text are no files', async () => {
    const attachments = [
      { contentType: 'text/html', content: '<p>Hola</p>' },
      { contentType: 'application/vnd.microsoft.card.adaptive', content: {} },
    ];
    await webhook.fake.post('desk', webhook.fake.activity(ana, { text: 'Hola', attachments }));
    expect(webhook.received.at(-1)?.inbound.content).toEqual({ kind: 'text', text: 'Hola' });
  });

  test.each([
    ['https://contoso-my.sharepoint.com/a?b=c', true],
    ['http://contoso-my.sharepoint.com/a', false],
    ['https://127.0.0.1/a', false],
    ['https://[::1]/a', false],
    ['https://2130706433/a', false],
    ['https://localhost/a', false],
    ['https://intranet/a', false],
    ['https://files.prat.internal/a', false],
    ['https://contoso.com:8443/a', false],
    ['https://user:password@contoso.com/a', false],
  ])('%s is fetched: %s', (url, fetched) => {
    expect(isPublicHttps(new URL(url))).toBe(fetched);
  });
});

describe('what the bot sends', () => {
  const pdf: FileRef = { id: 'f', name: 'certificat [1].pdf', type: 'application/pdf', size: samples.pdf.length };
  const png: FileRef = { id: 'p', name: 'mapa.png', type: 'image/png', size: samples.png.length };

  async function send(surface: 'private' | 'public', file: FileRef, channelId = 'msteams') {
    const { fake, channel } = webhook;
    const entities = [{ type: 'mention', mentioned: { id: fake.activity(ana, {}).recipient.id }, text: '' }];
    const serviceUrl = fake.connector.serviceUrl;
    await fake.post('desk', fake.activity({ ...ana, surface }, { text: 'Hola', entities }));
    const { account, platformConversation, address } = webhook.received.at(-1) ?? {};
    const conversation = `desk ${platformConversation}`;
    webhook.blobs.set(`${conversation} ${file.id}`, file === pdf ? samples.pdf : samples.png);
    const message = { text: 'Teniu', markup: 'markdown', choices: [], files: [file], locale: 'ca' } as const;
    const signal = new AbortController().signal;
    const whole = { ...(address as object), channelId, serviceUrl };
    if (!account) throw new Error('nothing was received');
    await channel.send?.({ account, conversation, address: whole, message, idempotencyKey: 'k', signal });
    return [...fake.connector.messages.values()].at(-1)?.activity;
  }

  test('a picture travels inside the message, everywhere', async () => {
    for (const surface of ['private', 'public'] as const) {
      const sent = await send(surface, png);
      expect(sent?.attachments).toEqual([
        { contentType: 'image/png', name: 'mapa.png', contentUrl: expect.stringMatching(/^data:image\/png;base64,/) },
      ]);
    }
  });

  test.each([
    ['a public place', 'public', 'msteams'],
    ['a channel other than Teams', 'private', 'webchat'],
  ] as const)('a document in %s is a link that reveals nothing', async (_name, surface, channelId) => {
    const sent = await send(surface, pdf, channelId);
    const link = /https?:\/\/[^")]+/.exec(sent?.text ?? '')?.[0] ?? '';
    expect(sent?.text).toContain('certificat');
    const response = await fetch(link);
    expect(Buffer.from(await response.arrayBuffer()).equals(samples.pdf)).toBe(true);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    const [path = '', signature = ''] = link.split('.').slice(-2);
    const payload = path.slice(path.lastIndexOf('/') + 1);
    const other = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"f":"f"', '"f":"p"'));
    expect((await fetch(link.replace(payload, other.toString('base64url')))).status).toBe(404);
    expect((await fetch(link.replace(signature, ''))).status).toBe(404);
    webhook.blobs.clear();
    expect((await fetch(link)).status).toBe(404);
  });

  test('a document in a chat is brought to the OneDrive of the person to whom it was offered, and to no other', async () => {
    const { fake } = webhook;
    let offer: unknown = null;
    const accept = fake.connector.onMessage;
    fake.connector.onMessage = async (sent) => {
      const card = sent.activity.attachments?.find(({ contentType }) => contentType === consentType);
      if (card) offer = card.content.acceptContext;
    };
    await send('private', pdf);
    expect(offer).not.toBeNull();
    fake.connector.onMessage = accept;
    const consentOf = (seat: typeof ana, context: unknown, uploadUrl = `${fake.connector.url}/upload/x`) => {
      const uploadInfo = { name: 'n', contentUrl: 'c', uploadUrl, uniqueId: 'x', fileType: 'pdf' };
      const value = { type: 'fileUpload', action: 'accept', context, uploadInfo };
      return fake.post('desk', fake.activity(seat, { type: 'invoke', name: 'fileConsent/invoke', value }));
    };
    expect((await consentOf(pau, offer)).status).toBe(404);
    expect((await consentOf(ana, { file: 'e30.AAAA' })).status).toBe(404);
    expect((await consentOf(ana, offer, 'http://169.254.169.254/')).status).toBe(404);
    expect(fake.connector.uploads.size).toBe(0);
    expect((await consentOf(ana, offer)).status).toBe(200);
    expect(Buffer.from(fake.connector.uploads.get('x') ?? []).equals(samples.pdf)).toBe(true);
  });

  test('a file that the person does not want is left where it is', async () => {
    const value = { type: 'fileUpload', action: 'decline', context: {} };
    const body = webhook.fake.activity(ana, { type: 'invoke', name: 'fileConsent/invoke', value });
    expect((await webhook.fake.post('desk', body)).status).toBe(200);
    expect(webhook.received).toEqual([]);
  });
});

describe('a thread whose first message was deleted', () => {
  const gone = { kind: 'status', status: 404, retryAfter: null } as const;

  async function answer(conversationType: string, id: string) {
    const { fake, channel } = webhook;
    await fake.post('desk', fake.activity(ana, { text: 'Hola' }));
    const { account, address } = webhook.received.at(-1) ?? {};
    if (!account) throw new Error('nothing was received');
    const there = { ...(address as { conversation: object }) };
    const whole = { ...there, conversation: { ...there.conversation, id, conversationType } };
    const message = { text: 'Bon dia', markup: 'markdown', choices: [], files: [], locale: 'ca' } as const;
    const signal = new AbortController().signal;
    return channel.send?.({ account, conversation: 'c', address: whole, message, idempotencyKey: 'k', signal });
  }

  test('leaves the answer to its channel', async () => {
    const met = webhook.fake.connector.fail('desk', gone);
    await answer('channel', '19:plaza@thread.tacv2;messageid=17');
    await met;
    expect([...webhook.fake.connector.messages.values()].at(-1)?.activity).toMatchObject({
      conversation: { id: '19:plaza@thread.tacv2' },
    });
  });

  test('and a chat of a person that is gone is refused', async () => {
    void webhook.fake.connector.fail('desk', gone);
    await expect(answer('personal', 'a:ana-and-desk')).rejects.toMatchObject({ code: 'platform.refused' });
    expect(webhook.fake.connector.messages.size).toBe(0);
  });
});

describe('what is not kept of a message', () => {
  const contentOf = async (changes: object) => {
    await webhook.fake.post('desk', webhook.fake.activity(ana, { ...changes }));
    return webhook.received.at(-1)?.inbound.content;
  };

  test('is named with its reason', async () => {
    const { connector } = webhook.fake;
    connector.downloads.set('exe', Buffer.from('MZ…'));
    const attachments = [download(`${connector.url}/download/exe`), download(`${connector.url}/download/nothing`)];
    expect(await contentOf({ text: '', attachments })).toEqual({
      ...{ kind: 'files', files: [], text: '' },
      notKept: [
        { what: 'file', why: 'file-type' },
        { what: 'file', why: 'failed' },
      ],
    });
    webhook.kept.refusal = 'quota';
    connector.downloads.set('good', samples.pdf);
    expect(await contentOf({ text: '', attachments: [download(`${connector.url}/download/good`)] })).toMatchObject({
      notKept: [{ what: 'file', why: 'quota' }],
    });
  });

  test('is counted beyond ten files', async () => {
    const { connector } = webhook.fake;
    connector.downloads.set('good', samples.pdf);
    const attachments = Array.from({ length: 12 }, () => download(`${connector.url}/download/good`));
    expect(await contentOf({ text: '', attachments })).toMatchObject({
      notKept: [
        { what: 'file', why: 'too-many' },
        { what: 'file', why: 'too-many' },
      ],
    });
  });

  test('is said of a card or a picture from the keyboard without words', async () => {
    const attachments = [{ contentType: 'text/html', content: '<img itemtype="http://schema.skype.com/Giphy">' }];
    expect(await contentOf({ text: '', attachments })).toEqual({
      ...{ kind: 'files', files: [], text: '' },
      notKept: [{ what: 'other', why: 'unsupported' }],
    });
  });
});
