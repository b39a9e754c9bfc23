import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOwnHost, ownAddress } from '../../../adapters/webchat/ownAddress.ts';

test.each([
  'localhost',
  'localhost:8080',
  '127.0.0.1:49152',
  '[::1]:8080',
  '192.168.1.20:8080',
  'finestreta.localhost:8080',
])('without a setting %s may be this server', (host) => {
  expect(isOwnHost(host)).toBe(true);
  expect(ownAddress(null, { protocol: 'http', host, port: 1 })).toBe(`http://${host}`);
});

test.each([
  'evil.example',
  'localhost.evil.example',
  'evil.example:8080',
  '127.0.0.1.evil.example',
  'localhost@evil.example',
  'evil.example/localhost',
  'localhost/x',
  'user@localhost',
  '2130706433',
  '',
  ' ',
])('%j may be somebody else', (host) => {
  expect(isOwnHost(host)).toBe(false);
  expect(ownAddress(null, { protocol: 'http', host, port: 8080 })).toBe('http://localhost:8080');
});

test('with a public address nothing else is believed, and whatever is said never throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('http', 'https'), (host, protocol) => {
      const asked = { protocol, host, port: 8080 };
      expect(ownAddress('https://bot.prat.example', asked)).toBe('https://bot.prat.example');
      expect(URL.canParse(ownAddress(null, asked))).toBe(true);
    }),
  );
});
