import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CodedError } from '../../../src/core/model/errors.ts';
import { ana } from '../../contract/adapter/scene.ts';
import { openWebhook, type WebhookScene } from './support/webhook.ts';

let webhook: WebhookScene;
beforeEach(async () => {
  webhook = await openWebhook();
  await webhook.open('desk');
});
afterEach(() => webhook.close());

const write = () => webhook.fake.post('desk', webhook.fake.activity(ana, { text: 'Hola' }));
const data = { choice: 'none', label: 'Cap d’aquestes', said: 'Què **voleu**?' };
const press = (value: unknown = { action: { type: 'Action.Execute', data } }) =>
  webhook.fake.post('desk', webhook.fake.activity(ana, { type: 'invoke', name: 'adaptiveCard/action', value }));

test('a message and a pressed button are answered only once what they caused is durable', async () => {
  let commit = () => {};
  const durable = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let arrived = () => {};
  const both = new Promise<void>((resolve) => {
    let count = 0;
    arrived = () => {
      count += 1;
      if (count === 2) resolve();
    };
  });
  webhook.answerWith(async () => {
    arrived();
    await durable;
  });
  const answers: number[] = [];
  const requests = [write(), press()].map(async (request) => {
    const { status } = await request;
    answers.push(status);
  });
  await both;
  // Another request is answered meanwhile: what is not answered now is not answered early.
  expect((await webhook.fake.post('desk', webhook.fake.activity(ana, { type: 'typing' }))).status).toBe(200);
  expect(answers).toEqual([]);
  commit();
  await Promise.all(requests);
  expect(answers).toEqual([200, 200]);
});

test('a pressed button shows what was chosen, in place of all buttons', async () => {
  const answer = await (await press()).json();
  expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  const said = JSON.stringify(answer);
  expect(said).toContain('✓ Cap d’aquestes');
  expect(said).toContain('voleu');
  expect(said).not.toContain('ActionSet');
});

test.each<[string, () => Error, number]>([
  ['a store that is busy', () => new CodedError('store.busy', 'later'), 503],
  ['a full disk', () => new CodedError('store.full', 'no space'), 507],
  ['a fault of ours', () => new Error('it says what the person wrote: Hola'), 500],
])('%s is no acknowledgement, and says nothing of the inside', async (_name, error, status) => {
  webhook.answerWith(async () => {
    throw error();
  });
  for (const response of [await write(), await press()]) {
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/Hola|no space|later/);
  }
});

test.each<[string, unknown, number]>([
  ['no activity', {}, 400],
  ['a list', [], 400],
  ['no service to answer at', { type: 'message', channelId: 'msteams', recipient: { id: 'x' } }, 400],
])('%s is refused with the place to look at', async (_name, body, status) => {
  const response = await fetch(`${webhook.url}/api/messages/desk`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(status);
  expect(((await response.json()) as { error: { message: string } }).error.message).toMatch(/check \w+/);
});

test('what is no JSON, or too much of it, is refused', async () => {
  const send = (body: string) =>
    fetch(`${webhook.url}/api/messages/desk`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
  expect((await send('{')).status).toBe(400);
  expect((await send(JSON.stringify('x'.repeat(1_100_000)))).status).toBe(413);
});

test('an account that is none is not found, one that closes asks to come back', async () => {
  expect((await webhook.fake.post('library', webhook.fake.activity(ana, { text: 'Hola' }))).status).toBe(404);
  await webhook.channel.close();
  const response = await write();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).not.toBeNull();
  expect(webhook.received).toEqual([]);
});

test('closing waits for what is under way', async () => {
  let commit = () => {};
  let arrived = () => {};
  const begun = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  webhook.answerWith(() => {
    arrived();
    return new Promise((resolve) => {
      commit = resolve;
    });
  });
  const request = write();
  await begun;
  const order: string[] = [];
  const closing = webhook.channel.close().then(() => order.push('closed'));
  commit();
  await request.then(() => order.push('answered'));
  await closing;
  expect((await request).status).toBe(200);
  expect(webhook.received).toHaveLength(1);
});

test('an invocation that is not known is said to be so', async () => {
  expect((await press({ action: { data: {} } })).status).toBe(501);
});
