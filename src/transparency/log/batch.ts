import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commit } from '../../core/model/commit.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { QuestionCounts } from '../entries/questionCounter.ts';
import { type DurableFiles, readOrNull } from './durableFiles.ts';

/** Entries that go into the log together, and how far the journal was read for them: decided once, then carried out. */
export interface Batch {
  readonly form: 1;
  /** Fencing token of the sequencer that decided it. */
  readonly token: number;
  /** Entries in the log before. */
  readonly from: number;
  readonly entries: readonly string[];
  /** Cursors of the journal before and after. */
  readonly before: string | null;
  readonly cursor: string | null;
  /** Names the last commit read, so that a journal which does not have it is noticed. */
  readonly mark: string;
  /** What was counted of the period under way; absent in batches of versions that did not count. */
  readonly counted?: QuestionCounts | null;
  /** The signed checkpoint after it. */
  readonly checkpoint: string;
}

/** Batches kept: enough that a sequencer which was suspended for long finds that its number is taken. */
const kept = 64;

/** What was decided, by the size of the log before: each number is taken once. */
export interface Batches {
  newest(): Promise<Batch | null>;
  /** Records a batch; the one that was recorded under its number before, if there was one, is returned instead. */
  decide(batch: Batch): Promise<Batch>;
  /** Removes batches that are done, but for the newest, and what was left of writes. */
  tidy(): Promise<void>;
}

/** The batches in a folder; `files` writes there. */
export function createBatches(folder: string, files: DurableFiles): Batches {
  async function sizes(): Promise<readonly number[]> {
    const names = await readdir(folder).catch(() => []);
    const found = names.flatMap((name) => (/^\d{16}$/.test(name) ? [Number(name)] : []));
    return found.sort((one, other) => one - other);
  }

  async function read(from: number): Promise<Batch> {
    const path = join(folder, nameOf(from));
    const bytes = await readOrNull(path);
    try {
      const batch: Batch = JSON.parse(String(bytes));
      if (batch.form === 1 && batch.from === from) return batch;
    } catch (cause) {
      throw damaged(path, cause);
    }
    throw damaged(path);
  }

  return {
    async newest() {
      const last = (await sizes()).at(-1);
      return last === undefined ? null : read(last);
    },
    async decide(batch) {
      const isFirst = await files.create(nameOf(batch.from), Buffer.from(JSON.stringify(batch)));
      return isFirst ? batch : read(batch.from);
    },
    async tidy() {
      await files.clear();
      for (const size of (await sizes()).slice(0, -kept)) await files.remove(nameOf(size));
    },
  };
}

/** Names a commit. */
export function markOf({ conversation, revision }: Commit): string {
  return createHash('sha256')
    .update(JSON.stringify([conversation, revision]))
    .digest('base64url');
}

const nameOf = (from: number) => String(from).padStart(16, '0');

function damaged(path: string, cause?: unknown): CodedError {
  return new CodedError('log.unusable', `${path} is damaged. Put back a copy of the folder of the public log.`, {
    cause,
  });
}
