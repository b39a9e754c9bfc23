import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { picture, placeIn, postWith } from '../../announcements/publicPost.ts';
import { type Desk, openDesk } from './support/desk.ts';
import type { Chat } from './support/world.ts';

const channel = '700000000000000088';
let desk: Desk;
let square: Chat;

beforeEach(async () => {
  desk = await openDesk({
    settings: { announce: { channel } },
    before: ({ world }) => {
      square = world.chat({ id: channel, type: 0, guild: '700000000000000001' });
    },
  });
});
afterEach(() => desk.close());

test('an announcement is posted once however often it is sent, changed where it is, and removed', async () => {
  const place = placeIn(desk.opened);
  const post = postWith('**Fira** @everyone', { picture });
  const id = await place.post(post);
  expect(await place.post(post)).toBe(id);
  expect(place.recognisesMs).toBeGreaterThan(0);
  expect(desk.said(square)).toHaveLength(1);
  await place.edit(id, postWith('**Fira** dissabte', {}));
  expect(desk.said(square).map(({ content }) => content)).toEqual(['**Fira** dissabte']);
  const { signal } = new AbortController();
  await place.remove(id, signal);
  await place.remove(id, signal);
  expect(desk.said(square)).toEqual([]);
});

test('a correction adds a picture to what had none, and takes it away', async () => {
  const place = placeIn(desk.opened);
  const id = await place.post(postWith('**Fira**', {}));
  const seen = () => desk.said(square).map(({ flags, embeds }) => [flags, embeds]);
  await place.edit(id, postWith('**Fira**', { picture }));
  expect(seen()).toEqual([[0, [{ image: { url: picture.url } }]]]);
  await place.edit(id, postWith('**Fira**', {}));
  expect(seen()).toEqual([[4, []]]);
});

test('what Discord does not take is refused for good', async () => {
  square.may.write = false;
  await expect(placeIn(desk.opened).post(postWith('a', {}))).rejects.toMatchObject({
    code: 'platform.refused',
    retryAt: null,
  });
});
