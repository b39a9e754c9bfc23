import { parentPort } from 'node:worker_threads';
import type { ToReader } from '../../src/content/reading/readingThread.ts';

// The thread that reads texts, but one text is the end of it, before it says anything.
parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'read' && message.jobs.some(({ text }) => text.includes('en sec'))) process.exit(1);
});
await import('../../src/content/reading/readingWorker.ts');
