import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** Vectors computed while the caller waits: for measurements, whose readers are synchronous. */
export interface SyncModel {
  vectors(texts: readonly string[]): readonly Float32Array[];
}

/** What the thread is started with, and what it answers. */
export interface SyncModelStart {
  readonly file: string;
  readonly matching: string | null;
  /** Counts answers; the caller sleeps on it. */
  readonly answered: Int32Array;
  readonly port: MessagePort;
}
export type SyncModelAnswer = { readonly vectors: readonly Float32Array[] } | { readonly error: unknown };
type MessagePort = InstanceType<typeof MessageChannel>['port1'];

/** Opens a model in a thread that keeps no process alive. */
export function openSyncModel(file: string, matching: string | null): SyncModel {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('syncModelWorker.ts', import.meta.url), {
    workerData: { file, matching, answered, port: port2 } satisfies SyncModelStart,
    transferList: [port2],
    execArgv: [],
  });
  worker.unref();
  port1.unref();
  return {
    vectors(texts) {
      const before = Atomics.load(answered, 0);
      port1.postMessage(texts);
      Atomics.wait(answered, 0, before);
      const answer: SyncModelAnswer | undefined = receiveMessageOnPort(port1)?.message;
      if (answer === undefined || 'error' in answer) throw new Error('no vectors', { cause: answer?.error });
      return answer.vectors;
    },
  };
}
