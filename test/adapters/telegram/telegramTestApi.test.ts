import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { platform } from '../../../adapters/telegram/index.ts';
import type { FakePlatform } from '../../contract/adapter/fixture.ts';
import { type House, openHouse } from '../../contract/adapter/house.ts';
import { until } from '../../contract/coordination/until.ts';
import { standIn } from '../../support/standIn.ts';
import { type PeerMessage, startPeer } from './support/peer.ts';

const token = '666:a-token-of-telegram-test-api';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A house whose account `desk` is on telegram-test-api. */
async function openOnPeer(receive: 'polling' | 'webhook') {
  const peer = await startPeer();
  closers.push(() => peer.stop());
  const account = () => ({ settings: { receive, apiRoot: peer.config.apiURL }, secrets: { token } });
  let url = '';
  const serve = (given: string) => {
    url = given;
  };
  const fake = standIn<FakePlatform>({ account, serve, close: async () => {} });
  const house = await openHouse({ platform }, fake);
  closers.push(() => house.close());
  const opened = await house.open('desk', 'right');
  if (receive === 'webhook') await relay(peer.webhooks);
  return {
    house,
    opened,
    url,
    client: peer.getClient(token, { timeout: 20_000, interval: 5, chatId: 11, userId: 11 }),
  };
}

/** telegram-test-api keeps the secret token and does not send it: this stands between, and does. */
async function relay(webhooks: Record<string, { url: string; secret_token?: string }>): Promise<void> {
  const { url, secret_token } = webhooks[token] ?? { url: '' };
  const server = createServer(async (request, response) => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret_token ?? '' };
    const answer = await fetch(url, { method: 'POST', headers, body: await buffer(request) });
    response.writeHead(answer.status, { connection: 'close' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  webhooks[token] = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

type Client = Awaited<ReturnType<typeof openOnPeer>>['client'];

/** Does something as a person does, and resolves to all that the bot answers. */
async function answers(house: House, client: Client, work: () => Promise<unknown>): Promise<readonly PeerMessage[]> {
  const { receipt } = await house.onStaffMessage(work);
  await house.deliver();
  const turn = (await house.turns(receipt.conversation)).at(-1);
  const got: PeerMessage[] = [];
  while (got.length < (turn?.outbound.length ?? 0)) got.push(...(await client.getUpdates()).result);
  return got;
}

describe.each(['polling', 'webhook'] as const)('a conversation on telegram-test-api, by %s', (receive) => {
  test('is greeted, asks, chooses, asks for help, and each is answered once', async () => {
    const { house, opened, client } = await openOnPeer(receive);
    expect(opened.identity).toMatchObject({ id: '666', name: '@TestNameBot', profile: 'https://t.me/TestNameBot' });

    const welcome = await answers(house, client, () => client.sendCommand(client.makeCommand('/start')));
    expect(welcome[0]?.message).toMatchObject({ text: expect.stringContaining('introduction'), parse_mode: 'HTML' });

    const ask = client.makeMessage('un paper del padró');
    const question = (await answers(house, client, () => client.sendMessage(ask))).at(-1);
    const buttons = question?.message.reply_markup?.inline_keyboard.flat() ?? [];
    expect(buttons.map(({ text }) => text)).toContain('title of padro.certificat ca');

    const pressed = {
      message: { message_id: question?.messageId, chat: { id: 11 }, reply_markup: question?.message.reply_markup },
    };
    const data = buttons.find(({ text }) => text === 'title of padro.certificat ca')?.callback_data ?? '';
    const answer = await answers(house, client, () => client.sendCallback(client.makeCallbackQuery(data, pressed)));
    expect(answer[0]?.message.text).toContain('padro.certificat ca');

    const marked = await answers(house, client, () => client.sendMessage(client.makeMessage('markup')));
    expect(marked[0]?.message.text).toContain('<b>el DNI</b>');

    const help = await answers(house, client, () => client.sendCommand(client.makeCommand('/help@TestNameBot')));
    expect(help.length).toBeGreaterThan(0);

    const kinds = house.taken.map(({ delivery }) => delivery.inbound.content.kind);
    expect(kinds).toEqual(['start', 'text', 'choice', 'text', 'text']);
    expect(house.taken.map(({ receipt }) => receipt.revision)).toEqual([1, 2, 3, 4, 5]);
  });

  test('of a group answers only anybody who addresses the bot', async () => {
    const { house, client } = await openOnPeer(receive);
    const inGroup = { chat: { id: -77, type: 'supergroup' } };
    await client.sendMessage(client.makeMessage('who comes along tonight?', inGroup));
    const text = '@TestNameBot moltes gràcies';
    const entities = [{ type: 'mention', offset: 0, length: 12 }];
    await client.sendMessage(client.makeMessage(text, { ...inGroup, entities }));
    await until(() => house.taken.length > 0);
    expect(house.taken.map(({ delivery }) => [delivery.surface, delivery.inbound.content])).toEqual([
      ['public', { kind: 'text', text: 'moltes gràcies' }],
    ]);
  });
});

test('anybody who does not know the secret brings nothing to telegram-test-api’s webhook', async () => {
  const { house, url } = await openOnPeer('webhook');
  const answer = await fetch(`${url}/telegram/default/desk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ update_id: 1, message: { message_id: 1, text: 'hola', chat: { id: 11, type: 'private' } } }),
  });
  expect(answer.status).toBe(401);
  expect(house.taken).toEqual([]);
});
