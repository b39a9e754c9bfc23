import { createHash, randomUUID } from 'node:crypto';
import {
  createQuestionDesk,
  type QuestionDesk,
  type QuestionDeskDeps,
} from '../../src/content/unanswered/questionDesk.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { DerivedRecords } from '../../src/core/ports/derived.ts';
import type { Lease } from '../../src/core/ports/lease.ts';
import { type DeskStore, openTestDesk, type TestDesk, testContent } from './contentDesk.ts';
import { createLog } from './log.ts';
import { createMemoryDerived } from './memoryDerived.ts';

/** The lease of a process, by its fencing token. */
export function leaseOf(token: number): Lease {
  return {
    name: 'questions',
    token,
    held: () => true,
    lost: new AbortController().signal,
    release: async () => {},
  };
}

export interface TestQuestions {
  readonly questions: QuestionDesk;
  readonly content: TestDesk;
  readonly derived: DerivedRecords;
  readonly log: ReturnType<typeof createLog>;
  /** Reads the journal to its end, as a process that begins now does. */
  readOn(): Promise<void>;
}

/** The desk of questions over a journal; each pass of `readOn` is another process. */
export async function openQuestions(
  store: DeskStore,
  changes: Partial<Pick<QuestionDeskDeps, 'vectorOf' | 'derived'>> = {},
): Promise<TestQuestions> {
  const { journal, sealer, pubsub, clock } = store;
  const content = await openTestDesk(store, await testContent());
  const derived = changes.derived ?? createMemoryDerived();
  const log = createLog();
  let passes = 0;
  // Who has nothing to do waits: here the pass ends.
  let onWait = () => {};
  const questions = createQuestionDesk({
    tenant: 'default',
    journal,
    sealer,
    derived,
    records: createRecordLog({ journal, sealer, clock: clock.now, newId: randomUUID }),
    desk: content.desk,
    content: content.knowledge.content,
    record: content.content.newest,
    codeOfWords: (words) => createHash('sha256').update(words).digest('base64url').slice(0, 16),
    vectorOf: changes.vectorOf ?? null,
    vectorsAtHand: async () => new Map(),
    pubsub,
    clock: clock.now,
    timer: (_, ring) => {
      onWait();
      ring();
      return () => {};
    },
    log,
  });
  return {
    questions,
    content,
    derived,
    log,
    async readOn() {
      const end = new AbortController();
      onWait = () => end.abort();
      passes += 1;
      await questions.follow(leaseOf(passes), end.signal);
    },
  };
}
