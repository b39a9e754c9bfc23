import { beforeAll, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { type ReplayedTurn, type ReplayTurnDeps, replayTurns } from '../../../src/core/engine/replayTurn.ts';
import { readHere } from '../../../src/core/engine/understand.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { InboundContent, Surface } from '../../../src/core/model/message.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { noVectors } from '../../support/danger.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { roomyLine } from '../../support/roomyLine.ts';
import { sideEffectsOver, testKey } from '../../support/sideEffectsOver.ts';
import { describeStore, type StoreBed } from './describeStore.ts';
import { type MakeFixture, makeCommit } from './fixture.ts';

const desk = accountWith({});
const chat = accountWith({
  id: 'chat',
  capabilities: pushCapabilities,
  links: { ...desk.links, start: 'https://chat.example/?start={code}' },
});

const reported = 'hi ha un forat enorme a la vorera';

/** The town with the flows that ship, in whose turns a text lays a defect open. */
async function townWithDefect(): Promise<Knowledge> {
  const known = townWithFlows(await shippedFlows(), { [reported]: 'incident' });
  return {
    ...known,
    command(text) {
      if (text === 'break') throw new Error('a defect of the turn');
      return known.command(text);
    },
  };
}

/** An engine over the store, and the replay of what it has written. */
function openTown(bed: StoreBed, knowledge: Knowledge) {
  const { journal, outbox } = bed.store;
  const clock = createClock(testDay);
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const sideEffects = sideEffectsOver({ journal, sealer, keys, clock: clock.now });
  const engine = createEngine({
    ...sideEffects,
    ...{ journal, outbox, sealer, program: '1.0.0', reader: readHere, line: roomyLine(), vectors: noVectors },
    translate: echoPhrases,
    ...{ knowledge: { current: () => knowledge }, pubsub: createPubSub(), recentCommits: { put() {} } },
    ...{ clock: clock.now, log: createLog(), observe() {}, casesAhead: async () => (ahead += 1) },
  });
  let said = 0;
  // Each time it is counted there are more, so that a replay that counted again would come out otherwise.
  let ahead = 0;
  const say = async (
    account: Account,
    person: string,
    words: string | InboundContent,
    surface: Surface = 'private',
  ): Promise<string> => {
    said += 1;
    clock.advance(60_000);
    const content: InboundContent = typeof words === 'string' ? { kind: 'text', text: words } : words;
    const { conversation, revision } = await engine.receive({
      ...{ account, platformConversation: `${surface} ${person}`, surface, person, address: person },
      inbound: { id: `m${said}`, content, localeHint: null },
    });
    const [commit] = await journal.read(conversation, revision - 1, 1);
    const outbound = (commit && (await sealer.open(commit)))?.outbound ?? [];
    return outbound.map(({ text }) => text).join('\n');
  };
  const deps: ReplayTurnDeps = {
    ...{ journal, sealer, flowVersions: sideEffects.flowVersions },
    ...{ channelTransfers: sideEffects.channelTransfers, caseLink: sideEffects.caseLink },
    knowledgeOf: async (version) => (version === 'v1' ? { knowledge, translate: echoPhrases } : null),
  };
  const replay = async (changes: Partial<ReplayTurnDeps> = {}, conversation: string | null = null) => {
    const replayed: ReplayedTurn[] = [];
    for await (const each of replayTurns({ ...deps, ...changes, journal }, conversation))
      if (each.replayed !== null) replayed.push(each.replayed);
    return replayed;
  };
  const kinds = async (...given: Parameters<typeof replay>) => (await replay(...given)).map(({ kind }) => kind);
  return { say, replay, kinds, keys, sealer, engine };
}

/** A conversation about everything that a turn may do. */
const messages: readonly (string | InboundContent)[] = [
  { kind: 'start' },
  "com m'empadrono",
  'un paper del padró',
  '1',
  { kind: 'choice', value: 'entry:padro.certificat', text: 'title of padro.certificat ca' },
  'el fanal no funciona',
  'hi ha foc',
  'wie melde ich mich an',
  'how do i register',
  'sou uns burros',
  'soc la Maria, 12345678Z',
  'ajuda',
  { kind: 'files', files: [], text: 'mobles vells' },
  { kind: 'location', latitude: 41.3, longitude: 2.1, text: '' },
  'vull parlar amb algú',
  '/my-data',
  'break',
  'quina hora és a tòquio',
  '👍',
];

/** A turn can be run again from what the journal says. */
export function replayContract(makeFixture: MakeFixture): void {
  describeStore('replay', makeFixture, (bed) => {
    let knowledge: Knowledge;
    beforeAll(async () => {
      knowledge = await townWithDefect();
    });

    test('every turn comes out the same, in private and in public, on both kinds of channel', async () => {
      const { say, replay } = openTown(bed, knowledge);
      for (const account of [desk, chat])
        for (const surface of ['private', 'public'] as const)
          for (const words of messages) await say(account, 'ann', words, surface);
      const replayed = await replay();
      expect(replayed.filter(({ kind }) => kind !== 'same')).toEqual([]);
      expect(replayed).toHaveLength(4 * messages.length);
    });

    test('a turn that continues another conversation takes from it what was there then', async () => {
      const { say, kinds, keys, sealer } = openTown(bed, knowledge);
      const move = async () => /start=(\w{8})/.exec(await say(chat, 'ann', 'soc la Maria, 12345678Z', 'public'))?.[1];
      await say(chat, 'ann', "com m'empadrono", 'public');
      const code = (await move()) ?? '';
      await say(chat, 'ann', { kind: 'continue', code, text: '' });
      await say(chat, 'ann', 'moltes gràcies', 'public');
      expect(await kinds()).toEqual(['same', 'same', 'same', 'same']);
      await keys.destroy(sealer.conversationId('default', 'chat', 'public ann'), null);
      // The third one continued what is erased now.
      expect(await kinds()).toEqual(['erased', 'erased', 'erased', 'erased']);
    });

    test('a matter told in several messages keeps its answers, and a case is shown elsewhere by its key', async () => {
      const { say, kinds, replay, engine } = openTown(bed, knowledge);
      const receipt = await say(desk, 'ann', reported);
      await say(desk, 'ann', 'davant del forn del carrer Gran 12');
      await engine.idle();
      const code = /\w{4}-\w{4}/.exec(receipt)?.[0] ?? '';
      expect(await say(desk, 'bob', `https://bot.example/cas/${code}#${testKey}`)).toContain('caseOpened');
      expect(await kinds()).toEqual(['same', 'same', 'same']);
      // Another version of the flow would ask otherwise.
      const [, second] = await replay({ flowVersions: { keep: async () => {}, find: async () => null }, ...noFlow() });
      expect(second?.kind).toBe('erased');
      await say(desk, 'ann', { kind: 'choice', value: 'erase:yes', text: '' });
      expect(await kinds()).toEqual(['erased', 'erased', 'same', 'erased']);

      function noFlow(): Partial<ReplayTurnDeps> {
        const without = { ...knowledge, flows: { ...knowledge.flows, all: [] } };
        return { knowledgeOf: async () => ({ knowledge: without, translate: echoPhrases }) };
      }
    });

    test('what was erased is not run again, and neither is what lost its key; what comes after is', async () => {
      const { say, kinds, keys, sealer } = openTown(bed, knowledge);
      await say(desk, 'ann', "com m'empadrono");
      await say(desk, 'ann', 'ajuda');
      await say(desk, 'ann', { kind: 'choice', value: 'erase:yes', text: '' });
      await say(desk, 'ann', 'mobles vells');
      await say(desk, 'bob', 'mobles vells');
      expect(await kinds()).toEqual(['erased', 'erased', 'same', 'same', 'same']);
      keys.lose(sealer.conversationId('default', 'front-desk', 'private bob'));
      expect(await kinds()).toEqual(['erased', 'erased', 'same', 'same', 'lost']);
    });

    test('a turn that comes out otherwise names the first difference, and nothing that was said', async () => {
      const { say, replay } = openTown(bed, knowledge);
      await say(desk, 'ann', "com m'empadrono");
      await say(desk, 'ann', 'ajuda');
      const without = { ...knowledge, entry: () => undefined };
      const [first, second] = await replay({
        knowledgeOf: async () => ({ knowledge: without, translate: echoPhrases }),
      });
      expect(first).toMatchObject({
        kind: 'different',
        circumstances: { program: '1.0.0', knowledge: 'v1' },
        difference: { path: expect.stringMatching(/^events\[\d\]/), recorded: expect.any(String) },
      });
      expect(second?.kind).toBe('same');
      const [worded] = await replay({
        knowledgeOf: async () => ({ knowledge, translate: (key, locale) => `other ${key} ${locale}` }),
      });
      expect(worded).toMatchObject({ difference: { path: 'outbound[0].text', recorded: null, again: null } });
    });

    test('content that is not kept, and commits that did not record what they were given, are told apart', async () => {
      const { say, kinds } = openTown(bed, knowledge);
      await say(desk, 'ann', "com m'empadrono");
      expect(await kinds({ knowledgeOf: async () => null })).toEqual(['unknown-knowledge']);
      const { sealer } = openTown(bed, knowledge);
      const inbound = { id: 'x', content: { kind: 'text', text: 'x' }, localeHint: null } as const;
      const sealed = await sealer.seal('older', { address: null, inbound, outbound: [] }, 'current');
      await bed.store.journal.append(makeCommit('older', 1, sealed));
      expect(await kinds({ sealer }, 'older')).toEqual(['unrecorded']);
    });

    test('one conversation is replayed alone, however long it is', async () => {
      const { say, kinds, sealer } = openTown(bed, knowledge);
      for (let turn = 0; turn < 210; turn++) await say(desk, 'ann', turn % 2 === 0 ? '👍' : 'ajuda');
      await say(desk, 'bob', 'ajuda');
      const id = sealer.conversationId('default', 'front-desk', 'private ann');
      expect(await kinds({}, id)).toEqual(Array(210).fill('same'));
      expect(await kinds({}, 'nobody')).toEqual([]);
    });
  });
}
