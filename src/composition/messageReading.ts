import type { ReadingThread } from '../content/reading/readingThread.ts';
import type { MessageDeps } from '../core/engine/handleMessage.ts';
import { readHere } from '../core/engine/understand.ts';
import { createWaitingLine } from '../core/engine/waitingLine.ts';
import { systemTimer } from '../core/util/sleep.ts';
import type { Meaning } from '../language/meaning/meaning.ts';

/**
 * Messages that are read at once, enough to keep the threads busy; and those that may wait, for about as long as a platform holds a
 * connection. People who wait see somebody typing; a client shows each sign for some seconds.
 */
const limits = { atOnce: 32, longest: 2_000, signMs: 4_000 } as const;

/** What messages are read by, and the line in which they wait for it. */
export function messageReading(by: {
  readonly thread: ReadingThread | null;
  readonly meaning: Meaning;
}): Pick<MessageDeps, 'reader' | 'vectors' | 'line'> {
  return { reader: by.thread ?? readHere, vectors: by.meaning, line: createWaitingLine(limits, systemTimer) };
}
