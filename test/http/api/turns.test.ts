import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Commit, OutboxTask, SealedContent } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import type { Inbound, Rendered } from '../../../src/core/model/message.ts';
import { testDay } from '../../support/clock.ts';
import { present } from '../../support/present.ts';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

const says = (text: string): Inbound => ({ id: 'm', content: { kind: 'text', text }, localeHint: null });
const answers = (text: string): Rendered => ({ text, markup: 'markdown', choices: [], files: [], locale: 'ca' });
const sends = (message: number): OutboxTask => ({ ordinal: message, kind: 'send', message });
const conversation = 'c-AAAA-0001';

describe('the turns of a case', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
    await world.index.put([rowWith('AAAA-0001', {}, {})]);
  });
  afterEach(() => world.close());

  async function commit(
    revision: number,
    content: Partial<SealedContent>,
    changes: Partial<Commit> & { readonly events?: readonly Event[] },
  ): Promise<void> {
    const place = changes.conversation ?? conversation;
    const sealed = await world.sealer.seal(
      place,
      { address: null, inbound: null, outbound: [], ...content },
      'current',
    );
    await world.journal.append({
      ...{ tenant: 'default', account: 'web', conversation: place, revision, at: testDay + revision },
      ...{ inboundKey: `${place} ${revision}`, events: [], state: newConversation(testDay), outbox: [] },
      ...sealed,
      ...changes,
    });
  }
  const turns = async (query: string) => (await world.ask('supervisor', 'GET', `cases/AAAA-0001/turns${query}`)).body;

  test('show what was sent and not kept, instead of an empty bubble', async () => {
    const notKept = [{ what: 'voice', why: 'too-large' }] as const;
    const content = { kind: 'files', files: [], text: '', notKept } as const;
    await commit(1, { inbound: { id: 'm1', content, localeHint: null }, outbound: [answers('No he pogut')] }, {});
    const { turns: all } = await turns('');
    expect(all[0].citizen).toEqual({ text: '', files: [], notKept });
  });

  test('show what was said by whom, what was done, and why the bot did what it did', async () => {
    await commit(
      1,
      { inbound: says('quina vergonya'), outbound: [answers('Ho sentim')] },
      {
        events: [
          { type: 'message.classified', kind: 'complaint', confidence: 0.9, rule: null, knowledge: 'v1' },
          { type: 'question.understood', knowledge: 'v1', ranked: [{ entry: 'padro.alta', confidence: 0.3 }] },
          { type: 'protocol.applied', rule: 'complaints', protocol: 'p1', actions: ['acknowledge'] },
        ],
      },
    );
    const command = { kind: 'reply', text: 'Bon dia', files: [] } as const;
    await commit(
      2,
      { command, outbound: [answers('Ara us atén una persona'), answers('Bon dia')] },
      { events: (['case.taken', 'case.replied'] as const).map((type) => ({ type, case: 'AAAA-0001', by: 'carla' })) },
    );
    const { turns: all, more } = await turns('');
    expect(more).toBe(false);
    expect(all).toHaveLength(2);
    expect(all[0]).toMatchObject({
      ...{ account: 'web', channel: 'webchat', revision: 1, erased: false, lost: false, command: null },
      citizen: { text: 'quina vergonya', files: [] },
      said: [{ text: 'Ho sentim', by: 'bot', state: 'sent' }],
      reasoning: {
        kind: { kind: 'complaint', confidence: 0.9, rule: null },
        protocol: { rule: 'complaints', actions: ['acknowledge'], cites: ['G9 5.1'] },
        ranked: [{ entry: 'padro.alta', title: 'title of padro.alta ca', confidence: 0.3 }],
        answered: null,
      },
    });
    expect(all[1]).toMatchObject({
      citizen: null,
      command: { by: 'carla', command },
      said: [
        { text: 'Ara us atén una persona', by: 'bot', state: 'sent' },
        { text: 'Bon dia', by: 'staff', state: 'sent' },
      ],
      happened: [{ type: 'case.taken' }, { type: 'case.replied', case: 'AAAA-0001', by: 'carla' }],
    });
    expect((await turns('?after=1')).turns.map((turn: Body) => turn.revision)).toEqual([2]);
  });

  test('tell of each message whether it waits, was sent or could not be', async () => {
    await commit(1, { outbound: ['a', 'b', 'c'].map(answers) }, { outbox: [sends(0), sends(1), sends(2)] });
    const claim = async () => present((await world.outbox.claim(testDay + 9, testDay + 99, 1))[0]);
    await world.outbox.done(await claim(), null);
    await world.outbox.deadLetter(await claim(), 'platform.refused');
    const [turn] = (await turns('')).turns;
    expect(turn.said.map((message: Body) => message.state)).toEqual(['sent', 'failed', 'waiting']);
  });

  test('go back over the channels from which the person came, the oldest first', async () => {
    const continued = (from: string): readonly Event[] => [{ type: 'conversation.transferred', from, account: 'x' }];
    await commit(1, { inbound: says('one') }, { conversation: 'c-first', account: 'elsewhere' });
    await commit(1, { inbound: says('two') }, { conversation: 'c-second', events: continued('c-first') });
    await commit(1, { inbound: says('three') }, { events: continued('c-second') });
    const { turns: all } = await turns('');
    expect(all.map((turn: Body) => [turn.conversation, turn.citizen.text])).toEqual([
      ['c-first', 'one'],
      ['c-second', 'two'],
      [conversation, 'three'],
    ]);
    expect((await turns('?after=1')).turns).toEqual([]);
  });

  test('say that they were erased, and nothing of what they held', async () => {
    await commit(1, { inbound: says('secret') }, {});
    await world.keys.destroy(conversation, null);
    const [turn] = (await turns('')).turns;
    expect(turn).toMatchObject({ erased: true, lost: false, citizen: null, said: [], command: null });
  });

  test('do not call erased what lacks its key', async () => {
    const { keyId } = await world.sealer.seal(conversation, { address: null, inbound: null, outbound: [] }, 'fresh');
    await commit(1, { inbound: says('secret') }, { keyId: `${keyId} gone` });
    const [turn] = (await turns('')).turns;
    expect(turn).toMatchObject({ erased: false, lost: true, citizen: null, said: [], command: null });
  });
});
