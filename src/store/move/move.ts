import { iterateCommits } from '../../core/journal/iterateCommits.ts';
import type { Commit } from '../../core/model/commit.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { digestCommits, type JournalDigest } from '../../journal/digest.ts';
import { digestRecords, recordDigest } from './digestRecords.ts';
import type { MoveEnd, Table } from './end.ts';

/** Commits moved at once. */
const batch = 200;
/** Bytes after which a batch of records is written, so that files never fill the memory. */
const batchBytes = 4 * 1024 * 1024;

/** Result of a move. */
export interface Moved {
  readonly journal: JournalDigest;
  /** Commits that an earlier, interrupted move had already copied. */
  readonly resumed: number;
  /** Records by kind, the same at both ends. */
  readonly counts: Readonly<Record<string, number>>;
}

type OnProgress = (done: { readonly kind: string; readonly moved: number; readonly of: number }) => void;

/**
 * Copies everything from one store to another and proves that both hold the same. The service must be stopped. An
 * interrupted move continues when it is started again. Throws `input.invalid` when the target holds other data, and
 * `store.unusable` when the proof fails; the source is never changed.
 */
export async function move(from: MoveEnd, to: MoveEnd, progress: OnProgress): Promise<Moved> {
  await moveMasterCheck(from, to);
  const resumed = await to.countCommits();
  await moveKinds(from, to, progress);
  await moveCommits(from, to, resumed, progress);
  await to.writeOutbox(await from.readOutbox());
  return prove(from, to, resumed);
}

/** Before anything is written: the target of another installation is left alone. */
async function moveMasterCheck(from: MoveEnd, to: MoveEnd): Promise<void> {
  const [check, present] = [await from.masterCheck(), await to.masterCheck()];
  if (check === null) {
    throw new CodedError('input.invalid', `There is nothing to move in ${from.name}. Check what --from names.`);
  }
  if (present !== null && !Buffer.from(present).equals(Buffer.from(check))) throw otherData(to);
  const first = async ({ journal }: MoveEnd) => (await journal.scan(null, 1)).commits.map(recordDigest)[0];
  const [there, here] = [await first(to), await first(from)];
  if (there !== undefined && there !== here) throw otherData(to);
  if (present === null) await to.setMasterCheck(check);
  await to.addMasters(await from.laterMasters());
}

function otherData(to: MoveEnd): CodedError {
  return new CodedError(
    'input.invalid',
    `${to.name} holds data that is not from the source. Choose an empty target, or empty this one if you don't need its data.`,
  );
}

async function moveKinds(from: MoveEnd, to: MoveEnd, progress: OnProgress): Promise<void> {
  await moveTable('keys', from.keys, to.keys, progress);
  await moveTable('notes', from.notes, to.notes, progress);
  await moveTable('files', from.files, to.files, progress);
  await moveTable('knowledge', from.knowledge, to.knowledge, progress);
  await moveTable('delivered', from.delivered, to.delivered, progress);
  await moveTable('personal', from.personal, to.personal, progress);
  await moveTable('notifications', from.notifications, to.notifications, progress);
}

async function moveTable<R>(kind: string, from: Table<R>, to: Table<R>, progress: OnProgress): Promise<void> {
  let waiting: R[] = [];
  let bytes = 0;
  let moved = 0;
  const flush = async () => {
    if (waiting.length === 0) return;
    await to.put(waiting);
    moved += waiting.length;
    waiting = [];
    bytes = 0;
    progress({ kind, moved, of: moved });
  };
  for await (const record of from.list(await to.settled())) {
    waiting.push(record);
    bytes += (record as { sealed?: Uint8Array }).sealed?.length ?? 200;
    if (waiting.length >= batch || bytes >= batchBytes) await flush();
  }
  await flush();
}

/** Commits keep their order, so the result of an earlier move is the beginning of the journal. */
async function moveCommits(from: MoveEnd, to: MoveEnd, present: number, progress: OnProgress): Promise<void> {
  const of = await from.countCommits();
  const there = pages(to.journal);
  let moved = 0;
  let waiting: Commit[] = [];
  for await (const commit of iterateCommits(from.journal)) {
    if (moved < present) {
      const other = await there.next();
      if (other.done || recordDigest(other.value) !== recordDigest(commit)) throw otherData(to);
      moved += 1;
      continue;
    }
    waiting.push(commit);
    if (waiting.length < batch) continue;
    await to.addCommits(waiting);
    moved += waiting.length;
    waiting = [];
    progress({ kind: 'commits', moved, of });
  }
  if (waiting.length > 0) await to.addCommits(waiting);
  if (moved < present) throw otherData(to);
  progress({ kind: 'commits', moved: moved + waiting.length, of });
}

const pages = (journal: Journal) => iterateCommits(journal)[Symbol.asyncIterator]();

async function prove(from: MoveEnd, to: MoveEnd, resumed: number): Promise<Moved> {
  const counts: Record<string, number> = {};
  const compare = (kind: string, one: { count: number; sha256: string }, other: typeof one) => {
    counts[kind] = one.count;
    if (one.count === other.count && one.sha256 === other.sha256) return;
    throw new CodedError(
      'store.unusable',
      `${to.name} does not hold the same ${kind} as ${from.name} (${other.count} of ${one.count}). Was the service running meanwhile? Stop it and move again: data already moved is kept.`,
    );
  };
  const journal = await digestCommits(iterateCommits(from.journal));
  const other = await digestCommits(iterateCommits(to.journal));
  compare('commits', { ...journal, count: journal.commits }, { ...other, count: other.commits });
  const kinds = ['keys', 'notes', 'files', 'knowledge', 'delivered', 'personal', 'notifications'] as const;
  for (const kind of kinds) {
    const [one, two] = [
      await digestRecords(from[kind] as Table<unknown>),
      await digestRecords(to[kind] as Table<unknown>),
    ];
    compare(kind, { ...one, count: one.records }, { ...two, count: two.records });
  }
  const [waiting, arrived] = [await from.readOutbox(), await to.readOutbox()];
  for (const kind of ['waiting', 'deadLetters'] as const) {
    const digest = (records: readonly unknown[]) => ({ count: records.length, sha256: recordDigest(records) });
    compare(kind, digest(waiting[kind]), digest(arrived[kind]));
  }
  return { journal, resumed, counts };
}
