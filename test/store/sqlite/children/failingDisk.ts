import { parentPort } from 'node:worker_threads';
import type { OfCheckpointThread, ToCheckpointThread } from '../../../../src/store/sqlite/checkpoints.ts';

// A thread of checkpoints whose disk fails to flush.
const answer = (message: OfCheckpointThread) => parentPort?.postMessage(message);
parentPort?.on('message', (message: ToCheckpointThread) => {
  const { file } = message;
  if (message.kind === 'open') answer({ kind: 'opened', file });
  else if (message.kind === 'close') answer({ kind: 'closed', file });
  else answer({ kind: 'done', id: message.id, file, result: null, code: 'EIO', isLost: true });
});
