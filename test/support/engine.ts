import { createEngine, type Engine, type EngineParts } from '../../src/core/engine/engine.ts';
import { createFreshTurns } from '../../src/core/journal/recentCommits.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Receipt } from '../../src/core/ports/adapter.ts';
import { createClock, type ManualClock, testDay } from './clock.ts';
import { noVectors } from './danger.ts';
import { effectsOver } from './effects.ts';
import { createLog } from './log.ts';
import { createMemoryJournal, type MemoryJournal } from './memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from './memorySealer.ts';
import { echoPhrases } from './phrases.ts';
import { townKnowledge } from './town.ts';
import { createWake } from './wake.ts';

/** An engine over memory, and all that it stands on. */
export interface Bench {
  readonly engine: Engine;
  readonly store: MemoryJournal;
  readonly keys: ReturnType<typeof createMemoryKeys>;
  readonly parts: EngineParts;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof createLog>;
  readonly wake: ReturnType<typeof createWake>;
  readonly observed: readonly Parameters<EngineParts['observe']>[0][];
  /** Hands one message in; its id is the words themselves unless one is given. */
  say(conversation: string, content: InboundContent | string, id?: string): Promise<Receipt>;
}

/** An engine whose parts are as they are. */
export function openBench(account: Account): Bench {
  return createBench(account, (parts) => parts);
}

/** An engine some of whose parts a test replaces. */
export function createBench(account: Account, change: (parts: EngineParts) => EngineParts): Bench {
  const store = createMemoryJournal();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const clock = createClock(testDay);
  const log = createLog();
  const wake = createWake();
  const observed: Parameters<EngineParts['observe']>[0][] = [];
  const parts = change({
    journal: store.journal,
    outbox: store.outbox,
    sealer,
    ...effectsOver({ journal: store.journal, sealer, keys, clock: clock.now }),
    knowledge: { current: () => townKnowledge },
    vectors: noVectors,
    translate: echoPhrases,
    wake,
    fresh: createFreshTurns(clock.now),
    clock: clock.now,
    log,
    observe: (turn) => observed.push(turn),
  });
  const engine = createEngine(parts);
  return {
    engine,
    store,
    keys,
    parts,
    clock,
    log,
    wake,
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
