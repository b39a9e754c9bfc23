import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Commit } from '../../src/core/model/commit.ts';
import { newConversation } from '../../src/core/model/conversation.ts';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { SlotValues } from '../../src/core/model/flow.ts';
import { createConfirmations } from '../../src/notifications/email/confirmation.ts';
import { createConfirmationLimit } from '../../src/notifications/email/confirmationLimit.ts';
import { createSmtpPost } from '../../src/notifications/email/smtpTransport.ts';
import { createLocalLimit } from '../../src/store/local/limit.ts';
import { testDay } from '../support/clock.ts';
import { createLog } from '../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { echoPhrases } from '../support/phrases.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';

let server: SmtpServer;
beforeAll(async () => {
  server = await startSmtpServer();
});
afterAll(() => server.close());

const effect = { type: 'send-confirmation', slot: 'email#', locale: 'ca' } as const;

/** Processes of one installation, which share only what they count; the first one is meant where none is named. */
function open() {
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const log = createLog();
  const [limit, requests] = [createLocalLimit(2, 3_600), createLocalLimit(1, 3_600)];
  const openProcess = () => {
    const post = createSmtpPost(server.url, 'Prat <bot@example.cat>');
    const mayConfirm = createConfirmationLimit({ limit, requests, sealer, log });
    return createConfirmations({ post, sealer, translate: echoPhrases, mayConfirm, log });
  };
  const send = openProcess();
  const commitWith = async (conversation: string, slots: SlotValues, revision = 1): Promise<Commit> => ({
    ...{ tenant: 'default', account: 'web', conversation, revision, inboundKey: 'm', at: testDay },
    ...{ events: [], state: newConversation(testDay), outbox: [] },
    ...(await sealer.seal(conversation, { address: null, inbound: null, outbound: [], slots }, 'current')),
  });
  const sent = (address: string) => server.emails.filter(({ to }) => to.includes(address));
  return { send, openProcess, keys, log, commitWith, sent };
}

test('the code goes to the sealed address, and to no log', async () => {
  const { send, log, commitWith, sent } = open();
  await send(effect, await commitWith('c1', { 'email#': { text: 'anna@exemple.cat', value: '246810' } }));
  const [email] = sent('anna@exemple.cat');
  expect(email?.text).toContain('246810');
  expect(sent('anna@exemple.cat')).toHaveLength(1);
  expect(JSON.stringify(log.lines)).not.toMatch(/anna@|246810/);
});

test('nothing is sent once the person was erased', async () => {
  const { send, keys, commitWith, sent } = open();
  const commit = await commitWith('c1', { 'email#': { text: 'berta@exemple.cat', value: '246810' } });
  await keys.destroy('c1', 'another one');
  await send(effect, commit);
  expect(sent('berta@exemple.cat')).toEqual([]);
});

test('no mailbox is flooded, from however many conversations', async () => {
  const { send, commitWith, sent } = open();
  for (const conversation of ['c1', 'c2', 'c3', 'c4'])
    await send(effect, await commitWith(conversation, { 'email#': { text: 'Carla@exemple.cat', value: '246810' } }));
  expect(sent('Carla@exemple.cat')).toHaveLength(2);
});

test('an address that the mail server refuses is not tried again', async () => {
  const { send, commitWith, sent } = open();
  server.refuseNext('550 no such user');
  await send(effect, await commitWith('c9', { 'email#': { text: 'ningu@exemple.cat', value: '246810' } }));
  expect(sent('ningu@exemple.cat')).toEqual([]);
});

test('a request counts once, however often it is tried while the mail server is away', async () => {
  const { send, commitWith, sent } = open();
  const slots = { 'email#': { text: 'dolors@exemple.cat', value: '246810' } };
  const commit = await commitWith('c5', slots);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    server.refuseNext('421 come back later');
    await expect(send(effect, commit)).rejects.toBeInstanceOf(PlatformUnreachable);
  }
  await send(effect, commit);
  await send(effect, await commitWith('c5', slots, 2));
  expect(sent('dolors@exemple.cat')).toHaveLength(2);
  await send(effect, await commitWith('c5', slots, 3));
  expect(sent('dolors@exemple.cat')).toHaveLength(2);
});

test('a request counts once for all processes, and the limit is one for them together', async () => {
  const { send, openProcess, commitWith, sent } = open();
  const slots = { 'email#': { text: 'fina@exemple.cat', value: '246810' } };
  const commit = await commitWith('c10', slots);
  for (const process of [send, openProcess(), openProcess()]) {
    server.refuseNext('421 come back later');
    await expect(process(effect, commit)).rejects.toBeInstanceOf(PlatformUnreachable);
  }
  await openProcess()(effect, commit);
  for (const revision of [2, 3, 4]) await openProcess()(effect, await commitWith('c10', slots, revision));
  expect(sent('fina@exemple.cat')).toHaveLength(2);
});

test('what a conversation asks for in vain takes nothing of what others may send to an address', async () => {
  const { send, commitWith, sent } = open();
  const to = (text: string) => ({ 'email#': { text, value: '246810' } });
  await send(effect, await commitWith('c6', to('one@exemple.cat')));
  await send(effect, await commitWith('c6', to('two@exemple.cat'), 2));
  for (const revision of [3, 4]) await send(effect, await commitWith('c6', to('elena@exemple.cat'), revision));
  expect(sent('elena@exemple.cat')).toEqual([]);
  for (const conversation of ['c7', 'c8']) await send(effect, await commitWith(conversation, to('elena@exemple.cat')));
  expect(sent('elena@exemple.cat')).toHaveLength(2);
});
