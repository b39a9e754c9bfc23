import { workerData } from 'node:worker_threads';
import { openModel } from '../../src/language/meaning/model.ts';
import type { SyncModelAnswer, SyncModelStart } from './syncModel.ts';

const { file, matching, answered, port }: SyncModelStart = workerData;
const model = openModel(file, matching);

port.on('message', async (texts: readonly string[]) => {
  const answer: SyncModelAnswer = await model.then(
    async ({ vectors }) => ({ vectors: await vectors(texts) }),
    (error: unknown) => ({ error }),
  );
  port.postMessage(answer);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});
