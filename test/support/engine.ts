import { createEngine, type Engine, type EngineDeps } from '../../src/core/engine/engine.ts';
import { readHere } from '../../src/core/engine/understand.ts';
import { createRecentCommits } from '../../src/core/journal/recentCommits.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Receipt } from '../../src/core/ports/adapter.ts';
import { createClock, type ManualClock, testDay } from './clock.ts';
import { noVectors } from './danger.ts';
import { createLog } from './log.ts';
import { createMemoryJournal, type MemoryJournal } from './memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from './memorySealer.ts';
import { echoPhrases } from './phrases.ts';
import { createPubSub } from './pubsub.ts';
import { roomyLine } from './roomyLine.ts';
import { sideEffectsOver } from './sideEffectsOver.ts';
import { townKnowledge } from './town.ts';

/** An engine over memory, and all that it stands on. */
export interface Bench {
  readonly engine: Engine;
  readonly store: MemoryJournal;
  readonly keys: ReturnType<typeof createMemoryKeys>;
  readonly deps: EngineDeps;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof createLog>;
  readonly pubsub: ReturnType<typeof createPubSub>;
  readonly observed: readonly Parameters<EngineDeps['observe']>[0][];
  /** Hands one message in; its id is the words themselves unless one is given. */
  say(conversation: string, content: InboundContent | string, id?: string): Promise<Receipt>;
}

/** An engine with its usual dependencies. */
export function openBench(account: Account): Bench {
  return createBench(account, (deps) => deps);
}

/** An engine some of whose dependencies a test replaces. */
export function createBench(account: Account, change: (deps: EngineDeps) => EngineDeps): Bench {
  const store = createMemoryJournal();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const clock = createClock(testDay);
  const log = createLog();
  const pubsub = createPubSub();
  const observed: Parameters<EngineDeps['observe']>[0][] = [];
  const deps = change({
    journal: store.journal,
    outbox: store.outbox,
    sealer,
    ...sideEffectsOver({ journal: store.journal, sealer, keys, clock: clock.now }),
    knowledge: { current: () => townKnowledge },
    program: '1.0.0',
    reader: readHere,
    line: roomyLine(),
    vectors: noVectors,
    translate: echoPhrases,
    pubsub,
    recentCommits: createRecentCommits(clock.now),
    clock: clock.now,
    log,
    observe: (turn) => observed.push(turn),
  });
  const engine = createEngine(deps);
  return {
    engine,
    store,
    keys,
    deps,
    clock,
    log,
    pubsub,
    observed,
    say: (conversation, words, id) => {
      const content: InboundContent = typeof words === 'string' ? { kind: 'text', text: words } : words;
      return engine.receive({
        account,
        platformConversation: conversation,
        surface: 'private',
        person: null,
        address: { chat: conversation },
        inbound: { id: id ?? JSON.stringify(content), content, localeHint: null },
      });
    },
  };
}
