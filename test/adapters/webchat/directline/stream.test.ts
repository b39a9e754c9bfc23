import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { typingTopic } from '../../../../adapters/webchat/index.ts';
import { type Answer, call, open, post } from '../support/client.ts';
import { follow } from '../support/streamClient.ts';
import { account, startServer, type TestServer, type TestServerOptions } from '../support/testServer.ts';

let server: TestServer;
let conversation: Answer['body'];

async function restart(options: TestServerOptions = {}): Promise<void> {
  if (server) await server.close();
  server = await startServer(options);
  conversation = await open(server);
}

beforeEach(() => restart());

afterEach(() => server.close());

function journalId(): string {
  return server.core.conversationId('default', account.id, conversation.conversationId);
}

const texts = (activities: readonly { text: string }[]) => activities.map(({ text }) => text);

describe('a stream', () => {
  test('begins at its watermark and goes on with what happens', async () => {
    await post(server, conversation, { text: 'before' });
    const all = await follow(conversation.streamUrl);
    expect(texts(await all.activities(4))).toEqual(['Bon dia', 'before', 'you said: before', 'anything else?']);
    const path = `/conversations/${conversation.conversationId}?watermark=2`;
    const later = await follow((await call(server, 'GET', path, { bearer: conversation.token })).body.streamUrl);
    await post(server, conversation, { text: 'after' });
    expect(await later.next()).toMatchObject({ activities: [{ text: 'after' }, {}, {}], watermark: '3' });
    expect(texts(await all.activities(3))[0]).toBe('after');
  });

  test('brings what was committed by another process', async () => {
    const other = await startServer({ core: server.core });
    const stream = await follow(conversation.streamUrl.replace(server.origin.slice(4), other.origin.slice(4)));
    await stream.activities(1);
    await post(server, conversation, { text: 'here' });
    expect(texts(await stream.activities(3))[0]).toBe('here');
    await other.close();
  });

  test('misses nothing when a signal comes while it reads', async () => {
    const stream = await follow(conversation.streamUrl);
    await stream.activities(1);
    let readings = 0;
    // Each reading but the last is overtaken by a commit after the journal was read and before the answer is there.
    server.core.whileReading = async () => {
      readings += 1;
      if (readings < 5) await post(server, conversation, { text: `during ${readings}` });
    };
    await post(server, conversation, { text: 'first' });
    const got = texts(await stream.activities(15));
    expect(got.filter((text) => !/^(you said|anything)/.test(text)).sort()).toEqual([
      'during 1',
      'during 2',
      'during 3',
      'during 4',
      'first',
    ]);
    expect(new Set(got.filter((text) => text.startsWith('you said'))).size).toBe(5);
  });

  test('brings a long past in pieces, whole and in order', async () => {
    for (let i = 0; i < 120; i++) await post(server, conversation, { text: `${i}` });
    const stream = await follow(conversation.streamUrl);
    const sets = [await stream.next(), await stream.next(), await stream.next()];
    const said = sets.flatMap(({ activities }) => texts(activities)).filter((text) => /^\d+$/.test(text));
    expect(said).toEqual(Array.from({ length: 120 }, (_, i) => `${i}`));
    expect(sets.map(({ watermark }) => watermark)).toEqual(['50', '100', '121']);
  });

  test('moves the cursor over what was erased', async () => {
    server.core.erase(journalId());
    const stream = await follow(conversation.streamUrl);
    expect(await stream.next()).toEqual({ activities: [], watermark: '1' });
  });

  test('takes the empty frames of clients that ask whether the way is open', async () => {
    const stream = await follow(conversation.streamUrl);
    await stream.activities(1);
    stream.socket.send('');
    stream.socket.send('');
    await post(server, conversation, { text: 'still here' });
    expect(texts(await stream.activities(3))[0]).toBe('still here');
  });

  test('shows that somebody is writing, and keeps nothing of it', async () => {
    const stream = await follow(conversation.streamUrl);
    await stream.activities(1);
    await post(server, conversation, { text: 'a' });
    await stream.activities(3);
    server.core.publish(typingTopic(journalId()));
    const set = await stream.next();
    expect(set.watermark).toBeUndefined();
    expect(set.activities).toMatchObject([{ type: 'typing', from: { role: 'bot' } }]);
    expect(server.core.turns(journalId())).toHaveLength(2);
  });
});

describe('a stream ends', () => {
  test('with 1001 when the server stops, so that its client comes back', async () => {
    const stream = await follow(conversation.streamUrl);
    await server.channel.close();
    expect(await stream.closed).toBe(1001);
  });

  test('with 1011 when the journal cannot be read', async () => {
    const stream = await follow(conversation.streamUrl);
    await stream.activities(1);
    server.core.whileReading = async () => {
      throw new Error('no journal');
    };
    server.core.publish(journalId());
    expect(await stream.closed).toBe(1011);
    expect(server.errors).toHaveLength(1);
  });

  test('with 1009 when a client sends what it has no reason to send', async () => {
    const stream = await follow(conversation.streamUrl);
    stream.socket.send('a'.repeat(2_000));
    expect(await stream.closed).toBe(1009);
  });

  test('when its peer no longer answers, and no other stream does', async () => {
    await restart({ settings: { streams: { most: 10, perConversation: 10, perAddress: 10, keepAliveMs: 20 } } });
    const awake = await follow(conversation.streamUrl);
    const silent = await follow(conversation.streamUrl, {}, { autoPong: false });
    expect(await silent.closed).toBe(1006);
    expect(awake.socket.readyState).toBe(awake.socket.OPEN);
  });

  test('when its peer stopped reading, at the cost of a few frames', async () => {
    await restart({ settings: { streams: { most: 10, perConversation: 10, perAddress: 10, keepAliveMs: 100 } } });
    let readings = 0;
    const filler = { kind: 'text', text: 'a'.repeat(4_000) } as const;
    const endless = { id: 'x', content: filler, localeHint: null };
    server.core.endless = (after, limit) => {
      readings += 1;
      return Array.from({ length: limit }, (_, i) => ({
        revision: after + i + 1,
        at: 0,
        lost: false,
        content: { inbound: endless, outbound: [] },
      }));
    };
    const stream = await follow(conversation.streamUrl);
    stream.socket.pause();
    await server.idle();
    // What the kernel's buffers swallow on this machine: far below what an endless transcript would fill.
    expect(readings).toBeLessThan(500);
    stream.socket.terminate();
  });

  test('a signal that got lost costs one beat', async () => {
    await restart({ settings: { streams: { most: 10, perConversation: 10, perAddress: 10, keepAliveMs: 50 } } });
    const stream = await follow(conversation.streamUrl);
    await stream.activities(1);
    server.core.deaf = true;
    await post(server, conversation, { text: 'unheard' });
    expect(texts(await stream.activities(3))[0]).toBe('unheard');
  });
});

describe('a stream is refused', () => {
  const refused = async (url: string, status: number, headers: Record<string, string> = {}) =>
    expect(follow(url, headers)).rejects.toThrow(`refused with ${status}`);

  test('when its ticket is older than a minute', async () => {
    server.pass(59_000);
    (await follow(conversation.streamUrl)).socket.close();
    server.pass(2_000);
    await refused(conversation.streamUrl, 403);
  });

  test('for another conversation, without a ticket, and with a token for a ticket', async () => {
    const other = await open(server);
    await refused(conversation.streamUrl.replace(conversation.conversationId, other.conversationId), 403);
    await refused(conversation.streamUrl.replace(/&t=.*/, ''), 403);
    await refused(conversation.streamUrl.replace(/&t=.*/, `&t=${conversation.token}`), 403);
  });

  test('to a page of another origin', async () => {
    await refused(conversation.streamUrl, 403, { Origin: 'https://evil.example' });
    (await follow(conversation.streamUrl, { Origin: server.origin })).socket.close();
  });

  test('with a watermark that is none', async () => {
    await refused(conversation.streamUrl.replace('watermark=0', 'watermark=x'), 400);
  });

  test('when the conversation or the process has too many', async () => {
    await restart({ settings: { streams: { most: 3, perConversation: 2, perAddress: 10, keepAliveMs: 30_000 } } });
    const first = await follow(conversation.streamUrl);
    await follow(conversation.streamUrl);
    await refused(conversation.streamUrl, 429);
    const other = await open(server);
    await follow(other.streamUrl);
    await refused((await open(server)).streamUrl, 503);
    first.socket.close();
    await first.closed;
    await server.idle(2);
    (await follow(conversation.streamUrl)).socket.close();
  });

  test.each(['//', '//host', '///', '/%', '/\\\\', 'http://[', '*', '/v3/directline/conversations/%ff/stream?t=%'])(
    'at %s, which is no address of a stream or of anything',
    async (target) => {
      const { hostname, port } = new URL(server.origin);
      const socket = connect(Number(port), hostname);
      socket.resume().on('error', () => {});
      socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      await once(socket, 'close');
      (await follow(conversation.streamUrl)).socket.close();
    },
  );

  test('when no stream lives at the address', async () => {
    await expect(follow(`${server.origin.replace('http', 'ws')}/elsewhere`)).rejects.toThrow();
  });
});
