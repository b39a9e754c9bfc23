import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { insideOf, pretendToBeABrowser, withSockets } from './support/browser.ts';
import { startServer, type TestServer } from './support/testServer.ts';

afterAll(pretendToBeABrowser());

interface Client {
  readonly line: DirectLine;
  /** What was shown, in order: the words of each message. */
  readonly shown: string[];
  readonly activities: Activity[];
  /** Resolves when a message with these words was shown, or was shown as many times. */
  see(text: string, times?: number): Promise<void>;
  say(text: string, id?: string): Promise<string>;
}

let server: TestServer;
const lines: DirectLine[] = [];

beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  for (const line of lines.splice(0)) line.end();
  await server.close();
});

function connect(options: { webSocket: boolean; token?: string; conversationId?: string; watermark?: string }): Client {
  const line = new DirectLine(
    withSockets(
      {
        domain: server.domain,
        token: 'finestreta',
        pollingInterval: 200,
        timeout: 5_000,
        // The client waits 3 s + 12 s × this before it reconnects.
        random: () => -0.249,
        ...options,
      } as ConstructorParameters<typeof DirectLine>[0],
      WebSocket,
    ),
  );
  lines.push(line);
  const shown: string[] = [];
  const activities: Activity[] = [];
  let changed = () => {};
  const show = (activity: Activity) => {
    activities.push(activity);
    if (activity.type === 'message') shown.push(activity.text ?? '');
    changed();
  };
  // Ending the client fails its observable; there is nothing to see there.
  line.activity$.subscribe(show, () => {});
  return {
    line,
    shown,
    activities,
    async see(text, times = 1) {
      while (shown.filter((words) => words === text).length < times) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
    say: (text, id) =>
      new Promise((resolve, reject) => {
        const activity = {
          type: 'message',
          text,
          from: { id: 'me' },
          ...(id && { channelData: { clientActivityID: id } }),
        };
        line.postActivity(activity as Activity).subscribe(resolve, reject);
      }),
  };
}

describe.each([
  ['over a WebSocket', true],
  ['by polling', false],
])('botframework-directlinejs %s', (_, webSocket) => {
  test('is greeted, asks and is answered', async () => {
    const client = connect({ webSocket });
    await client.see('Bon dia');
    const id = await client.say('on és l’ajuntament?');
    await client.see('anything else?');
    expect(client.shown).toEqual(['Bon dia', 'on és l’ajuntament?', 'you said: on és l’ajuntament?', 'anything else?']);
    expect(client.activities[1]).toMatchObject({ id, from: { role: 'user' } });
    expect(client.line.connectionStatus$.getValue()).toBe(ConnectionStatus.Online);
  });

  test('a message that is sent twice is taken once and keeps its id', async () => {
    const client = connect({ webSocket });
    await client.see('Bon dia');
    const first = await client.say('hola', 'abc');
    const second = await client.say('hola', 'abc');
    await client.say('adeu', 'def');
    await client.see('you said: adeu');
    expect(second).toBe(first);
    expect(client.shown.filter((text) => text === 'hola')).toHaveLength(1);
    expect(client.activities[1]).toMatchObject({ id: first, channelData: { clientActivityID: 'abc' } });
  });
});

test('after its socket was cut the client resumes where it was, and shows nothing twice', async () => {
  const client = connect({ webSocket: true });
  await client.see('Bon dia');
  server.dropSockets();
  await client.say('while away');
  await client.see('anything else?');
  server.dropSockets();
  await client.say('again');
  await client.see('anything else?', 2);
  expect(client.shown).toEqual([
    'Bon dia',
    'while away',
    'you said: while away',
    'anything else?',
    'again',
    'you said: again',
    'anything else?',
  ]);
});

test('a page that comes back with its token and conversation sees what was said', async () => {
  const before = connect({ webSocket: true });
  await before.see('Bon dia');
  await before.say('hola');
  await before.see('you said: hola');
  const { token, conversationId } = insideOf(before.line);
  before.line.end();
  const after = connect({ webSocket: true, token, conversationId });
  await after.see('anything else?');
  expect(after.shown).toEqual(['Bon dia', 'hola', 'you said: hola', 'anything else?']);
});

test('a file goes up and is shown', async () => {
  const client = connect({ webSocket: true });
  await client.see('Bon dia');
  const png = Buffer.from('89504e470d0a1a0a00', 'hex');
  await new Promise((resolve, reject) => {
    const contentUrl = `data:image/png;base64,${png.toString('base64')}`;
    const activity = {
      type: 'message',
      text: 'look',
      from: { id: 'me' },
      attachments: [{ contentType: 'image/png', contentUrl, name: 'façana.png' }],
    };
    client.line.postActivity(activity as Activity).subscribe(resolve, reject);
  });
  await client.see('files: 1');
  const echo = client.activities[1];
  const [file] = echo?.type === 'message' ? (echo.attachments ?? []) : [];
  if (!file || !('contentUrl' in file)) throw new Error('a file is shown');
  expect(file.name).toBe('façana.png');
  const shown = await fetch(file.contentUrl);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
});
