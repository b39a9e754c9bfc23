import { afterEach, expect, test } from '@jest/globals';
import { type Answer, call, open, post } from '../support/client.ts';
import { follow } from '../support/streamClient.ts';
import { startServer, type TestServer, type TestServerOptions } from '../support/testServer.ts';

let server: TestServer;
afterEach(() => server.close());

const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });

/** Opens a conversation and posts in it, as if from an address. */
async function postFrom(address: string): Promise<Answer> {
  const { conversationId, token } = await open(server, from(address));
  const body = { type: 'message', text: 'hola' };
  return call(server, 'POST', `/conversations/${conversationId}/activities`, { bearer: token, body, ...from(address) });
}

function expectRefused({ status, body, headers }: Answer): void {
  expect([status, body.error.code]).toEqual([429, 'rate.limited']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

test('one address posts only so much in a minute, in however many conversations; others go on', async () => {
  server = await startServer({ addressPosts: 3, proxies: 1 });
  for (let time = 0; time < 3; time++) expect((await postFrom('192.0.2.7')).status).toBe(200);
  expectRefused(await postFrom('192.0.2.7'));
  expect((await postFrom('192.0.2.8')).status).toBe(200);
});

test('an IPv6 network of one household counts as one address', async () => {
  server = await startServer({ addressPosts: 3, starts: 5, proxies: 1 });
  for (let time = 1; time <= 3; time++) expect((await postFrom(`2001:db8:1:2::${time}`)).status).toBe(200);
  expectRefused(await postFrom('2001:db8:1:2:ffff::1'));
  await open(server, from('2001:db8:1:2::5'));
  expectRefused(await call(server, 'POST', '/conversations', { bearer: 'finestreta', ...from('2001:db8:1:2::6') }));
  expect((await postFrom('2001:db8:1:3::1')).status).toBe(200);
});

/** All by which a conversation is read. */
const readings: readonly (readonly [string, (conversation: Answer['body']) => Promise<Answer>])[] = [
  [
    'its activities',
    ({ conversationId, token }) =>
      call(server, 'GET', `/conversations/${conversationId}/activities`, { bearer: token }),
  ],
  ['itself', ({ conversationId, token }) => call(server, 'GET', `/conversations/${conversationId}`, { bearer: token })],
  ['a fresh token', ({ token }) => call(server, 'POST', '/tokens/refresh', { bearer: token })],
  [
    'a file',
    ({ conversationId, token }) =>
      call(server, 'GET', `/conversations/${conversationId}/files/none`, { bearer: token }),
  ],
];
test.each(readings)(
  '%s can be read only so often in a minute: in a conversation, and from an address',
  async (_, read) => {
    server = await startServer({ reads: 2 });
    const conversation = await open(server);
    for (let time = 0; time < 2; time++) expect((await read(conversation)).status).not.toBe(429);
    expectRefused(await read(conversation));
    expect((await read(await open(server))).status).not.toBe(429);
    await server.close();

    server = await startServer({ addressReads: 2 });
    for (let time = 0; time < 2; time++) expect((await read(await open(server))).status).not.toBe(429);
    expectRefused(await read(await open(server)));
  },
);

test('files leave a conversation readable, however many are opened', async () => {
  server = await startServer({ reads: 2 });
  const { conversationId, token } = await open(server);
  const read = (what: string) => call(server, 'GET', `/conversations/${conversationId}/${what}`, { bearer: token });
  for (let time = 0; time < 3; time++) await read('files/none');
  expectRefused(await read('files/none'));
  expect((await read('activities')).status).toBe(200);
});

test('one address holds only so many streams open, in however many conversations', async () => {
  const streams = { most: 10, perConversation: 10, perAddress: 2, keepAliveMs: 30_000 };
  const options: TestServerOptions = { settings: { streams }, proxies: 1 };
  server = await startServer(options);
  const follows = async (address: string) =>
    follow((await open(server, from(address))).streamUrl, { 'X-Forwarded-For': address });
  const first = await follows('192.0.2.7');
  await follows('192.0.2.7');
  await expect(follows('192.0.2.7')).rejects.toThrow('refused with 429');
  await follows('192.0.2.8');
  first.socket.close();
  await first.closed;
  await server.idle(2);
  await follows('192.0.2.7');
});

test('what is refused to an address is not refused to anybody who shares nothing with it', async () => {
  server = await startServer({ posts: 1 });
  const [one, other] = [await open(server), await open(server)];
  expect((await post(server, one, { text: 'a' })).status).toBe(200);
  expectRefused(await post(server, one, { text: 'b' }));
  expect((await post(server, other, { text: 'a' })).status).toBe(200);
});
