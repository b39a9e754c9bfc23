import { expect, test } from '@jest/globals';
import { readTelegramSettings } from '../../../adapters/telegram/settings.ts';

test('an account needs no settings of its own', () => {
  const defaults = { receive: 'polling', fileBytes: 10_485_760, apiRoot: 'https://api.telegram.org' };
  expect(readTelegramSettings(undefined)).toEqual(defaults);
  expect(readTelegramSettings({})).toEqual(defaults);
});

test('a slash at the end of the address is not part of it', () => {
  expect(readTelegramSettings({ apiRoot: 'http://127.0.0.1:8081/' })).toMatchObject({
    apiRoot: 'http://127.0.0.1:8081',
  });
});

test.each([
  [{ receive: 'pulling' }, 'receive'],
  [{ fileBytes: 30_000_000 }, 'fileBytes'],
  [{ apiRoot: 'ftp://x.example' }, 'apiRoot'],
  [{ token: '1:secret' }, 'token'],
])('%j is refused, naming what to fix', (given, key) => {
  expect(() => readTelegramSettings(given)).toThrow(
    expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(key) }),
  );
});

test('a token in the wrong place is not repeated', () => {
  expect(() => readTelegramSettings({ token: '1:secret' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  );
});
