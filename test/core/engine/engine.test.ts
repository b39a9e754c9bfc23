import { describe, expect, test } from '@jest/globals';
import { caseCodeOf } from '../../../src/core/engine/decideTurn.ts';
import { createEngine } from '../../../src/core/engine/engine.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import { notUnderstood, understandingOf } from '../../../src/core/model/understanding.ts';
import { outboxTopic } from '../../../src/core/ports/pubsub.ts';
import { render } from '../../../src/core/render/render.ts';
import { runTurn } from '../../../src/core/turn/pipeline.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { createBench, openBench } from '../../support/engine.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { townKnowledge } from '../../support/town.ts';

/** What a commit recorded of its message. */
function recordedIn({ events }: Commit) {
  const received = events.find((event) => event.type === 'message.received');
  return received?.understanding === undefined
    ? notUnderstood(townKnowledge.version)
    : understandingOf(received.understanding, townKnowledge.helpFor);
}

const entryOf = (commit: Commit | undefined) => commit?.events.find(({ type }) => type === 'question.answered');

describe('one message', () => {
  test('becomes one commit that holds all it caused', async () => {
    const { say, store, deps } = openBench(accountWith({}));
    const receipt = await say('c1', "Com m'empadrono");
    expect(receipt).toEqual({ conversation: expect.any(String), revision: 1, duplicate: false });
    const [commit, ...others] = store.commits();
    expect(others).toEqual([]);
    expect(commit).toMatchObject({
      tenant: 'default',
      account: 'front-desk',
      conversation: receipt.conversation,
      revision: 1,
      at: testDay,
      state: { introduced: true },
      outbox: [],
    });
    expect(entryOf(commit)).toBeDefined();
    const content = commit && (await deps.sealer.open(commit));
    expect(content).toMatchObject({
      address: { chat: 'c1' },
      inbound: { content: { text: "Com m'empadrono" } },
      outbound: [{ text: 'introduction ca' }, { text: expect.stringContaining('padro.alta ca') }],
    });
    expect(commit?.commitments).toHaveLength(3);
  });

  test('leaves nothing of what was said in the clear part of its commit', async () => {
    const { say, store } = openBench(accountWith({}));
    await say('a-secret-chat', 'my secret words', 'a-secret-id');
    const [clear] = store.commits().map(({ sealed: _, ...commit }) => JSON.stringify(commit));
    expect(clear).not.toContain('secret');
  });

  test('wakes anybody who reads the conversation, and is told to the metrics', async () => {
    const { say, pubsub, observed } = openBench(accountWith({}));
    const { conversation } = await say('c1', 'hola');
    expect(pubsub.published).toEqual([conversation]);
    expect(observed).toMatchObject([{ account: { id: 'front-desk' }, milliseconds: 0 }]);
  });

  test('that the platform must be sent becomes tasks of the outbox, in their order, and wakes the dispatcher', async () => {
    const { say, store, pubsub } = openBench(accountWith({ capabilities: pushCapabilities }));
    const { conversation } = await say('c1', "Com m'empadrono");
    expect(store.commits()[0]?.outbox).toEqual([
      { ordinal: 0, kind: 'send', message: 0 },
      { ordinal: 1, kind: 'send', message: 1 },
    ]);
    expect(pubsub.published).toEqual([conversation, outboxTopic]);
  });

  test('that asks to erase is sealed under a fresh key, and its effect is a task on every channel', async () => {
    const { say, store, keys } = openBench(accountWith({}));
    const { conversation } = await say('c1', '/erase');
    await say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' });
    const [asked, erased] = store.commits();
    expect(erased?.outbox).toEqual([{ ordinal: 0, kind: 'side-effects', sideEffects: [{ type: 'erase-content' }] }]);
    expect(asked?.keyId).not.toBe(erased?.keyId);
    // It is done when the person reads that it is; the task is there in case the process had ended before.
    expect(keys.living(conversation)).toEqual([erased?.keyId]);
    await say('c1', 'hola');
    expect(store.commits()[2]?.keyId).toBe(erased?.keyId);
  });
});

describe('a message that comes again', () => {
  test('gets the same receipt and changes nothing', async () => {
    const { say, store, pubsub, observed } = openBench(accountWith({}));
    const first = await say('c1', 'hola', 'm1');
    await say('c1', 'adéu', 'm2');
    const before = store.commits();
    expect(await say('c1', 'hola', 'm1')).toEqual({ ...first, duplicate: true });
    expect(await say('c1', 'other words', 'm1')).toEqual({ ...first, duplicate: true });
    expect(store.commits()).toEqual(before);
    expect([pubsub.published.length, observed.length]).toEqual([2, 2]);
  });

  test('at the same time, also in another process, is in the journal once', async () => {
    const { say, store, deps } = openBench(accountWith({}));
    const other = createEngine(deps);
    const delivery = {
      account: accountWith({}),
      platformConversation: 'c1',
      surface: 'private',
      person: null,
      address: { chat: 'c1' },
      inbound: { id: 'm1', content: { kind: 'text', text: 'hola' }, localeHint: null },
    } as const;
    const receipts = await Promise.all([say('c1', 'hola', 'm1'), other.receive(delivery), say('c1', 'hola', 'm1')]);
    expect(receipts.map(({ revision }) => revision)).toEqual([1, 1, 1]);
    expect(receipts.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(store.commits()).toHaveLength(1);
  });

  test('is a message of its own in another conversation or account', async () => {
    const { say, store, deps } = openBench(accountWith({}));
    await say('c1', 'hola', 'm1');
    await say('c2', 'hola', 'm1');
    await createEngine(deps).receive({
      account: accountWith({ id: 'library' }),
      platformConversation: 'c1',
      surface: 'private',
      person: null,
      address: null,
      inbound: { id: 'm1', content: { kind: 'text', text: 'hola' }, localeHint: null },
    });
    expect(new Set(store.commits().map(({ conversation }) => conversation)).size).toBe(3);
  });
});

describe('messages of one conversation', () => {
  test('are taken in the order in which they came', async () => {
    const { say, store, deps } = openBench(accountWith({}));
    const words = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    await Promise.all(words.map((text) => say('c1', text)));
    const contents = await Promise.all(store.commits().map((commit) => deps.sealer.open(commit)));
    expect(contents.map((content) => content?.inbound?.content)).toEqual(words.map((text) => ({ kind: 'text', text })));
    expect(store.commits().map(({ revision }) => revision)).toEqual(words.map((_, index) => index + 1));
  });

  test('do not wait for those of another conversation', async () => {
    const held = Promise.withResolvers<void>();
    const { say, store } = createBench(accountWith({}), (deps) => ({
      ...deps,
      journal: {
        ...deps.journal,
        append: async (commit) => {
          if (commit.conversation === deps.sealer.conversationId('default', 'front-desk', 'slow')) await held.promise;
          return deps.journal.append(commit);
        },
      },
    }));
    const slow = say('slow', 'hola');
    const quick = await Promise.all(['c1', 'c2', 'c3'].map((conversation) => say(conversation, 'hola')));
    expect(quick.map(({ revision }) => revision)).toEqual([1, 1, 1]);
    expect(store.commits()).toHaveLength(3);
    held.resolve();
    expect(await slow).toMatchObject({ revision: 1, duplicate: false });
  });
});

describe('when another process was faster', () => {
  test('the turn is decided again from what is there now', async () => {
    const { say, store, deps } = openBench(accountWith({}));
    const engines = [createEngine(deps), createEngine(deps), createEngine(deps)];
    await say('c1', 'moltes gràcies');
    const receipts = await Promise.all(
      engines.map((engine, index) =>
        engine.receive({
          account: accountWith({}),
          platformConversation: 'c1',
          surface: 'private',
          person: null,
          address: { chat: 'c1' },
          inbound: { id: `other-${index}`, content: { kind: 'text', text: 'blah' }, localeHint: null },
        }),
      ),
    );
    expect(receipts.map(({ revision }) => revision).sort()).toEqual([2, 3, 4]);
    expect(store.commits().map(({ state }) => (state as ConversationState).unansweredInARow)).toEqual([0, 1, 2, 3]);
    expect(
      store.commits().filter(({ events }) => events.some(({ type }) => type === 'conversation.started')),
    ).toHaveLength(1);
  });

  test('again and again, the platform is asked to send the message again', async () => {
    const { say, store, pubsub } = createBench(accountWith({}), (deps) => ({
      ...deps,
      journal: { ...deps.journal, append: async () => 'conflict' },
    }));
    await expect(say('c1', 'hola')).rejects.toMatchObject({ code: 'turn.contended' });
    expect([store.commits(), pubsub.published]).toEqual([[], []]);
  });
});

describe('when the store fails', () => {
  test.each(['load', 'append'] as const)('in %s, nothing is acknowledged and the next try works', async (where) => {
    let broken = true;
    const { say, store, pubsub, observed } = createBench(accountWith({}), (deps) => {
      const fail = () => Promise.reject(new CodedError('store.full', 'The disk is full. Make room on it.'));
      const { load, append } = deps.journal;
      return {
        ...deps,
        journal: {
          ...deps.journal,
          load: (...given) => (broken && where === 'load' ? fail() : load(...given)),
          append: (...given) => (broken && where === 'append' ? fail() : append(...given)),
        },
      };
    });
    await expect(say('c1', 'hola')).rejects.toMatchObject({ code: 'store.full' });
    expect([store.commits(), pubsub.published, observed]).toEqual([[], [], []]);
    broken = false;
    expect(await say('c1', 'hola')).toMatchObject({ revision: 1, duplicate: false });
  });

  test('for one message, those behind it go on', async () => {
    let failures = 1;
    const { say, store } = createBench(accountWith({}), (deps) => ({
      ...deps,
      journal: {
        ...deps.journal,
        append: (commit) => (failures-- > 0 ? Promise.reject(new Error('busy')) : deps.journal.append(commit)),
      },
    }));
    const [lost, kept] = await Promise.allSettled([say('c1', 'one'), say('c1', 'two')]);
    expect([lost?.status, kept?.status]).toEqual(['rejected', 'fulfilled']);
    expect(store.commits()).toHaveLength(1);
  });
});

describe('when deciding fails', () => {
  test('the person is told, the journal says so, and the log holds no word of theirs', async () => {
    const { say, store, log, deps } = createBench(accountWith({}), (made) => ({
      ...made,
      knowledge: {
        current: () => ({
          ...townKnowledge,
          command: () => {
            throw new Error('index out of bounds');
          },
        }),
      },
    }));
    await say('c1', 'my secret words');
    const [commit] = store.commits();
    expect(commit?.events).toContainEqual({ type: 'turn.failed', code: 'handler.failed' });
    expect(commit && (await deps.sealer.open(commit))?.outbound).toMatchObject([{ text: 'failed ca' }]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { code: 'handler.failed' } }]);
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });

  test('a message that could not be understood is answered as an unknown one, and the log holds no word of it', async () => {
    const { say, store, log, deps } = createBench(accountWith({}), (made) => ({
      ...made,
      knowledge: {
        current: () => ({
          ...townKnowledge,
          understand: () => {
            throw new Error('index out of bounds');
          },
        }),
      },
    }));
    await say('c1', 'my secret words');
    const [commit] = store.commits();
    expect(commit?.events).toContainEqual({ type: 'question.unanswered', reason: 'unknown', knowledge: 'v1' });
    const said = commit && (await deps.sealer.open(commit))?.outbound;
    expect(said?.at(-1)).toMatchObject({ text: 'unanswered ca' });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { error: expect.any(Error) } }]);
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });
});

describe('idle', () => {
  test('resolves once no turn is under way, and at once when there is none', async () => {
    const { engine, say, store } = openBench(accountWith({}));
    await engine.idle();
    for (let turn = 0; turn < 5; turn++) void say('c1', `message ${turn}`);
    void say('c2', 'hola');
    await engine.idle();
    expect(store.commits()).toHaveLength(6);
  });

  test('does not reject when a turn does', async () => {
    const { engine, say } = createBench(accountWith({}), (deps) => ({
      ...deps,
      journal: { ...deps.journal, append: () => Promise.reject(new Error('busy')) },
    }));
    const turn = say('c1', 'hola');
    await engine.idle();
    await expect(turn).rejects.toThrow('busy');
  });
});

test('any past conversation can be replayed from its journal: the same events, states and messages', async () => {
  const { say, store, deps, clock } = openBench(accountWith({}));
  const words = [
    "Com m'empadrono",
    '1',
    'blah',
    'un paper del padró',
    '3',
    '/language',
    '2',
    'How do I register',
    '12345678Z',
    '/restart',
    'programa de festes',
    '/erase',
    '2',
    'Wie melde ich mich an',
    'hi ha foc',
  ];
  await say('c1', { kind: 'start' });
  for (const [index, text] of words.entries()) {
    clock.advance(1_000);
    await say('c1', text, `m${index}`);
  }
  const commits = store.commits();
  expect(commits).toHaveLength(words.length + 1);
  for (const [index, commit] of commits.entries()) {
    const content = await deps.sealer.open(commit);
    if (!content?.inbound) throw new Error('the content must be readable');
    const replayed = runTurn({
      state: (commits[index - 1]?.state as ConversationState | undefined) ?? newConversation(commit.at),
      first: commit.revision === 1,
      inbound: content.inbound,
      account: accountWith({}),
      surface: 'private',
      person: null,
      knowledge: townKnowledge,
      understanding: recordedIn(commit),
      translate: echoPhrases,
      transfer: null,
      issueCode: () => 'K7QF2MDX',
      revision: commit.revision,
      issueCaseCode: () => caseCodeOf(deps.sealer, commit.conversation, commit.revision),
      caseLink: (code: string) => `https://bot.example/cas/${code}`,
      now: commit.at,
    });
    expect(replayed.events).toEqual(commit.events);
    expect(replayed.state).toEqual(commit.state);
    const said = replayed.outbound.flatMap((message) => render(message, accountWith({}).capabilities, deps.translate));
    expect(said).toEqual(content.outbound);
  }
});

test('a conversation that was stored before there were cases goes on', async () => {
  const before = openBench(accountWith({}));
  await before.say('c1', 'blah');
  const [commit] = before.store.commits();
  if (commit === undefined) throw new Error('there must be a commit');
  const { cases, takeover, askedToRate, breaches, ...state } = commit.state as ConversationState;
  const later = createBench(accountWith({}), (deps) => ({
    ...deps,
    journal: {
      ...before.store.journal,
      load: async (...given) => {
        const { latest, duplicateOf } = await before.store.journal.load(...given);
        return { latest: latest && { ...latest, state: state as ConversationState }, duplicateOf };
      },
    },
  }));
  await later.say('c1', '/person');
  expect(before.store.commits()[1]?.state).toMatchObject({ cases: [{ kind: 'person' }], breaches: 0 });
});
