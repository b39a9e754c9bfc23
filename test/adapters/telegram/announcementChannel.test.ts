import { afterEach, expect, test } from '@jest/globals';
import { announcementChannelOf } from '../../../adapters/telegram/announcementChannel.ts';
import { openApi } from '../../../adapters/telegram/api.ts';
import { platform } from '../../../adapters/telegram/index.ts';
import { readTelegramSettings } from '../../../adapters/telegram/settings.ts';
import { picture, placeIn, postWith } from '../../announcements/publicPost.ts';
import { type Desk, openDesk } from './support/desk.ts';

let desk: Desk;
afterEach(() => desk.close());

async function openPlace() {
  desk = await openDesk({ settings: { announce: { chat: '@ciutat' } } });
  return placeIn(await desk.open());
}
const calls = () => desk.bot.calls.filter(({ method }) => /Message/.test(method));

test('an announcement is posted to the channel, changed where it is, and removed', async () => {
  const place = await openPlace();
  const id = await place.post(postWith('**Fira** <&>', { picture }));
  await place.edit(id, postWith('**Fira** dissabte', { picture }));
  // Said already, and gone already: neither is an error.
  await place.edit(id, postWith('**Fira** dissabte', { picture }));
  const { signal } = new AbortController();
  await place.remove(id, signal);
  await place.remove(id, signal);
  const preview = { url: picture.url, prefer_large_media: true, show_above_text: true };
  expect(calls()[0]?.payload).toEqual({
    chat_id: '@ciutat',
    text: '<b>Fira</b> &lt;&amp;&gt;',
    parse_mode: 'HTML',
    link_preview_options: preview,
  });
  expect(calls()[1]).toMatchObject({ method: 'editMessageText', payload: { message_id: Number(id) } });
  await expect(place.edit(id, postWith('more', {}))).rejects.toMatchObject({ code: 'platform.refused' });
});

test('who gets nothing for sure is told from who may have it', async () => {
  const place = await openPlace();
  const problem = { kind: 'status', status: 502, description: 'Bad Gateway', parameters: {} } as const;
  const met = desk.bot.problem(/^sendMessage$/, problem);
  await expect(place.post(postWith('a', {}))).rejects.toMatchObject({ code: 'platform.unreachable', isUnsent: false });
  await met;
  // Nobody listens there.
  const apiRoot = 'http://127.0.0.1:1';
  const settings = readTelegramSettings({ apiRoot, announce: { chat: -1_001 } });
  const nowhere = announcementChannelOf({ api: await openApi('42:x', apiRoot), settings, failed: () => {} }, () => 0);
  await expect(nowhere?.post(postWith('a', {}))).rejects.toMatchObject({
    code: 'platform.unreachable',
    isUnsent: true,
  });
});

test('the settings name a channel by its id or name', () => {
  expect(platform.announces).toBe(true);
  for (const chat of [-1_001_234, '@ciutat']) expect(platform.readSettings({ announce: { chat } })).toBeDefined();
  for (const chat of [12, 'ciutat', '@a']) expect(() => platform.readSettings({ announce: { chat } })).toThrow('chat');
});
