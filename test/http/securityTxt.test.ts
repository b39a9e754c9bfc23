import { afterEach, expect, test } from '@jest/globals';
import { type Listener, listen } from '../../src/http/listener.ts';
import { createSecurityTxt } from '../../src/http/securityTxt.ts';
import { createHttpApp } from '../../src/http/server.ts';
import { createLog } from '../support/log.ts';

let listener: Listener | null = null;
afterEach(() => listener?.close(0));

const now = Date.parse('2026-11-26T12:00:00Z');

/** What a service with these settings answers at an address of its. */
async function ask(path: string, contacts: readonly string[], publicUrl: string | null) {
  listener = await listen('127.0.0.1', 0, () => {});
  const routers = [createSecurityTxt({ contacts, publicUrl, clock: () => now })];
  listener.serve(createHttpApp({ trustProxy: 0, publicUrl, channels: [], routers, log: createLog() }), []);
  const response = await fetch(`http://127.0.0.1:${listener.port}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const address = '/.well-known/security.txt';

test('says where to report a weakness, and until when that is good (RFC 9116)', async () => {
  const contacts = ['mailto:seguretat@prat.example', 'https://prat.example/seguretat'];
  const { status, headers, text } = await ask(address, contacts, 'https://bot.prat.example');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text.trimEnd().split('\n')).toEqual([
    'Contact: mailto:seguretat@prat.example',
    'Contact: https://prat.example/seguretat',
    'Expires: 2027-02-24T12:00:00.000Z',
    'Preferred-Languages: ca, es, en',
    'Canonical: https://bot.prat.example/.well-known/security.txt',
  ]);
});

test('is not there while nobody is named who reads it', async () => {
  expect((await ask(address, [], 'https://bot.prat.example')).status).toBe(404);
});

test.each([
  ['https://bot.prat.example', 'max-age=31536000'],
  ['http://bot.prat.example', null],
  [null, null],
])('where people come to %s, browsers are told to come by TLS alone: %s', async (publicUrl, said) => {
  for (const path of [address, '/nothing-here']) {
    const { headers } = await ask(path, ['tel:+34-933-000-000'], publicUrl);
    expect(headers.get('strict-transport-security')).toBe(said);
    await listener?.close(0);
  }
});
