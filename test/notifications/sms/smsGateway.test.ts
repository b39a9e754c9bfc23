import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PlatformRefused, PlatformUnreachable } from '../../../src/core/model/errors.ts';
import { createSmsGateway } from '../../../src/notifications/sms/smsGateway.ts';
import { type SmsGateway, startSmsGateway } from '../../support/smsGateway.ts';

let gateway: SmsGateway;
beforeAll(async () => {
  gateway = await startSmsGateway();
});
afterAll(() => gateway.close());

const usual = '{"to":"{{to}}","from":"{{sender}}","text":"{{text}}"}';
const open = (changes: Partial<Parameters<typeof createSmsGateway>[0]> = {}) =>
  createSmsGateway({ url: gateway.url, token: 'secret-token', sender: 'Ajuntament', body: usual, ...changes });
const message = { id: 'sms.news.c.7', to: '+34612345678', text: 'Resposta al "vostre" cas:\nhttps://bot.example' };
const newest = () => gateway.requests.at(-1);
const failureOf = async (sending: Promise<void>): Promise<Error> =>
  sending.then(
    () => Promise.reject(new Error('it was sent')),
    (error: Error) => error,
  );

describe('the gateway of text messages', () => {
  test('takes JSON with the token, and with a key that is the same for the same message', async () => {
    await open()(message);
    const first = newest();
    expect(first?.body).toEqual({ to: message.to, from: 'Ajuntament', text: message.text });
    expect(first?.headers).toMatchObject({ authorization: 'Bearer secret-token', 'content-type': 'application/json' });
    await open()(message);
    const key = newest()?.headers['idempotency-key'];
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(key).toBe(first?.headers['idempotency-key']);
    await open()({ ...message, id: 'sms.news.c.8' });
    expect(newest()?.headers['idempotency-key']).not.toBe(key);
  });

  test('takes another shape, and name and password', async () => {
    const body = '{"id":"{{id}}","message":"{{text}}","phoneNumbers":["{{to}}"],"ttl":3600}';
    await open({ body, token: 'user:pass:word', sender: null })({ ...message, text: 'a {{to}} "b"' });
    expect(newest()?.body).toMatchObject({ phoneNumbers: [message.to], ttl: 3600, message: 'a {{to}} "b"' });
    expect(newest()?.headers.authorization).toBe(`Basic ${Buffer.from('user:pass:word').toString('base64')}`);
  });

  test.each([
    [401, true],
    [402, true],
    [403, true],
    [429, true],
    [503, true],
    [500, false],
    [502, false],
    [408, false],
  ])('that answers %s is tried again later; it surely sent nothing: %s', async (status, isUnsent) => {
    gateway.answerNext(status);
    const error = await failureOf(open()(message));
    expect(error).toBeInstanceOf(PlatformUnreachable);
    expect(error).toMatchObject({ isUnsent });
    expect(error.message).toContain(String(status));
  });

  test.each([400, 404, 413, 422, 302])('that answers %s is not asked again', async (status) => {
    const asked = gateway.requests.length;
    gateway.answerNext(status);
    const error = await failureOf(open()(message));
    expect(error).toBeInstanceOf(PlatformRefused);
    expect(error).toMatchObject({ retryAt: null });
    expect(gateway.requests).toHaveLength(asked + 1);
  });

  test('that has the message already (409) has taken it', async () => {
    gateway.answerNext(409);
    await expect(open()(message)).resolves.toBeUndefined();
  });

  test('is named in no error, nor are the number, the text and the token', async () => {
    const away = await startSmsGateway();
    await away.close();
    const errors = [await failureOf(open({ url: away.url })(message))];
    for (const status of [400, 500]) {
      gateway.answerNext(status);
      errors.push(await failureOf(open()(message)));
    }
    expect(errors[0]).toMatchObject({ isUnsent: true });
    for (const error of errors) {
      const all = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join();
      expect(all).not.toMatch(/612345678|secret-token|Resposta|127\.0\.0\.1/);
    }
  });
});
