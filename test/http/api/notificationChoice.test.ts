import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { notificationReasons, usualChoice } from '../../../src/core/model/desk/notificationChoice.ts';
import { listenTo } from './listen.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await openConsole({});
});
afterEach(() => world.close());

const quietHours = { from: '00:00', to: '00:00', days: [1, 2, 3, 4, 5, 6, 7], emergencies: true };

test('each reads and changes how they are notified, and nobody else’s', async () => {
  const before = await world.ask('anna', 'GET', 'me/notifications');
  expect(before.body).toEqual({
    ...{ choice: usualChoice, sendsMail: false, timeZone: 'Europe/Madrid' },
    push: { publicKey: 'PUBLIC', devices: [] },
  });
  const choice = { ways: { ...usualChoice.ways, opened: [] }, quietHours };
  const kept = await world.ask('anna', 'POST', 'me/notifications', choice);
  expect([kept.status, kept.body.choice]).toEqual([200, choice]);
  expect((await world.ask('anna', 'GET', 'me/notifications')).body.choice).toEqual(choice);
  expect((await world.ask('carla', 'GET', 'me/notifications')).body.choice).toEqual(usualChoice);
});

test.each([
  ['a reason is missing', { ways: { opened: [] }, quietHours: null }],
  ['a reason is unknown', { ways: { ...usualChoice.ways, gossip: [] }, quietHours: null }],
  ['a way is unknown', { ways: { ...usualChoice.ways, opened: ['pigeon'] }, quietHours: null }],
  ['a time is none', { ways: usualChoice.ways, quietHours: { ...quietHours, from: '24:00' } }],
  ['there is no day', { ways: usualChoice.ways, quietHours: { ...quietHours, days: [] } }],
  ['a day is none', { ways: usualChoice.ways, quietHours: { ...quietHours, days: [0] } }],
  ['somebody is named', { ways: usualChoice.ways, quietHours: null, agent: 'carla' }],
])('is refused where %s', async (_, body) => {
  expect((await world.ask('anna', 'POST', 'me/notifications', body)).status).toBe(400);
  expect((await world.ask('anna', 'GET', 'me/notifications')).body.choice).toEqual(usualChoice);
});

const device = { name: 'Firefox, Android', endpoint: 'https://push.example/a', p256dh: 'KEY', auth: 'AUTH' };

test('each adds and removes devices of their own, which nobody else sees, and whose addresses nobody does', async () => {
  const added = await world.ask('anna', 'POST', 'me/devices', device);
  const again = await world.ask('anna', 'POST', 'me/devices', { ...device, name: 'Firefox' });
  const [known] = again.body.view.push.devices;
  expect([added.body.added, again.body.added]).toEqual([known.id, known.id]);
  expect(again.body.view.push.devices).toEqual([{ id: known.id, name: 'Firefox', addedAt: expect.any(Number) }]);
  expect(JSON.stringify([added.body, again.body])).not.toContain(device.endpoint);
  expect((await world.ask('carla', 'GET', 'me/notifications')).body.push.devices).toEqual([]);
  // Who guesses an id removes nothing of others.
  await world.ask('carla', 'POST', 'me/devices/remove', { id: known.id });
  expect((await world.ask('anna', 'GET', 'me/notifications')).body.push.devices).toHaveLength(1);
  expect((await world.ask('anna', 'POST', 'me/devices/remove', { id: known.id })).body.push.devices).toEqual([]);
});

test('of many devices the newest stay', async () => {
  for (let count = 0; count < 12; count++) {
    await world.ask('anna', 'POST', 'me/devices', {
      ...device,
      name: `${count}`,
      endpoint: `${device.endpoint}${count}`,
    });
    world.clock.advance(1_000);
  }
  const { devices } = (await world.ask('anna', 'GET', 'me/notifications')).body.push;
  expect(devices.map(({ name }: { name: string }) => name)).toEqual(Array.from({ length: 10 }, (_, at) => `${at + 2}`));
});

test.each([
  ['it is at no push service that is known', { ...device, endpoint: 'https://intranet.example/a' }],
  ['it has no name', { ...device, name: ' ' }],
  ['its name is long', { ...device, name: 'x'.repeat(61) }],
  ['its address is endless', { ...device, endpoint: `https://push.example/${'x'.repeat(2_000)}` }],
  ['somebody is named', { ...device, agent: 'carla' }],
])('a device is refused where %s', async (_, body) => {
  expect((await world.ask('anna', 'POST', 'me/devices', body)).status).toBe(400);
  expect((await world.ask('anna', 'GET', 'me/notifications')).body.push.devices).toEqual([]);
});

test('open pages are told what to keep to themselves, those of the person alone', async () => {
  const stream = (agent: string) => listenTo(`${world.url}/console/api/stream`, agent, {});
  const [anna, carla] = [await stream('anna'), await stream('carla')];
  await world.ask('anna', 'POST', 'me/notifications', { ways: usualChoice.ways, quietHours });
  const held = notificationReasons.filter((reason) => reason !== 'alert');
  expect((await anna.next())?.news).toEqual({ type: 'muted', soundless: held, hushed: held });
  // A page that is opened later is told at once.
  const later = await stream('anna');
  expect((await later.next())?.news).toEqual({ type: 'muted', soundless: held, hushed: held });
  await world.ask('anna', 'POST', 'me/notifications', usualChoice);
  expect((await anna.next())?.news).toEqual({ type: 'muted', soundless: [], hushed: [] });
  await world.ask('carla', 'POST', 'me/notifications', { ways: { ...usualChoice.ways, opened: [] }, quietHours: null });
  expect((await carla.next())?.news).toEqual({ type: 'muted', soundless: ['opened'], hushed: [] });
  for (const each of [anna, carla, later]) each.leave();
});
