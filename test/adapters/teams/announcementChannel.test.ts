import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AnnouncementChannel } from '../../../src/core/ports/adapter.ts';
import { picture, placeIn, postWith } from '../../announcements/publicPost.ts';
import { directoryId } from './support/connector.ts';
import { guidOf } from './support/identity.ts';
import { readXml } from './support/readShown.ts';
import { openWebhook, type WebhookScene } from './support/webhook.ts';

const channel = '19:avisos-0123456789abcdef@thread.tacv2';
const settings = { identity: 'single-tenant', appId: guidOf('desk'), directoryId, announce: { channel } };

let webhook: WebhookScene;
let place: AnnouncementChannel;
beforeEach(async () => {
  webhook = await openWebhook({});
  place = placeIn(await webhook.open('desk', settings));
});
afterEach(() => webhook.close());

const said = () => [...webhook.fake.connector.messages.values()].map(({ activity }) => activity);

test('an announcement is a post of its own, changed where it is, and removed', async () => {
  const id = await place.post(postWith('**Fira** <&>', {}));
  expect(said().map(({ text, conversation }) => [readXml(text ?? '').text, conversation.id])).toEqual([
    ['Fira <&>', channel],
  ]);
  await place.edit(id, postWith('**Fira** dissabte', {}));
  expect(said().map(({ text }) => readXml(text ?? '').text)).toEqual(['Fira dissabte']);
  const { signal } = new AbortController();
  await place.remove(id, signal);
  await place.remove(id, signal);
  expect(said()).toEqual([]);
});

test('one with a picture is one card, so that its id is known', async () => {
  const id = await place.post(postWith('**Fira**', { picture }));
  const [activity] = said();
  expect([id, activity?.text]).toEqual([expect.stringMatching(/^\d+$/), undefined]);
  expect(JSON.stringify(activity?.attachments)).toContain('"altText":"Dues parades"');
});
