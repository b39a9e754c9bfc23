import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { citizenTypingTopic } from '../../../../src/core/ports/pubsub.ts';
import { type Answer, call, list, open, post } from '../support/client.ts';
import { account, startServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let conversation: Answer['body'];

beforeEach(async () => {
  server = await startServer();
  conversation = await open(server);
});

afterEach(() => server.close());

function inboundOf(revision: number) {
  const id = server.core.conversationId('default', account.id, conversation.conversationId);
  return server.core.turns(id)[revision - 1]?.content?.inbound;
}

function turnCount() {
  return server.core.turns(server.core.conversationId('default', account.id, conversation.conversationId)).length;
}

describe('a message that is posted', () => {
  test('with a position is a location, which comes back in words', async () => {
    const geo = { type: 'GeoCoordinates', latitude: 41.32753, longitude: 2.09471 };
    await post(server, conversation, {
      text: '41.32753, 2.09471',
      entities: [{ type: 'ClientCapabilities' }, { type: 'Place', geo }],
    });
    const { latitude, longitude } = geo;
    expect(inboundOf(2)?.content).toEqual({ kind: 'location', latitude, longitude, text: '' });
    expect((await list(server, conversation, '1')).activities[0].text).toBe('41.32753, 2.09471');
    await post(server, conversation, { text: 'Plaça', entities: [{ type: 'Place', geo }] });
    expect(inboundOf(3)?.content).toEqual({ kind: 'location', latitude, longitude, text: 'Plaça' });
  });

  test('with a position that is nowhere on Earth is its text', async () => {
    const geo = { type: 'GeoCoordinates', latitude: 141, longitude: 2 };
    await post(server, conversation, { text: 'hola', entities: [{ type: 'Place', geo }] });
    expect(inboundOf(2)?.content).toEqual({ kind: 'text', text: 'hola' });
  });

  test('is answered with its id, and comes back as an echo before the replies to it', async () => {
    const answer = await post(server, conversation, {
      text: 'hola',
      locale: 'es-ES',
      channelData: { clientActivityID: 'c1' },
    });
    expect([answer.status, answer.body]).toEqual([200, { id: `${conversation.conversationId}|0000002.0` }]);
    const { activities, watermark } = await list(server, conversation, '1');
    expect(watermark).toBe('2');
    expect(activities[0]).toEqual({
      type: 'message',
      id: answer.body.id,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      channelId: 'directline',
      conversation: { id: conversation.conversationId },
      from: { id: expect.stringMatching(/^dl_/), role: 'user' },
      text: 'hola',
      textFormat: 'plain',
      channelData: { clientActivityID: 'c1', clientActivityId: 'c1', 'webchat:sequence-id': 2 },
    });
    expect(activities[1]).toEqual({
      type: 'message',
      id: `${conversation.conversationId}|0000002.1`,
      timestamp: activities[0].timestamp,
      channelId: 'directline',
      conversation: { id: conversation.conversationId },
      from: { id: 'finestreta', name: 'Finestreta', role: 'bot' },
      text: 'you said: hola',
      textFormat: 'markdown',
      locale: 'ca',
      inputHint: 'acceptingInput',
      replyToId: answer.body.id,
      channelData: { 'webchat:sequence-id': 2.001 },
    });
    expect(inboundOf(2)).toEqual({ id: 'c1', content: { kind: 'text', text: 'hola' }, localeHint: 'es' });
  });

  test('is not acknowledged before it is durable', async () => {
    server.core.beforeCommit = async () => {
      throw new Error('the disk is gone');
    };
    expect((await post(server, conversation, { text: 'hola' })).status).toBe(500);
    expect(turnCount()).toBe(1);
  });

  test('is taken once however often it is sent', async () => {
    const send = () => post(server, conversation, { text: 'hola', channelData: { clientActivityID: 'once' } });
    const answers = [await send(), ...(await Promise.all([send(), send()]))];
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(turnCount()).toBe(2);
  });

  test('may name its id the old way', async () => {
    await post(server, conversation, { text: 'hola', channelData: { clientActivityId: 'old' } });
    expect(inboundOf(2)?.id).toBe('old');
  });

  test('without an id of its own is a new message each time', async () => {
    await post(server, conversation, { text: 'hola' });
    await post(server, conversation, { text: 'hola' });
    expect(turnCount()).toBe(3);
  });
});

describe('choices', () => {
  test('are offered as suggested actions', async () => {
    const { activities } = await list(server, conversation);
    expect(activities[0].suggestedActions).toEqual({
      to: [],
      actions: [
        {
          type: 'messageBack',
          title: 'Padró',
          text: 'Padró',
          displayText: 'Padró',
          value: { choice: 'entry:padro.alta' },
        },
      ],
    });
  });

  test.each([
    [
      'as messageBack sends it',
      { text: 'Padró', value: { choice: 'entry:x' }, channelData: { messageBack: { displayText: 'P' } } },
      'Padró',
    ],
    [
      'without a text',
      { value: { choice: 'entry:x' }, channelData: { messageBack: { displayText: 'Padró' } } },
      'Padró',
    ],
    ['as postBack sends it', { value: { choice: 'entry:x' }, channelData: { postBack: true } }, ''],
  ])('come back %s', async (_, activity, text) => {
    await post(server, conversation, activity);
    expect(inboundOf(2)?.content).toEqual({ kind: 'choice', value: 'entry:x', text });
    const { activities } = await list(server, conversation, '1');
    expect(activities[0]).toMatchObject({ text, value: { choice: 'entry:x' } });
  });

  test('a value that is no choice of ours leaves the text to speak', async () => {
    await post(server, conversation, { text: 'hola', value: { other: 1 } });
    expect(inboundOf(2)?.content).toEqual({ kind: 'text', text: 'hola' });
  });
});

test.each(['typing', 'event', 'conversationUpdate', 'somethingNew'])(
  '%s is taken with an id and not kept',
  async (type) => {
    const answer = await post(server, conversation, { type });
    expect(answer.status).toBe(200);
    expect(answer.body.id).toMatch(new RegExp(`^${conversation.conversationId}\\|`));
    expect(turnCount()).toBe(1);
  },
);

test('that the person is typing is told to the person who serves them, and only that', async () => {
  const { core } = server;
  const topic = citizenTypingTopic(core.conversationId('default', 'web', conversation.conversationId));
  let notified = 0;
  core.subscribe(topic, () => {
    notified += 1;
  });
  await post(server, conversation, { type: 'event' });
  expect(notified).toBe(0);
  await post(server, conversation, { type: 'typing' });
  expect(notified).toBe(1);
});

describe('what cannot be taken says why', () => {
  test.each([
    ['no type', { type: undefined, text: 'x' }, 400, 'type'],
    ['no text', {}, 400, '"text"'],
    ['only spaces', { text: '  \n ' }, 400, '"text"'],
    ['a number for a text', { text: 7 }, 400, 'text'],
    ['a long text', { text: 'a'.repeat(4_001) }, 400, '4000 characters'],
    ['files', { text: 'x', attachments: [{ contentUrl: 'https://example.cat/a.png' }] }, 400, 'upload'],
    ['an id that is a number', { text: 'x', channelData: { clientActivityID: 7 } }, 400, 'clientActivityID'],
    ['the id of the beginning', { text: 'x', channelData: { clientActivityID: 'start' } }, 400, 'start'],
    ['a long id', { text: 'x', channelData: { clientActivityID: 'a'.repeat(201) } }, 400, 'clientActivityID'],
    ['half a character in the id', { text: 'x', channelData: { clientActivityID: '\ud83d' } }, 400, 'Unicode'],
    ['too much', { text: 'x', extra: 'a'.repeat(66_000) }, 413, '65536 bytes'],
  ])('%s', async (_, activity, status, words) => {
    const answer = await post(server, conversation, activity);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toEqual({
      code: status === 413 ? 'input.too-large' : 'input.invalid',
      message: expect.stringContaining(words),
    });
    expect(turnCount()).toBe(1);
  });

  test.each([
    ['no JSON', '{"type":', {}, 400],
    ['nothing', '', {}, 400],
    ['a compressed body', 'xxxx', { 'Content-Encoding': 'gzip' }, 415],
  ])('%s', async (_, body, headers, status) => {
    const path = `/conversations/${conversation.conversationId}/activities`;
    expect((await call(server, 'POST', path, { bearer: conversation.token, body, headers })).status).toBe(status);
  });

  test('4,000 characters are not too many', async () => {
    expect((await post(server, conversation, { text: 'à'.repeat(4_000) })).status).toBe(200);
  });

  test('a body of unknown length is cut off where it becomes too large', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.alloc(16_384, 32));
        controller.enqueue(Buffer.alloc(60_000, 32));
        controller.close();
      },
    });
    const response = await fetch(`${server.domain}/conversations/${conversation.conversationId}/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${conversation.token}` },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('a conversation may post only so much in a minute', async () => {
    await server.close();
    server = await startServer({ posts: 2 });
    conversation = await open(server);
    const other = await open(server);
    await post(server, conversation, { text: 'a' });
    await post(server, conversation, { type: 'typing' });
    const limited = await post(server, conversation, { text: 'b' });
    expect([limited.status, limited.body.error.code]).toEqual([429, 'rate.limited']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post(server, other, { text: 'a' })).status).toBe(200);
  });
});

describe('reading from a watermark', () => {
  test('gives what came after it, and the same watermark when nothing did', async () => {
    await post(server, conversation, { text: 'hola' });
    expect((await list(server, conversation)).activities).toHaveLength(4);
    expect(await list(server, conversation, '2')).toEqual({ activities: [], watermark: '2' });
  });

  test('comes in pages when there is much', async () => {
    for (let i = 0; i < 60; i++) await post(server, conversation, { text: `message ${i}` });
    const texts: string[] = [];
    let watermark = '';
    for (;;) {
      const set = await list(server, conversation, watermark);
      if (set.activities.length === 0) break;
      texts.push(...set.activities.map(({ text }: { text: string }) => text));
      watermark = set.watermark;
    }
    expect(texts.filter((text) => text.startsWith('message '))).toEqual(
      Array.from({ length: 60 }, (_, i) => `message ${i}`),
    );
  });

  test('passes over what was erased', async () => {
    await post(server, conversation, { text: 'secret' });
    server.core.erase(server.core.conversationId('default', account.id, conversation.conversationId));
    expect(await list(server, conversation)).toEqual({ activities: [], watermark: '2' });
    await post(server, conversation, { text: 'new' });
    expect((await list(server, conversation)).activities[0].text).toBe('new');
  });

  test.each(['x', '-1', '1.5', '9'.repeat(30)])('refuses the watermark %s', async (watermark) => {
    const path = `/conversations/${conversation.conversationId}/activities?watermark=${watermark}`;
    expect((await call(server, 'GET', path, { bearer: conversation.token })).status).toBe(400);
  });
});
