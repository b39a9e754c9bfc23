import { expect, test } from '@jest/globals';
import type { Bot } from '../../src/composition/bot.ts';
import { codeOf } from '../../src/core/model/errors.ts';
import { accountWith, pushCapabilities } from '../support/account.ts';
import { learntDir } from '../support/service.ts';
import { makeTownBot } from './support/townBot.ts';

const account = accountWith({ id: 'group', channel: 'somewhere', capabilities: pushCapabilities });

/** What a citizen writes on a platform to which each message is sent. */
function receive(bot: Bot, id: string, text: string) {
  return bot.conversations.engine.receive({
    ...{ account, platformConversation: 'ana', surface: 'private', person: null, address: 'ana' },
    inbound: { id, content: { kind: 'text', text }, localeHint: 'ca' },
  });
}

test('what staff did is kept through the end of a process: who serves, what is to be sent, and which cases there are', async () => {
  const town = await makeTownBot({ LEARNT_DIR: learntDir });
  const open = async () => {
    const bot = await town.open();
    bot.accounts.open.put({ account, send: null, inboxChannel: null, place: null });
    return bot;
  };

  const first = await open();
  const person = { name: 'Ona', roles: ['agent'], departments: ['oiac'], locales: ['ca'] } as const;
  const newcomer = { ...person, tenant: 'default', email: 'ona@example.cat' };
  const { agent } = await first.staff.people.invitations.invite(newcomer, null);
  const { conversation } = await receive(first, '1', '/person');
  const [opened] = await first.staff.desk.index.due(Number.MAX_SAFE_INTEGER, 10);
  const handleCommand = {
    ...{ id: 'd1', tenant: 'default', conversation, case: opened?.case.code ?? '', by: agent.id, seen: 1 },
    command: { kind: 'reply', text: 'Bon dia, us atenc jo', files: [] },
  } as const;
  const { revision } = await first.staff.desk.handleCommand(handleCommand);
  // It ends before anything was sent, and the index is lost.
  await first.staff.desk.index.clear();
  await first.close();

  const second = await open();
  const sent: { text: string; address: unknown }[] = [];
  second.accounts.open.put({
    account,
    send: async ({ message, address }) => {
      sent.push({ text: message.text, address });
      return { platformId: null };
    },
    inboxChannel: null,
    place: null,
  });
  expect(await second.staff.desk.handleCommand(handleCommand)).toEqual({ revision, duplicate: true });
  await second.delivery.now();
  // It says who writes, for the platform has no other way.
  expect(sent.filter(({ text }) => text.endsWith(handleCommand.command.text))).toEqual([
    { text: expect.stringMatching(/^\*\*[^*]+:\*\*\n\nBon dia, us atenc jo$/), address: 'ana' },
  ]);
  const count = sent.length;
  await receive(second, '2', 'moltes gràcies');
  await second.delivery.now();
  expect(sent).toHaveLength(count);
  expect(await second.staff.desk.rows.rebuild(new AbortController().signal)).toBe(1);
  expect(await second.staff.desk.index.byCode('default', handleCommand.case)).toMatchObject({
    ...{ channel: 'somewhere', handledBy: agent.id, text: 'moltes gràcies', case: { assignee: agent.id } },
  });
  // Anybody who may no longer serve does nothing more.
  await second.staff.people.directory.change('default', agent.id, { active: false }, agent.id);
  const refused = second.staff.desk.handleCommand({ ...handleCommand, id: 'd2', seen: null }).catch(codeOf);
  expect(await refused).toBe('auth.refused');
  await second.close();
  town.folder.remove();
  await town.content.remove('.');
});
