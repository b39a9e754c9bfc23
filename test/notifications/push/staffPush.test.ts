import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type NotificationChoice, usualChoice } from '../../../src/core/model/desk/notificationChoice.ts';
import { createSendPush } from '../../../src/notifications/push/sendPush.ts';
import { createVapid } from '../../../src/notifications/push/vapid.ts';
import { agentWith } from '../../support/agent.ts';
import { type PushService, type Subscriber, startPushService } from '../../support/pushService.ts';
import { code, notificationWith, openOffice } from '../office.ts';

const vapid = createVapid(Buffer.alloc(32, 3), 'mailto:webmaster@bot.example');

let service: PushService;
beforeAll(async () => {
  service = await startPushService(() => vapid.publicKey);
});
afterAll(() => service.close());

/** The clock of the office shows 11:00 in the town. */
const lunch = { from: '10:30', to: '13:00', days: [1, 2, 3, 4, 5, 6, 7], emergencies: true };
const ona = agentWith('ona', { locales: ['en'] });
const pau = agentWith('pau', {});

function open() {
  const send = createSendPush({ vapid, services: [service.url], clock: Date.now });
  const office = openOffice({ agents: [ona, pau], post: null, hooks: [], sendPush: send });
  const add = ({ endpoint, p256dh, auth }: Subscriber, person = 'ona') =>
    office.devices.add('default', person, { name: 'Firefox, Android', endpoint, p256dh, auth });
  const choose = (choice: Partial<NotificationChoice>) =>
    office.choices.keep('default', 'ona', { ...usualChoice, ...choice });
  return { office, add, choose };
}

const assigned = notificationWith({ reason: 'assigned', agents: ['ona'], roles: [] });

describe('a device of somebody of staff', () => {
  test('is notified in their language, with the page of the case, and nobody else’s is', async () => {
    const { office, add } = open();
    const [phone, laptop, other] = [service.subscribe(), service.subscribe(), service.subscribe()];
    await add(phone);
    await add(laptop);
    await add(other, 'pau');
    await office.ask(assigned, {});
    await office.deliverAll(3);
    expect(JSON.parse(phone.messages[0] ?? '')).toEqual({
      title: `Case ${code} is yours`,
      body: 'Department: Citizens’ office',
      url: `https://bot.example.cat/console/cas/${code}`,
      ...{ end: null, lang: 'en', tag: code },
    });
    expect([phone, laptop, other].map(({ messages }) => messages.length)).toEqual([1, 1, 0]);
    expect(service.headers().topic).not.toContain(code);
    expect(office.reports).toEqual(Array(2).fill({ channel: 'push', hook: null, outcome: 'sent' }));
    // Once, however often it is carried out.
    await office.again(assigned);
    await office.deliverAll(3);
    expect(phone.messages).toHaveLength(1);
  });

  test('is left in peace with what its person does not want there, and in their quiet hours', async () => {
    const { office, add, choose } = open();
    const phone = service.subscribe();
    await add(phone);
    await choose({ ways: { ...usualChoice.ways, assigned: ['sound', 'mail'] } });
    await office.ask(assigned, {});
    await choose({ quietHours: lunch });
    await office.ask(assigned, {});
    await office.deliverAll(3);
    expect(phone.messages).toEqual([]);
    // The list has both, and an alert comes through where the person lets it.
    expect(office.notifications.notified()).toHaveLength(2);
    await office.ask(notificationWith({ reason: 'alert', agents: ['ona'], roles: [] }), {});
    await office.deliverAll(3);
    expect(phone.messages).toHaveLength(1);
    expect(office.alerted).toEqual([code]);
  });

  test('is notified later where its push service is away, and the others not twice', async () => {
    const { office, add } = open();
    const [phone, laptop] = [service.subscribe(), service.subscribe()];
    await add(phone);
    await add(laptop);
    service.answerNext(503);
    await office.ask(assigned, {});
    await office.deliverAll(5);
    expect([phone.messages.length, laptop.messages.length]).toEqual([1, 1]);
    expect(office.reports.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'sent', 'sent']);
  });

  test('is forgotten once nothing reaches it any more', async () => {
    const { office, add } = open();
    const [gone, phone] = [service.subscribe(), service.subscribe()];
    await add(gone);
    await add(phone);
    service.drop(gone);
    await office.ask(assigned, {});
    await office.deliverAll(3);
    expect(phone.messages).toHaveLength(1);
    expect((await office.devices.of('default', 'ona')).map(({ endpoint }) => endpoint)).toEqual([phone.endpoint]);
  });

  test('of who has left since is not notified', async () => {
    const { office, add } = open();
    const phone = service.subscribe();
    await add(phone);
    await office.ask(assigned, {});
    await office.directory.change('default', 'ona', { active: false });
    await office.deliverAll(3);
    expect(phone.messages).toEqual([]);
  });
});
