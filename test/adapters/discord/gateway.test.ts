import { afterEach, describe, expect, test } from '@jest/globals';
import type { ChannelDeps } from '../../../adapters/adapter.ts';
import { openGateway } from '../../../adapters/discord/gateway.ts';
import { platform } from '../../../adapters/discord/index.ts';
import { createSessions } from '../../../adapters/discord/session.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import { accountWith } from '../../support/account.ts';
import { type Desk, type DeskOptions, openDesk, token } from './support/desk.ts';

let desk: Desk;

const open = async (options: DeskOptions = {}) => {
  desk = await openDesk(options);
  await desk.discord.gateway.connected(token);
  return desk;
};

afterEach(() => desk.close());

const write = (text: string) => desk.discord.people.write(desk.alone, text);
/** What was taken, in its order, and whether it was there already. */
const taken = () =>
  desk.house.taken.map(({ delivery: { inbound }, receipt }) => [
    'text' in inbound.content && inbound.content.text,
    receipt.duplicate,
  ]);
const fresh = (...texts: readonly string[]) => texts.map((text) => [text, false]);

/** Lets every message of some words fail until it is opened. */
function gate(words: string) {
  let isOpen = false;
  let attempts = 0;
  const change = (deps: ChannelDeps): ChannelDeps => ({
    ...deps,
    async receive(delivery) {
      const { content } = delivery.inbound;
      if (!('text' in content) || content.text !== words || isOpen) return deps.receive(delivery);
      attempts += 1;
      throw new CodedError('store.busy', 'Send it again in a moment.');
    },
  });
  return {
    change,
    open: () => {
      isOpen = true;
    },
    attempts: () => attempts,
  };
}

describe('the connection to the gateway', () => {
  test('asks for direct messages and messages of servers, and nothing else', async () => {
    const { discord } = await open();
    expect(discord.gateway.intents).toEqual([(1 << 12) | (1 << 9)]);
    expect(discord.gateway.greetings).toEqual(['identify']);
  });

  test.each([
    ['breaks', () => desk.discord.gateway.cut(token)],
    ['is to be made again (7)', () => desk.discord.gateway.askToReconnect(token)],
    ['is doubted, the session is not (9)', () => desk.discord.gateway.invalidate(token, true)],
  ])('that %s in the middle is continued: nothing is lost, nothing comes twice', async (_, problem) => {
    const { discord, house } = await open();
    write('one');
    write('two');
    await house.receiveUpTo(2);
    problem();
    write('three');
    write('four');
    await house.receiveUpTo(4);
    write('five');
    await house.receiveUpTo(5);
    expect(taken()).toEqual(fresh('one', 'two', 'three', 'four', 'five'));
    // READY was the first event, the two messages were the next.
    expect(discord.gateway.greetings).toEqual(['identify', 'resume 3']);
  });

  test('that no longer answers heartbeats is left for a new one', async () => {
    const { discord, house } = await open({
      before: ({ gateway }) => {
        gateway.heartbeatIntervalMs = 40;
      },
    });
    write('one');
    await house.receiveUpTo(1);
    await house.sees(() => discord.gateway.heartbeats.at(-1) === 2);
    discord.gateway.answersHeartbeats = false;
    await house.sees(() => discord.gateway.greetings.length > 1);
    discord.gateway.answersHeartbeats = true;
    await house.sees(() => discord.gateway.isConnected(token));
    write('two');
    await house.receiveUpTo(2);
    expect(taken()).toEqual(fresh('one', 'two'));
    expect(discord.gateway.greetings[1]).toBe('resume 2');
  });

  test.each([
    [4_004, 'a token that is no longer good'],
    [4_011, 'too many servers'],
    [4_014, 'an intent that was withdrawn'],
  ])('that is closed for good (%i, %s) is said to fail', async (code) => {
    const { discord, house } = await open();
    discord.gateway.refuseWith(code);
    discord.gateway.cut(token);
    await house.sees(() => house.failing.length > 0);
    expect(house.failing).toEqual([{ account: 'desk', code: 'platform.refused' }]);
    expect(discord.gateway.greetings.at(-1)).toBe(String(code));
  });

  test.each([
    ['closes every connection at once', () => desk.discord.gateway.refuseWith(4_000)],
    ['takes connections and says nothing', () => desk.discord.gateway.beSilent()],
  ])('to a gateway that %s is said to fail, and can be closed all the same', async (_, problem) => {
    const { discord, house } = await open();
    problem();
    const failures: CodedError[] = [];
    const gateway = openGateway({
      ...{ api: `${discord.url}/api`, token, readThreads: false, inactivityTimeoutMs: 700, onDispatch: () => {} },
      sessions: createSessions(null),
      throttle: { waitForIdentify: async () => {} },
      onFailure: (error) => failures.push(error),
    });
    await house.sees(() => failures.length > 0);
    expect(failures.map(({ code }) => code)).toEqual(['platform.unreachable']);
    await gateway.close();
  });

  test('is made in one process of all; the others send', async () => {
    const here: ChannelDeps[] = [];
    desk = await openDesk({
      change(deps) {
        here.push(deps);
        return { ...deps, single: () => ({ stop: async () => {} }) };
      },
    });
    const { alone, said, house, discord } = desk;
    await here[0]?.receive({
      account: accountWith({ id: 'desk', capabilities: platform.capabilities }),
      platformConversation: alone.chat.id,
      surface: 'private',
      person: null,
      address: { channel: alone.chat.id, replyTo: null, interaction: null },
      inbound: { id: '1', content: { kind: 'text', text: 'moltes gràcies' }, localeHint: null },
    });
    await house.deliver();
    expect(said(alone.chat).at(-1)?.content).toContain('smalltalk.thanks');
    expect(discord.gateway.greetings).toEqual([]);
  });
});

describe('an event counts as received once it is durable', () => {
  test('what cannot be stored yet is tried again, and others do not wait for it', async () => {
    const stuck = gate('one');
    const { house, discord } = await open(stuck);
    write('one');
    await house.sees(() => stuck.attempts() > 0);
    const person = discord.people.person('pau');
    const chat = discord.world.chat({ type: 1 });
    discord.people.write({ ...desk.alone, person, chat }, 'two');
    await house.receiveUpTo(1);
    write('three');
    stuck.open();
    await house.receiveUpTo(3);
    expect(taken()).toEqual(fresh('two', 'one', 'three'));
  });

  test('what was not stored when the process ended comes again to the next one', async () => {
    const stuck = gate('two');
    const { house, discord } = await open(stuck);
    write('one');
    await house.receiveUpTo(1);
    write('two');
    await house.sees(() => stuck.attempts() > 0);
    stuck.open();
    await house.restart();
    await house.receiveUpTo(2);
    write('three');
    await house.receiveUpTo(3);
    expect(taken()).toEqual(fresh('one', 'two', 'three'));
    expect(discord.gateway.greetings).toEqual(['identify', 'resume 2']);
  });
});

describe('a process that ends', () => {
  test('leaves its session to the next one: what was written in between is taken, each once', async () => {
    const { house, discord } = await open();
    write('one');
    await house.receiveUpTo(1);
    await house.shut('desk');
    write('two');
    write('three');
    await house.open('desk', 'right');
    await house.receiveUpTo(3);
    expect(taken()).toEqual(fresh('one', 'two', 'three'));
    expect(discord.gateway.greetings).toEqual(['identify', 'resume 2']);
  });

  test('for so long that the session is gone: what was written in chats that it knew is looked up', async () => {
    const { house, discord, square } = await open();
    write('one');
    await house.receiveUpTo(1);
    const asked = discord.people.write(square, `<@${desk.bot.id}> here`);
    await house.receiveUpTo(2);
    await house.shut('desk');
    // Another process, which has begun no session yet and need not wait to.
    await house.restart();
    discord.gateway.forget(token);
    write('two');
    write('three');
    discord.people.write(square, 'who comes along tonight?');
    const thread = discord.world.chats.get(asked.id);
    if (!thread) throw new Error('a thread expected');
    discord.people.write({ ...square, chat: thread }, `<@${desk.bot.id}> there`);
    await house.open('desk', 'right');
    await house.receiveUpTo(5);
    write('four');
    await house.receiveUpTo(6);
    expect(taken().slice(2).toSorted()).toEqual(fresh('four', 'there', 'three', 'two'));
    expect(discord.gateway.greetings.at(-1)).toBe('identify');
  });

  test('forgets the chat of the person who had the conversation erased', async () => {
    const erased = new Set<string>();
    const { house, discord } = await open({
      change: (deps) => ({
        ...deps,
        files: {
          ...deps.files,
          open: async (conversation, id) => (erased.has(conversation) ? null : deps.files.open(conversation, id)),
        },
      }),
    });
    const { receipt } = await house.onStaffMessage(async () => write('one'));
    await house.shut('desk');
    const read = discord.requests.length;
    await house.restart();
    erased.add(receipt.conversation);
    discord.gateway.forget(token);
    write('two');
    await house.open('desk', 'right');
    await discord.gateway.connected(token);
    write('three');
    await house.receiveUpTo(2);
    expect(taken()).toEqual(fresh('one', 'three'));
    expect(discord.requests.slice(read).filter((each) => each.includes('/messages?'))).toEqual([]);
  });
});
