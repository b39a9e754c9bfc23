import { expect, test } from '@jest/globals';
import { accountWith } from '../support/account.ts';
import { startPushService } from '../support/pushService.ts';
import { learntDir } from '../support/service.ts';
import { makeTownBot } from './support/townBot.ts';

const account = accountWith({});

test('a device is told of an answer through a whole service, by the key that it knew before a restart', async () => {
  const known = { key: '' };
  const service = await startPushService(() => known.key);
  const town = await makeTownBot({ LEARNT_DIR: learntDir, PUSH_SERVICES: service.url });
  const open = async () => {
    const bot = await town.open();
    bot.accounts.open.put({ account, send: null, inboxChannel: null, place: null });
    return bot;
  };
  const first = await open();
  known.key = first.conversations.push?.vapid.publicKey ?? '';
  const phone = service.subscribe();
  expect(first.conversations.push?.accepts(phone)).toBe(true);
  expect(first.conversations.push?.accepts({ ...phone, endpoint: 'https://evil.example/push' })).toBe(false);
  const { conversation } = await first.conversations.engine.receive({
    ...{ account, platformConversation: 'ana', surface: 'private', person: null, address: 'ana' },
    inbound: { id: '1', content: { kind: 'text', text: '/person' }, localeHint: 'ca' },
  });
  const [opened] = await first.staff.desk.index.due(Number.MAX_SAFE_INTEGER, 10);
  const code = opened?.case.code ?? '';
  const { endpoint, p256dh, auth } = phone;
  await first.conversations.engine.fromCasePage({
    ...{ tenant: 'default', conversation, case: code, id: 'form', inbound: null },
    act: { kind: 'notify-device' },
    device: { endpoint, p256dh, auth, locale: 'en' },
  });
  await first.close();

  const second = await open();
  const person = { name: 'Ona', roles: ['agent'], departments: ['oiac'], locales: ['ca'] } as const;
  const { agent } = await second.staff.people.invitations.invite(
    { ...person, tenant: 'default', email: 'ona@example.cat' },
    null,
  );
  const reply = (id: string, text: string) =>
    second.staff.desk.handleCommand({
      ...{ id, tenant: 'default', conversation, case: code, by: agent.id, seen: null },
      command: { kind: 'reply', text, files: [] },
    });
  await reply('d1', 'Ja ho tenim arreglat');
  expect(phone.messages).toHaveLength(1);
  expect(JSON.parse(phone.messages[0] ?? '')).toMatchObject({ lang: 'en', tag: code });
  expect(phone.messages[0]).not.toContain('arreglat');
  // Another answer at once is no news.
  await reply('d2', 'I el banc també');
  expect(phone.messages).toHaveLength(1);
  await second.close();
  await service.close();
  town.folder.remove();
  await town.content.remove('.');
});
