import { z } from 'zod';
import type { Commit } from '../../core/model/commit.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { DerivedRecords } from '../../core/ports/derived.ts';
import { type BucketName, createQuestionIndex, type QuestionIndex } from './questionIndex.ts';

/** Raised whenever what is stored, or how it is counted, changes: then all is made again from the journal. */
const form = 2;
const headName = 'head';

const headShape = z.object({
  form: z.literal(form),
  /** Where the journal goes on. */
  cursor: z.string(),
  /** The last commit that was read. */
  last: z.object({ conversation: z.string(), revision: z.number(), inboundKey: z.string() }),
  /** The records that hold the buckets. */
  buckets: z.record(z.string(), z.string()),
});

/** How far the journal was read, and where the rest is. */
type SnapshotHead = z.infer<typeof headShape>;

type LastCommit = Pick<Commit, 'conversation' | 'revision' | 'inboundKey'>;

/** An index as it was stored, with the revision of that. */
export interface StoredIndex {
  readonly index: QuestionIndex;
  readonly head: SnapshotHead;
  readonly revision: number;
}

/** Where the index of questions is kept: one head names the records of all buckets, so that a reader never mixes two. */
export interface Snapshots {
  /** Null: none is stored, or none that this program can read. */
  load(): Promise<StoredIndex | null>;
  /**
   * Stores what changed. `token`: the fencing token of the writer.
   * @throws {CodedError} `store.busy` where another process stored meanwhile
   */
  save(index: QuestionIndex, at: { readonly cursor: string; readonly last: LastCommit }, token: number): Promise<void>;
  /** Begins from nothing at the next save. */
  begin(): Promise<void>;
}

export function createSnapshots(deps: {
  readonly derived: DerivedRecords;
  readonly tenant: string;
  readonly dayOf: (at: number) => string;
}): Snapshots {
  const { derived, tenant, dayOf } = deps;
  const owner = `(questions) ${tenant}`;
  /** What this process stored or loaded last. */
  let known: { readonly revision: number; readonly buckets: SnapshotHead['buckets'] } = { revision: 0, buckets: {} };
  /** Buckets by the record that holds them: a record never changes. */
  let cached = new Map<string, readonly unknown[]>();
  /** The index as it was loaded last, for those who only read. */
  let loaded: StoredIndex | null = null;

  async function headNow(): Promise<{ readonly head: SnapshotHead | null; readonly revision: number } | null> {
    const stored = await derived.get(owner, headName);
    return stored === null ? null : { head: readHead(stored.bytes), revision: stored.revision };
  }

  /** The index that a head names; null where another one has replaced its records meanwhile. */
  async function indexOf(head: SnapshotHead): Promise<QuestionIndex | null> {
    const index = createQuestionIndex(dayOf);
    const read = new Map<string, readonly unknown[]>();
    for (const [bucket, name] of Object.entries(head.buckets)) {
      const rows = cached.get(name) ?? rowsOfRecord(await derived.get(owner, name));
      if (rows === null) return null;
      read.set(name, rows);
      index.fill(bucket as BucketName, rows);
    }
    cached = read;
    return index;
  }

  return {
    async load() {
      for (;;) {
        const found = await headNow();
        if (found === null || found.head === null) return null;
        if (loaded?.revision === found.revision) return loaded;
        const index = await indexOf(found.head);
        if (index !== null) {
          known = { revision: found.revision, buckets: found.head.buckets };
          loaded = { index, head: found.head, revision: found.revision };
          return loaded;
        }
        // Another head names other records now; the same one means that a record was lost.
        if ((await headNow())?.revision === found.revision) return null;
      }
    },

    async save(index, { cursor, last }, token) {
      const revision = known.revision + 1;
      const buckets: Record<string, string> = { ...known.buckets };
      for (const [bucket, rows] of index.takeChanges()) {
        delete buckets[bucket];
        if (rows === null) continue;
        const name = `${bucket} ${revision}.${token}`;
        await derived.put(owner, name, { revision, bytes: bytesOf(rows) });
        buckets[bucket] = name;
      }
      const { conversation, revision: newest, inboundKey } = last;
      const head: SnapshotHead = { form, cursor, last: { conversation, revision: newest, inboundKey }, buckets };
      if (!(await derived.put(owner, headName, { revision, bytes: bytesOf(head) })))
        throw new CodedError('store.busy', 'Another process continues the index of questions.');
      known = { revision, buckets };
      const used = new Set([headName, ...Object.values(buckets)]);
      const names = await derived.names(owner);
      await derived.remove(
        owner,
        names.filter((name) => !used.has(name)),
      );
    },

    async begin() {
      known = { revision: (await derived.get(owner, headName))?.revision ?? 0, buckets: {} };
    },
  };
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function readHead(bytes: Uint8Array): SnapshotHead | null {
  const read = headShape.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return read.success ? read.data : null;
}

function rowsOfRecord(record: { readonly bytes: Uint8Array } | null): readonly unknown[] | null {
  return record === null ? null : JSON.parse(new TextDecoder().decode(record.bytes));
}
