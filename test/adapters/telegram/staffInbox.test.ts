import { afterEach, describe, expect, test } from '@jest/globals';
import { platform } from '../../../adapters/telegram/index.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { agentWith } from '../../support/agent.ts';
import { group, openStaffGroup } from './support/staffGroup.ts';

const ona = agentWith('ona', { name: 'Ona Serra', platformIds: { telegram: '11' } });
const pau = agentWith('pau', { name: 'Pau Vila', platformIds: { telegram: '12' } });
const boss = agentWith('boss', { roles: ['supervisor'] });
const left = agentWith('left', { active: false, platformIds: { telegram: '13' } });

let house: Awaited<ReturnType<typeof openStaffGroup>>;
afterEach(() => house.close());

/** A house with a case that a citizen's words have opened, and its topic. */
async function openWithCase() {
  house = await openStaffGroup([ona, pau, left], undefined);
  const opened = await house.openCase('maria');
  await house.deliver();
  house.toCitizen.splice(0);
  return { ...opened, topic: house.topic(), before: house.posted().length };
}
const caseOf = (code: string) => house.index.rows().find((row) => row.case.code === code);

describe('a Telegram group with topics as the place of staff', () => {
  test('shows a case as a topic with code, department, deadline and what the citizen said', async () => {
    const { code } = await openWithCase();
    expect(house.topics()).toEqual([`${code} · Oficina`]);
    const [introduction, words] = house.posted();
    expect(introduction).toContain(`Cas ${code}`);
    expect(introduction).toContain('Departament: Oficina');
    expect(introduction).toContain(`https://bot.example.cat/console/cas/${code}`);
    expect(words).toBe('Ciutadania: passeu-me amb algú');
  });

  test('brings replies to the citizen and what the citizen says to the topic, each once', async () => {
    const { topic, before } = await openWithCase();
    await house.write(11, topic, 'Bon dia, us truquem ara.');
    expect(house.toCitizen.join('\n')).toContain('Bon dia, us truquem ara.');
    await house.again();
    expect(house.toCitizen.filter((text) => text.includes('us truquem ara'))).toHaveLength(1);
    await house.say('maria', 'Gràcies, espero');
    await house.deliver();
    // What was written in the topic is not repeated there.
    expect(house.posted().slice(before)).toEqual(['Ciutadania: Gràcies, espero']);
    expect(house.inGroup().at(-1)?.payload.message_thread_id).toBe(topic);
    expect(house.taken()).toBe(0);
  });

  test.each([
    ['a note', '/note és una persona gran'],
    ['an aside', '// què en penseu?'],
    ['a command that was mistyped', '/nota és una persona gran'],
    ['a command without its slash in place', '!close resolved'],
  ])('%s never leaves it', async (_, text) => {
    const { topic } = await openWithCase();
    await house.write(11, topic, text);
    expect(house.toCitizen).toEqual([]);
    expect(house.posted().join('\n')).not.toContain(`per ${text}`);
  });

  test('keeps notes in the case', async () => {
    const { topic, conversation } = await openWithCase();
    await house.write(11, topic, '/note és una persona gran, @pau');
    const commit = house.store.commits().findLast((each) => each.conversation === conversation);
    expect(commit?.events).toContainEqual(expect.objectContaining({ type: 'case.noted', by: 'ona' }));
    expect(commit?.outbox).toContainEqual(
      expect.objectContaining({
        sideEffects: expect.arrayContaining([
          expect.objectContaining({ notification: expect.objectContaining({ agents: ['pau'] }) }),
        ]),
      }),
    );
  });

  test('takes, transfers, closes and hands back', async () => {
    const { topic, code } = await openWithCase();
    await house.write(11, topic, '/take');
    expect(caseOf(code)?.handledBy).toBe('ona');
    await house.write(11, topic, '/handback');
    expect(caseOf(code)?.handledBy).toBeNull();
    await house.write(11, topic, '/transfer @PauVila');
    expect(caseOf(code)?.case.assignee).toBe('pau');
    await house.write(11, topic, '/close resolved');
    expect(caseOf(code)?.case).toMatchObject({ status: 'closed', closed: { by: 'ona', reason: 'resolved' } });
    expect(house.inGroup().at(-1)?.method).toBe('closeForumTopic');
  });

  test('lets nobody act in a case that they may not see: being in the group is not enough', async () => {
    const { topic, code } = await openWithCase();
    await house.write(11, topic, '/transfer premsa');
    expect(caseOf(code)?.case.department).toBe('premsa');
    const commits = house.store.commits().length;
    for (const text of ['/close resolved', '/note SECRET', 'SECRET']) {
      await house.write(11, topic, text);
      expect(house.posted().at(-1)).toContain('No he enviat res');
    }
    expect(house.toCitizen.join()).not.toContain('SECRET');
    expect(
      house.store
        .commits()
        .slice(commits)
        .flatMap(({ events }) => events)
        .filter((event) => 'case' in event),
    ).toEqual([]);
  });

  test('shows what belongs to a case, and nothing of other cases of the same person', async () => {
    house = await openStaffGroup([ona, pau], ['oiac']);
    const { conversation } = await house.say('maria', 'el fanal no funciona');
    await house.say('maria', 'soc periodista');
    await house.say('maria', '/help');
    const press = house.index.rows().find((row) => row.case.department === 'premsa')?.case.code ?? '';
    const command = { kind: 'note', text: 'SECRET note', mentions: [] } as const;
    const perform = { id: 'n1', tenant: 'default', conversation, case: press, by: 'pau', command, seen: null };
    await house.engine.handleCommand(perform);
    await house.say('maria', 'el fanal no funciona', 'again');
    await house.deliver();
    expect(house.topics()).toHaveLength(1);
    expect(house.posted().filter((text) => text.startsWith('Ciutadania'))).toEqual([
      'Ciutadania: el fanal no funciona',
      'Ciutadania: el fanal no funciona',
    ]);
    expect(house.posted().join()).not.toMatch(/SECRET|periodista/);
    // A note on another case that cannot be seen here keeps nobody from answering.
    await house.write(11, house.topic(), 'Ja hi anem.');
    expect(house.toCitizen.join()).toContain('Ja hi anem.');
  });

  test('shows that a case went to another department, and nothing of it after that until it comes back', async () => {
    house = await openStaffGroup([ona, pau, boss], ['oiac']);
    const { conversation, code } = await house.openCase('maria');
    await house.deliver();
    const perform = (id: string, command: StaffCommand) =>
      house.engine.handleCommand({ id, tenant: 'default', conversation, case: code, by: 'boss', command, seen: null });
    await perform('d1', { kind: 'assign', to: { department: 'premsa' } });
    await perform('d2', { kind: 'note', text: 'SECRET note', mentions: [] });
    await house.say('maria', 'SECRET, espero');
    await house.deliver();
    expect(house.posted().at(-1)).toContain('Premsa');
    await perform('d3', { kind: 'assign', to: { department: 'oiac' } });
    await house.say('maria', 'Hola de nou');
    await house.deliver();
    expect(house.posted().join()).not.toContain('SECRET');
    expect(house.posted().slice(-2)).toEqual([expect.stringContaining('Oficina'), 'Ciutadania: Hola de nou']);
  });

  test('says what it did not understand, and sends nothing', async () => {
    const { topic, before } = await openWithCase();
    await house.write(11, topic, '/transfer ningú');
    await house.write(11, topic, '/close perquè sí');
    await house.write(11, topic, '', { photo: [{ file_id: 'a', file_unique_id: 'a', file_size: 1 }], text: undefined });
    const answers = house.posted().slice(before);
    expect(answers[0]).toContain('oiac, premsa');
    expect(answers[1]).toContain('resolved, no-answer');
    expect(answers[2]).toContain("només s'envien textos");
    expect(house.toCitizen).toEqual([]);
  });

  test('tells anybody who is not listed, or no more, once, and sends nothing of theirs', async () => {
    const { topic, before } = await openWithCase();
    await house.write(99, topic, 'Hola, jo també hi sóc');
    await house.write(99, topic, '/close spam');
    await house.write(13, topic, 'Encara hi tinc accés?');
    const answers = house.posted().slice(before);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toContain('99');
    expect(house.toCitizen).toEqual([]);
  });

  test('tells who comes second that a colleague has the case', async () => {
    const { topic, before } = await openWithCase();
    await house.write(11, topic, '/take');
    await house.write(12, topic, 'Ja ho porto jo');
    expect(house.posted().slice(before).at(-1)).toContain('No he enviat res');
    expect(house.toCitizen.join()).not.toContain('Ja ho porto jo');
  });

  test('shows what colleagues do in the console', async () => {
    const { conversation, code, before } = await openWithCase();
    const command = { kind: 'reply', text: 'Des de la consola', files: [] } as const;
    await house.engine.handleCommand({
      id: 'c1',
      tenant: 'default',
      conversation,
      case: code,
      by: 'pau',
      command,
      seen: null,
    });
    await house.deliver();
    expect(house.posted().slice(before)).toContain('Pau Vila, des de la consola: Des de la consola');
  });

  test('what is said outside of the topics of cases stays there', async () => {
    await openWithCase();
    const calls = house.inGroup().length;
    await house.write(11, 4_444, 'Qui fa el cafè?');
    expect(house.inGroup()).toHaveLength(calls);
    expect([house.toCitizen, house.taken()]).toEqual([[], 0]);
  });

  test('goes on where it was when the platform fails in the middle', async () => {
    house = await openStaffGroup([ona], undefined);
    const problem = { kind: 'status', status: 500, description: 'Internal Server Error', parameters: {} } as const;
    void house.bot.problem(/sendMessage/, problem);
    await house.openCase('maria');
    await house.deliver();
    house.clock.advance(60_000);
    await house.deliver();
    expect(house.topics()).toHaveLength(1);
    expect(house.posted().at(-1)).toBe('Ciutadania: passeu-me amb algú');
  });

  test('opens another topic when somebody has deleted the one of a case', async () => {
    await openWithCase();
    const description = 'Bad Request: message thread not found';
    void house.bot.problem(/sendMessage/, { kind: 'status', status: 400, description, parameters: {} });
    await house.say('maria', 'Hi sou?');
    await house.deliver();
    expect(house.topics()).toHaveLength(2);
    expect(house.posted().at(-1)).toBe('Ciutadania: Hi sou?');
    await house.write(11, house.topic(), 'Sí, digueu-me.');
    expect(house.toCitizen.join('\n')).toContain('Sí, digueu-me.');
  });

  test('deletes the topic when the person asks to be erased', async () => {
    const { topic } = await openWithCase();
    await house.say('maria', { kind: 'choice', value: 'erase:yes', text: 'Sí' });
    await house.deliver();
    const deleted = house.inGroup().filter(({ method }) => method === 'deleteForumTopic');
    expect(deleted.map(({ payload }) => payload.message_thread_id)).toEqual([topic]);
  });
});

test('a place for some departments shows no case of another one', async () => {
  house = await openStaffGroup([ona], ['premsa']);
  await house.openCase('maria');
  await house.deliver();
  expect(house.inGroup()).toEqual([]);
});

test('settings name a group, and nothing that is none', async () => {
  house = await openStaffGroup([ona], undefined);
  expect(platform.readSettings({ staff: { chat: group } })).toMatchObject({ staff: { chat: group } });
  expect(() => platform.readSettings({ staff: { chat: 12 } })).toThrow(/staff.chat/);
  expect(() => platform.readSettings({ staff: { chat: group, departments: [] } })).toThrow(/staff.departments/);
});
