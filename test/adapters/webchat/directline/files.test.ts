import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { UploadSettings } from '../../../../adapters/webchat/settings.ts';
import { type Answer, call, list, open } from '../support/client.ts';
import { samples } from '../support/samples.ts';
import { account, startServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let conversation: Answer['body'];

const usual: UploadSettings = {
  ...{ bytes: 100_000, types: ['png', 'pdf'], atOnce: 16, perConversation: 1, perAddress: 16 },
  ...{ addressBytes: 1_000_000, wholeMs: 60_000, stallMs: 60_000 },
};

async function restart(upload: Partial<UploadSettings> = {}) {
  if (server) await server.close();
  const settings = { upload: { ...usual, ...upload } };
  server = await startServer({ settings, addressBytes: settings.upload.addressBytes });
  conversation = await open(server);
}

beforeEach(() => restart());

afterEach(() => server.close());

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type?: string;
}

function form(pieces: readonly Part[], activity?: unknown): FormData {
  const data = new FormData();
  if (activity !== undefined) {
    const json = typeof activity === 'string' ? activity : JSON.stringify(activity);
    data.append('activity', new Blob([json], { type: 'application/vnd.microsoft.activity' }));
  }
  for (const { name, bytes, type } of pieces) {
    data.append('file', new Blob([new Uint8Array(bytes)], { type: type ?? 'application/octet-stream' }), name);
  }
  return data;
}

function upload(body: unknown, headers: Record<string, string> = {}, from = conversation): Promise<Answer> {
  const path = `/conversations/${from.conversationId}/upload?userId=me`;
  return call(server, 'POST', path, { bearer: from.token, body, headers });
}

const picture = () => form([{ name: 'a.png', bytes: samples.png }]);

/** Begins an upload by hand: its head and a first piece; the rest never comes by itself. */
async function beginUpload(from = conversation) {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const path = `/v3/directline/conversations/${from.conversationId}/upload`;
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${from.token}\r\n`;
  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc';
  socket.write(`${head}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n${part}`);
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  socket.on('error', () => {});
  // Not `once`, which an error rejects: what still writes when it is ended has one.
  const ended = new Promise((resolve) => socket.once('close', resolve));
  return {
    socket,
    /** The status and code with which the server ended it. */
    async answered() {
      await ended;
      return [/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1], /"code":"([^"]+)"/.exec(answer)?.[1]];
    },
  };
}

function turns() {
  return server.core.turns(server.core.conversationId('default', account.id, conversation.conversationId));
}

describe('files that are sent', () => {
  test('are sealed before the message is committed, and come back as they were', async () => {
    const activity = { type: 'message', text: 'two files', channelData: { clientActivityID: 'f1' }, locale: 'en' };
    const sent = [
      { name: 'façana.png', bytes: samples.png },
      { name: 'rebut.pdf', bytes: samples.pdf },
    ];
    const answer = await upload(form(sent, activity));
    expect([answer.status, answer.body.id]).toEqual([200, `${conversation.conversationId}|0000002.0`]);
    expect(server.core.happened.map((line) => line.split(' ')[0])).toEqual([
      'committed',
      'sealed',
      'sealed',
      'committed',
    ]);
    expect(turns()[1]?.content?.inbound).toEqual({
      id: 'f1',
      localeHint: 'en',
      content: {
        kind: 'files',
        text: 'two files',
        files: [
          { id: expect.stringMatching(/^[\w-]{22}$/), name: 'façana.png', type: 'image/png', size: samples.png.length },
          {
            id: expect.stringMatching(/^[\w-]{22}$/),
            name: 'rebut.pdf',
            type: 'application/pdf',
            size: samples.pdf.length,
          },
        ],
      },
    });
    const [echo] = (await list(server, conversation, '1')).activities;
    expect(echo).toMatchObject({ text: 'two files', channelData: { clientActivityID: 'f1' } });
    for (const [index, attachment] of echo.attachments.entries()) {
      const file = await fetch(attachment.contentUrl);
      expect(Buffer.from(await file.arrayBuffer())).toEqual(sent[index]?.bytes);
      expect(file.headers.get('content-type')).toBe(attachment.contentType);
    }
  });

  test('are served so that no browser runs them', async () => {
    await upload(form([{ name: 'a.png', bytes: samples.png }]));
    const [{ attachments }] = (await list(server, conversation, '1')).activities;
    const { headers } = await fetch(attachments[0].contentUrl);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]{22}\.png"$/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('may be the whole body', async () => {
    const headers = {
      'Content-Type': 'image/png',
      'Content-Disposition': "attachment; filename*=UTF-8''fa%C3%A7ana.png",
    };
    expect((await upload(samples.png, headers)).status).toBe(200);
    expect(turns()[1]?.content?.inbound?.content).toMatchObject({
      files: [{ name: 'façana.png', type: 'image/png' }],
      text: '',
    });
    const plain = { 'Content-Type': 'image/png', 'Content-Disposition': 'name="file"; filename="b.png"' };
    await upload(samples.png, plain);
    expect(turns()[2]?.content?.inbound?.content).toMatchObject({ files: [{ name: 'b.png' }] });
  });

  test('sent again with the same id write over themselves, and are taken once', async () => {
    const again = () =>
      upload(
        form([{ name: 'a.png', bytes: samples.png }], { type: 'message', channelData: { clientActivityID: 'x' } }),
      );
    expect((await again()).body.id).toBe((await again()).body.id);
    const sealed = server.core.happened.filter((line) => line.startsWith('sealed'));
    expect(new Set(sealed).size).toBe(1);
    expect(turns()).toHaveLength(2);
  });

  test('with other bytes under the same id touch nothing that is kept', async () => {
    const send = (bytes: Uint8Array) =>
      upload(form([{ name: 'a.png', bytes }], { type: 'message', channelData: { clientActivityID: 'x' } }));
    await send(samples.png);
    await send(Buffer.concat([samples.png, Buffer.from('!')]));
    const [{ attachments }] = (await list(server, conversation, '1')).activities;
    expect(Buffer.from(await (await fetch(attachments[0].contentUrl)).arrayBuffer())).toEqual(samples.png);
  });
});

describe('a file may be read', () => {
  const linked = async (): Promise<string> => {
    await upload(form([{ name: 'a.png', bytes: samples.png }]));
    return (await list(server, conversation, '1')).activities[0].attachments[0].contentUrl;
  };

  test('with the token of its conversation, and with no other', async () => {
    const url = (await linked()).replace(/\?t=.*/, '');
    expect((await call(server, 'GET', url, { bearer: conversation.token })).status).toBe(200);
    expect((await call(server, 'GET', url, { bearer: (await open(server)).token })).status).toBe(403);
    expect((await call(server, 'GET', url)).status).toBe(401);
  });

  test('through its link for as long as a token lives', async () => {
    const url = await linked();
    server.pass(29 * 60_000);
    expect((await fetch(url)).status).toBe(200);
    server.pass(2 * 60_000);
    expect((await fetch(url)).status).toBe(403);
  });

  test('not through the link of another file', async () => {
    const [first, second] = [await linked(), new URL(await linked())];
    second.search = new URL(first).search;
    second.pathname = second.pathname.replace(/[\w-]+$/, 'another');
    expect((await fetch(second)).status).toBe(403);
  });

  test('not when it does not exist', async () => {
    const path = `/conversations/${conversation.conversationId}/files/none`;
    expect((await call(server, 'GET', path, { bearer: conversation.token })).status).toBe(404);
  });
});

describe('an upload is refused', () => {
  test.each([
    [
      'a page that says it is an image',
      [{ name: 'a.png', type: 'image/png', bytes: Buffer.from('<html><script>') }],
      undefined,
      415,
    ],
    ['a kind that is not taken here', [{ name: 'a.gif', bytes: samples.gif }], undefined, 415],
    ['an empty file', [{ name: 'a.png', bytes: Buffer.alloc(0) }], undefined, 415],
    ['no file', [], { type: 'message', text: 'x' }, 400],
    ['an activity that is no JSON', [{ name: 'a.png', bytes: samples.png }], '{', 400],
    ['an activity without a type', [{ name: 'a.png', bytes: samples.png }], { text: 'x' }, 400],
    ['a long text', [{ name: 'a.png', bytes: samples.png }], { type: 'message', text: 'a'.repeat(4_001) }, 400],
    ['a large activity', [{ name: 'a.png', bytes: samples.png }], { type: 'message', x: 'a'.repeat(70_000) }, 413],
    ['a large file', [{ name: 'a.png', bytes: Buffer.concat([samples.png, Buffer.alloc(100_000)]) }], undefined, 413],
    [
      'files that are large together',
      Array(3).fill({ name: 'a.png', bytes: Buffer.concat([samples.png, Buffer.alloc(40_000)]) }),
      undefined,
      413,
    ],
    ['many files', Array(12).fill({ name: 'a.png', bytes: samples.png }), undefined, 413],
  ])('%s', async (_, pieces: readonly Part[], activity, status) => {
    const answer = await upload(form(pieces, activity));
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toEqual(expect.any(String));
    expect(server.core.happened).toHaveLength(1);
  });

  test.each([
    ['without a boundary', 'x', { 'Content-Type': 'multipart/form-data' }, 400],
    [
      'with a form that breaks off',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc',
      { 'Content-Type': 'multipart/form-data; boundary=b' },
      400,
    ],
    ['as a large body', Buffer.concat([samples.png, Buffer.alloc(110_000)]), { 'Content-Type': 'image/png' }, 413],
    [
      'as a body that is announced as huge',
      Buffer.concat([samples.png, Buffer.alloc(300_000)]),
      { 'Content-Type': 'multipart/form-data; boundary=b' },
      413,
    ],
  ])('%s', async (_, body, headers, status) => {
    expect((await upload(body, headers)).status).toBe(status);
    expect(turns()).toHaveLength(1);
  });

  test('when too many are under way', async () => {
    await restart({ atOnce: 1 });
    const other = await open(server);
    let commit = () => {};
    const reached = new Promise<void>((resolve) => {
      server.core.beforeCommit = () => {
        resolve();
        return new Promise((go) => {
          commit = go;
        });
      };
    });
    const first = upload(form([{ name: 'a.png', bytes: samples.png }]));
    await reached;
    const second = await upload(picture(), {}, other);
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
    commit();
    expect((await first).status).toBe(200);
    server.core.beforeCommit = async () => {};
    expect((await upload(form([{ name: 'b.png', bytes: samples.png }]))).status).toBe(200);
  });

  test('and forgotten when its sender goes away in the middle', async () => {
    const { socket } = await beginUpload();
    // A conversation has one upload at a time: while the broken one counts, another one is refused.
    while ((await upload(picture())).status !== 429);
    socket.destroy();
    while ((await upload(picture())).status !== 200);
  });
});

describe('slow uploads hurt only anybody who sends them', () => {
  test('a conversation has one at a time, and others are not held up', async () => {
    await restart({ atOnce: 2 });
    const { socket } = await beginUpload();
    while ((await upload(picture())).status !== 429);
    expect((await upload(picture(), {}, await open(server))).status).toBe(200);
    socket.destroy();
  });

  test('an address has a few at a time', async () => {
    await restart({ perAddress: 2 });
    const slow = await Promise.all([beginUpload(), beginUpload(await open(server))]);
    const third = await open(server);
    while ((await upload(picture(), {}, third)).status !== 429);
    slow[0].socket.destroy();
    while ((await upload(picture(), {}, third)).status !== 200);
    slow[1].socket.destroy();
  });

  test('one that stands still is ended, and may be sent again', async () => {
    await restart({ stallMs: 50 });
    const { answered } = await beginUpload();
    expect(await answered()).toEqual(['408', 'input.slow']);
    // On a busy machine a good one may stand still as long.
    while ((await upload(picture())).status !== 200);
    expect(turns()).toHaveLength(2);
  });

  test('one that never ends is ended, however it trickles', async () => {
    await restart({ wholeMs: 100, stallMs: 60_000 });
    const { socket, answered } = await beginUpload();
    const trickle = setInterval(() => socket.write('a'), 5);
    // What trickles on may cut the answer off.
    await answered();
    clearInterval(trickle);
    while ((await upload(picture())).status !== 200);
    expect(turns()).toHaveLength(2);
  });
});

describe('files beyond a quota', () => {
  const large = () => Buffer.concat([samples.png, Buffer.alloc(40_000)]);
  const contents = () => turns().flatMap(({ content }) => (content?.inbound ? [content.inbound.content] : []));

  test.each(['quota', 'no-space'] as const)('are not kept, and the message says so: %s', async (refusal) => {
    server.core.kept.refusal = refusal;
    const activity = { type: 'message', text: 'mireu', channelData: { clientActivityID: 'q1' } };
    expect((await upload(form([{ name: 'a.png', bytes: samples.png }], activity))).status).toBe(200);
    expect(server.core.kept.bytes.size).toBe(0);
    expect(contents().at(-1)).toEqual({
      ...{ kind: 'files', files: [], text: 'mireu' },
      notKept: [{ what: 'photo', why: refusal }],
    });
  });

  test('of an address are not kept, whatever conversations it opens, and several may be kept in part', async () => {
    await restart({ addressBytes: 100_000 });
    const send = (from?: Answer['body']) => upload(form([{ name: 'a.png', bytes: large() }]), {}, from);
    for (const from of [await open(server), await open(server)]) expect((await send(from)).status).toBe(200);
    expect(server.core.kept.bytes.size).toBe(2);
    const mixed = form([
      { name: 'a.png', bytes: samples.png },
      { name: 'b.png', bytes: large() },
    ]);
    expect((await upload(mixed)).status).toBe(200);
    expect(contents().at(-1)).toMatchObject({
      files: [{ name: 'a.png' }],
      notKept: [{ what: 'photo', why: 'quota' }],
    });
    expect(server.core.kept.bytes.size).toBe(3);
  });

  test('are counted once, however often they are sent again', async () => {
    await restart({ addressBytes: 100_000 });
    const again = () =>
      upload(form([{ name: 'a.png', bytes: large() }], { type: 'message', channelData: { clientActivityID: 'x' } }));
    for (let round = 0; round < 4; round++) expect((await again()).status).toBe(200);
    expect((await upload(form([{ name: 'b.png', bytes: large() }]))).status).toBe(200);
    expect(server.core.kept.bytes.size).toBe(2);
  });
});
