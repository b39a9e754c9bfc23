import { describe, expect, test } from '@jest/globals';
import { readWebchatSettings } from '../../../adapters/webchat/index.ts';
import { fileTypes } from '../../../src/core/util/fileType.ts';

test('without any setting the chat runs for its own pages', () => {
  expect(readWebchatSettings({})).toMatchObject({
    siteKey: 'finestreta',
    origins: [],
    publicUrl: null,
    tokenSeconds: 1_800,
    upload: { bytes: 4_194_304, types: fileTypes, atOnce: 16, perConversation: 1, perAddress: 4 },
  });
});

test('a building behind one address gets a multiple of what one conversation does', () => {
  const { posts, reads, streams, startsPerMinute } = readWebchatSettings({});
  expect({ posts, reads, streams: streams.perAddress, startsPerMinute }).toEqual({
    posts: { byAddress: 1_200, byConversation: 120 },
    reads: { byAddress: 12_000, byConversation: 600 },
    streams: 1_200,
    startsPerMinute: 120,
  });
});

test('anybody who raises what a conversation may do raises what an address may', () => {
  const most = { WEBCHAT_POSTS_PER_MINUTE: '1000000', WEBCHAT_STARTS_PER_MINUTE: '1000000' };
  const { posts, reads, streams } = readWebchatSettings(most);
  for (const count of [posts.byAddress, reads.byAddress, reads.byConversation, streams.perAddress]) {
    expect(count).toBeGreaterThanOrEqual(1_000_000);
  }
  const own = {
    WEBCHAT_ADDRESS_POSTS_PER_MINUTE: '50',
    WEBCHAT_READS_PER_MINUTE: '60',
    WEBCHAT_STREAMS_PER_ADDRESS: '70',
  };
  expect(readWebchatSettings({ ...most, ...own })).toMatchObject({
    posts: { byAddress: 50 },
    reads: { byConversation: 60 },
    streams: { perAddress: 70 },
  });
});

test('an empty value counts as none', () => {
  expect(readWebchatSettings({ WEBCHAT_SITE_KEY: '', PUBLIC_URL: '', WEBCHAT_TOKEN_MINUTES: '' })).toEqual(
    readWebchatSettings({}),
  );
});

test('reads lists and addresses as people write them', () => {
  const settings = readWebchatSettings({
    WEBCHAT_ORIGINS: ' https://www.elprat.cat, http://localhost:8080 ,',
    PUBLIC_URL: 'https://bot.elprat.cat/',
    WEBCHAT_UPLOAD_TYPES: 'png, pdf',
  });
  expect(settings.origins).toEqual(['https://www.elprat.cat', 'http://localhost:8080']);
  expect(settings.publicUrl).toBe('https://bot.elprat.cat');
  expect(settings.upload.types).toEqual(['png', 'pdf']);
});

describe('a wrong setting is named with how to fix it', () => {
  test.each([
    ['WEBCHAT_ORIGINS', 'https://www.elprat.cat/'],
    ['WEBCHAT_ORIGINS', 'www.elprat.cat'],
    ['WEBCHAT_ORIGINS', '*'],
    ['WEBCHAT_SITE_KEY', 'with space'],
    ['PUBLIC_URL', 'ftp://x'],
    ['WEBCHAT_TOKEN_MINUTES', '0'],
    ['WEBCHAT_TOKEN_MINUTES', 'soon'],
    ['WEBCHAT_UPLOAD_TYPES', 'svg'],
  ])('%s=%s', (key, value) => {
    expect(() => readWebchatSettings({ [key]: value })).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(key) }),
    );
  });
});
