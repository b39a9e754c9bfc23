import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, call, open } from './support/client.ts';
import { startServer, type TestServer } from './support/testServer.ts';

let server: TestServer;
let conversation: Answer['body'];

beforeAll(async () => {
  server = await startServer();
  conversation = await open(server);
});

afterAll(() => server.close());

/** Whatever a client sends is its fault or none: it is taken, or refused with a reason. */
function isOrderly({ status, body }: Answer): void {
  expect(status).toBeLessThan(500);
  if (status >= 400) expect(body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  expect(server.errors).toEqual([]);
}

const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant(undefined));

/** JSON that comes close to an activity, so that the checks behind the first one are reached. */
const nearlyAnActivity = fc.record(
  {
    type: fc.oneof(fc.constantFrom('message', 'typing', 'event'), anything),
    text: fc.oneof(fc.string({ unit: 'binary' }), anything),
    value: fc.oneof(fc.record({ choice: fc.oneof(fc.string({ unit: 'binary' }), anything) }), anything),
    locale: fc.oneof(fc.constantFrom('ca', 'es-ES', ''), anything),
    attachments: fc.oneof(fc.constant([]), anything),
    channelData: fc.oneof(
      fc.record(
        { clientActivityID: fc.oneof(fc.string({ unit: 'binary' }), anything), messageBack: anything },
        { requiredKeys: [] },
      ),
      anything,
    ),
    from: anything,
    __proto__: anything,
    constructor: anything,
  },
  { requiredKeys: [] },
);

const bodies = fc.oneof(
  { weight: 3, arbitrary: nearlyAnActivity.map((activity) => JSON.stringify(activity)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

test('no body that is posted makes the server fail', async () => {
  const paths = ['/conversations', '/tokens/generate', '/tokens/refresh'];
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const { conversationId, token } = conversation;
      isOrderly(await call(server, 'POST', `/conversations/${conversationId}/activities`, { bearer: token, body }));
      for (const path of paths) isOrderly(await call(server, 'POST', path, { bearer: 'finestreta', body }));
    }),
    { numRuns: 100 },
  );
});

test('no upload makes the server fail', async () => {
  const part = fc.oneof(
    fc.constantFrom(
      '--b\r\n',
      '--b--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="file"; filename="a.png"',
      'Content-Disposition: form-data; name="activity"',
      'Content-Type: application/vnd.microsoft.activity',
      '{"type":"message","text":"x"}',
      '\x89PNG\r\n\x1a\n',
    ),
    fc.string(),
  );
  const types = fc.constantFrom('multipart/form-data; boundary=b', 'multipart/form-data', 'image/png', '');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), types, async (pieces, type) => {
      const path = `/conversations/${conversation.conversationId}/upload`;
      const body = Buffer.from(pieces.join(''), 'latin1');
      const headers: Record<string, string> = type === '' ? {} : { 'Content-Type': type };
      isOrderly(await call(server, 'POST', path, { bearer: conversation.token, body, headers }));
    }),
    { numRuns: 100 },
  );
});

test('no address, token or watermark makes the server fail', async () => {
  const word = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed()));
  const bearer = fc.oneof(fc.stringMatching(/^[\x21-\x7e]{0,60}$/), fc.constant(conversation.token));
  const tail = fc.constantFrom('', '/activities', '/stream', '/files/x', '/upload', '/nothing');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(word, fc.constant(conversation.conversationId)),
      tail,
      word,
      bearer,
      async (id, end, mark, token) => {
        const path = `/conversations/${id}${end}?watermark=${mark}&t=${mark}`;
        isOrderly(await call(server, 'GET', path, { bearer: token }));
      },
    ),
    { numRuns: 100 },
  );
});
