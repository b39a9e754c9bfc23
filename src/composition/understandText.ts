import type { ReadingThread } from '../content/reading/readingThread.ts';
import { readHere, understand } from '../core/engine/understand.ts';
import { codeOf } from '../core/model/errors.ts';
import type { KnowledgeSource, SentenceVectors } from '../core/ports/knowledge.ts';
import type { Log } from '../core/ports/log.ts';
import type { Conversations } from './bot.ts';

/** Understands texts that are no messages, as searches, with what reads messages. */
export function understandText(deps: {
  knowledge: KnowledgeSource;
  reading: ReadingThread | null;
  meaning: SentenceVectors;
  log: Log;
}): Conversations['understand'] {
  const { knowledge, meaning: vectors, log } = deps;
  const reader = deps.reading ?? readHere;
  const failed = (error: unknown) => log.error({ code: codeOf(error), error }, 'reading a text failed in part');
  return (text) => understand(knowledge.current(), { reader, vectors }, { kind: 'text', text }, failed);
}
