import { createTeamsPlatform } from '../../../../adapters/teams/platform.ts';
import type { AdapterFixture, FakePlatform, Seat, Shown } from '../../../contract/adapter/fixture.ts';
import { type Connector, directoryId, openConnector, secretOf } from './connector.ts';
import { bearer, guidOf, issuer } from './identity.ts';
import { inputsOf, type Json, readCard, readXml, type SentAttachment } from './readShown.ts';

let current = '';

/** The cloud that is open at the moment. */
export const testCloud = {
  issuer,
  audience: 'https://audience.teams.test',
  get openIdMetadata() {
    return `${current}/openid`;
  },
  get login() {
    return current;
  },
  get service() {
    return `${current}/service/`;
  },
  mayReach: (url: URL) => url.origin === current,
};

export const consentType = 'application/vnd.microsoft.teams.card.file.consent';
const infoType = 'application/vnd.microsoft.teams.card.file.info';
const cardType = 'application/vnd.microsoft.card.adaptive';

/** Teams with the people on it. */
export interface FakeTeams extends FakePlatform {
  readonly connector: Connector;
  /** Sends an activity as the channel service does; resolves to the answer. */
  post(account: string, activity: Json, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** An activity of a person at a seat. */
  activity(seat: Seat, changes: Json): Json;
}

export async function openTeams(): Promise<FakeTeams> {
  const connector = await openConnector();
  current = connector.url;
  const newest = new Map<string, Json>();
  /** What became of a card once a button of it was pressed. */
  const replaced = new Map<string, Json>();
  let service = '';
  let made = 0;

  const botOf = (account: string) => `28:${guidOf(account)}`;
  const conversationOf = ({ account, person, surface }: Seat) =>
    surface === 'public' ? `19:square-of-${account}@thread.v2` : `a:${person}-and-${account}`;

  function activity(seat: Seat, changes: Json): Json {
    made += 1;
    const shared = seat.surface === 'public';
    return {
      type: 'message',
      id: `in-${made}`,
      timestamp: new Date(1_700_000_000_000 + made).toISOString(),
      serviceUrl: connector.serviceUrl,
      channelId: 'msteams',
      from: { id: `29:${seat.person}`, name: seat.person },
      recipient: { id: botOf(seat.account), name: 'Finestreta' },
      conversation: {
        id: conversationOf(seat),
        conversationType: shared ? 'groupChat' : 'personal',
        tenantId: directoryId,
        ...(shared && { isGroup: true }),
      },
      locale: 'ca-ES',
      channelData: { tenant: { id: directoryId } },
      ...changes,
    };
  }

  async function post(account: string, body: Json, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    newest.set(account, body);
    const authorization = bearer({ appId: guidOf(account), serviceUrl: body.serviceUrl });
    const response = await fetch(`${service}/api/messages/${account}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: authorization, ...headers },
      body: JSON.stringify(body),
    });
    return response;
  }

  /** A text that mentions the bot where others read. */
  function written(seat: Seat, text: string): Json {
    if (seat.surface === 'private') return { text, textFormat: 'plain' };
    const mention = { type: 'mention', mentioned: { id: botOf(seat.account) }, text: '<at>Finestreta</at>' };
    return { text: `<at>Finestreta</at> ${text}\n`, textFormat: 'plain', entities: [mention] };
  }

  async function announce(seat: Seat, changes: Json): Promise<string> {
    const whole = activity(seat, changes);
    await (await post(seat.account, whole)).arrayBuffer();
    return whole.id;
  }

  const sentTo = (seat: Seat) =>
    [...connector.messages.values()].filter(
      ({ account, activity: sent }) => account === seat.account && sent.conversation.id === conversationOf(seat),
    );

  /** Accepts every file that the bot offers, before the offer is even acknowledged. */
  connector.onMessage = async ({ id, account, activity: sent }) => {
    for (const offer of (sent.attachments ?? []).filter(({ contentType }) => contentType === consentType)) {
      const person = sent.recipient.id.slice('29:'.length);
      const uploadInfo = {
        name: offer.name,
        contentUrl: 'https://city-my.sharepoint.test/file',
        uploadUrl: `${connector.url}/upload/${id}`,
        uniqueId: id,
        fileType: 'pdf',
      };
      const value = { type: 'fileUpload', action: 'accept', context: offer.content.acceptContext, uploadInfo };
      const seat: Seat = { account, person, surface: 'private' };
      const consent = activity(seat, { type: 'invoke', name: 'fileConsent/invoke', value });
      const answer = await post(account, consent);
      if (answer.status !== 200) throw new Error(`the consent was answered with ${answer.status}`);
    }
  };

  const fileOf = ({ name = '', contentType, contentUrl = '', content }: SentAttachment): Shown['files'] => {
    if (contentType === infoType) return [{ name, bytes: connector.uploads.get(content.uniqueId) ?? new Uint8Array() }];
    const inline = /^data:image\/\w+;base64,(.*)$/.exec(contentUrl)?.[1];
    return inline === undefined ? [] : [{ name, bytes: Buffer.from(inline, 'base64') }];
  };

  function show({ id, activity: sent }: ReturnType<typeof sentTo>[number]): Shown {
    const files = (sent.attachments ?? []).flatMap(fileOf);
    const card = replaced.get(id) ?? sent.attachments?.find(({ contentType }) => contentType === cardType)?.content;
    if (!card) return { id, ...readXml(sent.text ?? ''), buttons: [], files };
    const { buttons, ...reading } = readCard(card);
    return { id, ...reading, buttons: buttons.map(({ title }) => title), files };
  }

  return {
    connector,
    post,
    activity,
    account: (name, secret) => ({
      settings: { identity: 'single-tenant', appId: guidOf(name), directoryId },
      secrets: { clientSecret: secret === 'right' ? secretOf(name) : `wrong-secret-of-${name}` },
    }),
    serve(url) {
      service = url;
    },
    say: (seat, text) => announce(seat, written(seat, text)),
    chatter: async (seat, text) => void (await announce(seat, { text })),
    reply: null,
    async press(seat, label) {
      const pressed = sentTo(seat)
        .reverse()
        .flatMap(({ id, activity: sent }) => {
          const card = sent.attachments?.find(({ contentType }) => contentType === cardType)?.content;
          const button = card && readCard(card).buttons.find(({ title }) => title === label);
          return button ? [{ id, card, button }] : [];
        })[0];
      if (!pressed) throw new Error(`nobody sees a button "${label}"`);
      const { id, card, button } = pressed;
      const action = { type: button.type, verb: button.verb, data: { ...button.data, ...inputsOf(card) } };
      const whole = {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: id,
        value: { action, trigger: 'manual' },
      };
      const response = await post(seat.account, activity(seat, whole));
      const answer = response.ok ? ((await response.json()) as Json) : null;
      if (answer?.statusCode === 200) replaced.set(id, answer.value);
    },
    async sendFile(seat, { name, type, bytes }, caption) {
      made += 1;
      const id = `file-${made}`;
      connector.downloads.set(id, bytes);
      const attachment = type.startsWith('image/')
        ? { contentType: 'image/*', contentUrl: `${connector.serviceUrl}v3/attachments/${id}/views/original` }
        : {
            contentType: 'application/vnd.microsoft.teams.file.download.info',
            contentUrl: 'https://city-my.sharepoint.test/file',
            name,
            content: { downloadUrl: `${connector.url}/download/${id}`, uniqueId: id, fileType: 'pdf' },
          };
      const copy = { contentType: 'text/html', content: '<div>…</div>' };
      await announce(seat, { ...written(seat, caption), attachments: [attachment, copy] });
    },
    async edit(seat, message, text) {
      const channelData = { eventType: 'editMessage', tenant: { id: directoryId } };
      await announce(seat, { ...written(seat, text), type: 'messageUpdate', id: message, channelData });
    },
    redeliver: async (account) => void (await (await post(account, newest.get(account))).arrayBuffer()),
    async sayBackwards(seat, first, second) {
      const [early, late] = [activity(seat, written(seat, first)), activity(seat, written(seat, second))];
      await post(seat.account, late);
      await post(seat.account, early);
    },
    shown: (seat) => sentTo(seat).filter(isSeen).map(show),
    typings: (seat) =>
      connector.typings.filter(
        ({ account, activity: sent }) => account === seat.account && sent.conversation.id === conversationOf(seat),
      ).length,
    fail: connector.fail,
    failTyping: (account) => void connector.deafToTyping.add(account),
    close: connector.close,
  };
}

/** A question about a file alone is none of the messages. */
function isSeen({ activity }: { activity: { text?: string; attachments?: readonly SentAttachment[] } }): boolean {
  const { text, attachments = [] } = activity;
  return text !== undefined || attachments.some(({ contentType }) => contentType !== consentType);
}

export const teamsFixture: AdapterFixture = {
  platform: createTeamsPlatform(testCloud),
  open: openTeams,
  knowsRepetitions: false,
};
