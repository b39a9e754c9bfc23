import { generateKeyPairSync } from 'node:crypto';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { Journal } from '../../../src/core/ports/journal.ts';
import type { Lease } from '../../../src/core/ports/lease.ts';
import type { EntriesOf } from '../../../src/transparency/entries/createEntries.ts';
import { createBatches } from '../../../src/transparency/log/batch.ts';
import type { DurableFiles } from '../../../src/transparency/log/durableFiles.ts';
import type { LogSigner } from '../../../src/transparency/log/logKeys.ts';
import { runSequencer, type SequencerDeps } from '../../../src/transparency/log/sequencer.ts';
import { checkpointText } from '../../../src/transparency/note/checkpoint.ts';
import { publicKeyOf, signCheckpoint } from '../../../src/transparency/note/signatures.ts';
import { formatNote, keyIdOf, type VerifierKey } from '../../../src/transparency/note/signedNote.ts';
import { makeCommit } from '../../contract/store/fixture.ts';

export const origin = 'finestreta.example.cat/transparencia/log';

/** An entry for each commit whose revision is not a multiple of five, and two for each tenth conversation. */
export const numbered: EntriesOf = async ({ conversation, revision }) => {
  if (revision % 5 === 0) return [];
  const line = (n: number) =>
    JSON.stringify({ at: '2026-11-24T12:00:00Z', n, type: 'case.closed', v: 1, x: `${conversation}.${revision}` });
  return conversation.endsWith('0') ? [line(1), line(2)] : [line(1)];
};

/** The journal of many conversations, oldest first. */
export const manyCommits = (count: number): readonly Commit[] =>
  Array.from({ length: count }, (_, index) => makeCommit(`c${index % 30}`, Math.floor(index / 30) + 1, {}));

const { privateKey } = generateKeyPairSync('ed25519');
export const testKey: VerifierKey = { name: origin, kind: 'ed25519', publicKey: publicKeyOf('ed25519', privateKey) };

/** Signs with Ed25519 alone, which gives the same bytes each time. */
const testSigner: LogSigner = {
  origin,
  keys: [Buffer.from(keyIdOf(testKey)).toString('hex')],
  sign(head) {
    const text = checkpointText({ ...head, origin });
    return formatNote({ text, signatures: [signCheckpoint(testKey, privateKey, { text, head }, 0)] });
  },
};

export function leaseWith(token: number, held: () => boolean = () => true): Lease {
  return { name: 'public log', token, held, lost: new AbortController().signal, release: async () => {} };
}

/** More waits than any test needs. */
const mostWaits = 10_000;

/** Runs a sequencer until it has nothing to do. */
export async function sequence(deps: {
  readonly journal: Pick<Journal, 'scan' | 'load'>;
  readonly files: DurableFiles;
  readonly batchFolder: string;
  readonly batchFiles: DurableFiles;
  readonly lease?: Lease;
  readonly signer?: LogSigner;
  readonly entriesOf?: EntriesOf;
  readonly countFrom?: SequencerDeps['countFrom'];
  readonly clock?: SequencerDeps['clock'];
}): Promise<void> {
  const {
    journal,
    files,
    batchFolder,
    batchFiles,
    lease = leaseWith(1),
    signer = testSigner,
    entriesOf = numbered,
    countFrom = () => ({ add: () => [], counts: () => null }),
    clock = () => 0,
  } = deps;
  const end = new AbortController();
  let isDone = false;
  let waits = 0;
  const timer = (_: number, callback: () => void) => {
    queueMicrotask(() => {
      waits += 1;
      // One that never catches up ends, too.
      if (isDone || waits > mostWaits) end.abort();
      callback();
    });
    return () => {};
  };
  const batches = createBatches(batchFolder, batchFiles);
  const caughtUp = () => {
    isDone = true;
  };
  await runSequencer(
    { journal, entriesOf, countFrom, files, batches, signer, clock, timer, caughtUp },
    lease,
    end.signal,
  );
}
