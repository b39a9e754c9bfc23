import { describe, expect, test } from '@jest/globals';
import { platform } from '../../../adapters/discord/index.ts';

describe('the settings of an account of Discord', () => {
  test('are all optional', () => {
    const plain = { api: 'https://discord.com/api', readThreads: false, fileBytes: 10_485_760 };
    expect(platform.readSettings({})).toEqual(plain);
    expect(platform.readSettings(undefined)).toEqual(plain);
    expect(platform.readSettings({ api: 'http://proxy.local:8080/api/' })).toMatchObject({
      api: 'http://proxy.local:8080/api',
    });
  });

  test.each([
    [{ api: 'discord.com' }, 'api:'],
    [{ readThreads: 'yes' }, 'readThreads:'],
    [{ fileBytes: 0 }, 'fileBytes:'],
    [{ token: 'a-secret' }, 'token'],
    ['all', 'settings:'],
  ])('%j are refused in words that say where', (given, where) => {
    const read = () => platform.readSettings(given);
    expect(read).toThrow(expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(where) }));
    expect(read).not.toThrow(/a-secret/);
  });
});
