import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSiteSettings } from '../../../adapters/webchat/index.ts';
import type { Account, AccountStatus } from '../../../src/core/model/account.ts';
import { call, list, open, post } from './support/client.ts';
import { follow } from './support/streamClient.ts';
import { account, startServer, type TestServer } from './support/testServer.ts';

const town = 'https://www.elprat.cat';
const pool = 'https://piscina.example.cat';
let server: TestServer;

beforeEach(async () => {
  server = await startServer({ settings: { origins: [town] } });
});
afterEach(() => server.close());

const named = (id: string, changes: Partial<Account> = {}): Account => ({
  ...account,
  id,
  name: `Name of ${id}`,
  ...changes,
});
const openPool = () => server.openAccount(() => named('pool'), { siteKey: 'pool-key', origins: [pool] });

describe('an account with a key and pages of its own', () => {
  test('is opened by its own key and by the common one, and speaks under its name', async () => {
    await openPool();
    for (const bearer of ['pool-key', 'finestreta.pool']) {
      const conversation = await open(server, { bearer });
      const id = server.core.conversationId('default', 'pool', conversation.conversationId);
      expect(server.core.conversations()).toContain(id);
      const [greeting] = (await list(server, conversation)).activities;
      expect(greeting.from.name).toBe('Name of pool');
    }
  });

  test('is shown by its own pages and by no other; the pages of the others go on as before', async () => {
    await openPool();
    const ask = (bearer: string, origin: string) => call(server, 'POST', '/conversations', { bearer, origin });
    expect((await ask('pool-key', pool)).status).toBe(201);
    expect((await ask('finestreta', town)).status).toBe(201);
    expect((await ask('finestreta.biblioteca', town)).status).toBe(201);
    for (const [bearer, origin] of [
      ['pool-key', town],
      ['finestreta', pool],
      ['finestreta.pool', town],
    ] as const) {
      expect((await ask(bearer, origin)).body.error?.code).toBe('origin.refused');
    }
    expect((await ask('pool-key', server.origin)).status).toBe(201);
  });

  test('may not have the key of another one', async () => {
    await openPool();
    const taken = server.openAccount(() => named('gym'), { siteKey: 'pool-key' });
    await expect(taken).rejects.toMatchObject({ code: 'config.invalid', message: expect.stringContaining('pool') });
    expect((await call(server, 'POST', '/conversations', { bearer: 'finestreta.gym' })).status).toBe(403);
  });
});

describe('an account that is closed', () => {
  test('takes nothing more and cuts its streams, and the others go on', async () => {
    const opened = await openPool();
    const conversation = await open(server, { bearer: 'pool-key' });
    const other = await open(server);
    const [stream, otherStream] = await Promise.all([follow(conversation.streamUrl), follow(other.streamUrl)]);
    await opened.close();
    expect(await stream.closed).toBe(1001);
    expect((await post(server, conversation, { text: 'hola' })).body.error.code).toBe('auth.refused');
    expect((await call(server, 'POST', '/conversations', { bearer: 'pool-key' })).status).toBe(403);
    expect((await post(server, other, { text: 'hola' })).status).toBe(200);
    await otherStream.activities(2);
    otherStream.socket.terminate();
    // Its key is free again.
    await server.openAccount(() => named('gym'), { siteKey: 'pool-key' });
    expect((await call(server, 'POST', '/conversations', { bearer: 'pool-key' })).status).toBe(201);
  });

  test('finishes what is under way', async () => {
    const opened = await openPool();
    const conversation = await open(server, { bearer: 'pool-key' });
    const [committing, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    server.core.beforeCommit = () => {
      committing.resolve();
      return mayCommit.promise;
    };
    const posting = post(server, conversation, { text: 'hola' });
    await committing.promise;
    let isClosed = false;
    const closing = opened.close().then(() => {
      isClosed = true;
    });
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    mayCommit.resolve();
    expect((await posting).status).toBe(200);
    await closing;
  });
});

test('a message is for the account as it is now, though its token was seen before', async () => {
  let status: AccountStatus = { kind: 'open' };
  const frozen: AccountStatus = { kind: 'frozen', towards: null, message: null };
  await server.openAccount(() => named('pool', { status }), {});
  const conversation = await open(server, { bearer: 'finestreta.pool' });
  await post(server, conversation, { text: 'hola' });
  status = frozen;
  await post(server, conversation, { text: 'hola?' });
  expect(server.core.deliveries.map((delivery) => delivery.account.status.kind)).toEqual(['open', 'open', 'frozen']);
});

test.each([
  [{ siteKey: 'with space' }, 'siteKey'],
  [{ origins: ['https://www.elprat.cat/path'] }, 'origins.0'],
  [{ colour: 'red' }, 'colour'],
])('settings that are none are told: %j', (given, hint) => {
  expect(() => readSiteSettings(given)).toThrow(
    expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(hint) }),
  );
});
