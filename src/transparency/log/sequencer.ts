import { setImmediate } from 'node:timers/promises';
import type { Commit } from '../../core/model/commit.ts';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Lease } from '../../core/ports/lease.ts';
import { retry } from '../../core/util/retry.ts';
import { sleep } from '../../core/util/sleep.ts';
import type { EntriesOf } from '../entries/createEntries.ts';
import type { CountedFrom, QuestionCounter } from '../entries/questionCounter.ts';
import { openAppender } from './appender.ts';
import { type Batch, type Batches, markOf } from './batch.ts';
import type { DurableFiles } from './durableFiles.ts';
import type { LogSigner } from './logKeys.ts';

/** Commits read at once, and pages of them that are published together. */
const pageSize = 200;
const pagesAtOnce = 5;
/** Milliseconds after which what was read is published: a store may be slower than a lease is long. */
const portionMs = 1_000;
/** Milliseconds for which a store that is away is asked again: then another process, which may reach it, may go on. */
export const maxAwayMs = 60_000;
/** Milliseconds between looks at the journal while there is little to do. */
const lookIntervalMs = 1_000;
/** Commits searched for the last one read: others may have arrived late, in front of it. */
const searched = 2 * pageSize * pagesAtOnce;

export interface SequencerDeps {
  readonly journal: Pick<Journal, 'scan' | 'load'>;
  readonly entriesOf: EntriesOf;
  readonly countFrom: (from: CountedFrom) => QuestionCounter;
  readonly files: DurableFiles;
  readonly batches: Batches;
  readonly signer: LogSigner;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Called whenever everything in the journal is entered. */
  readonly caughtUp: () => void;
}

/**
 * Puts the public events of the journal into the log, each once and in order, until the end. One process at a time does
 * it; the lease says which. A store that is away for a moment is asked again, for a minute.
 * @throws {CodedError} `log.unusable` when log and journal do not belong together; the codes of the journal
 */
export async function runSequencer(deps: SequencerDeps, lease: Lease, end: AbortSignal): Promise<void> {
  const mayWrite = () => lease.held() && !end.aborted;
  const appender = await openAppender({ ...deps, token: lease.token, isHeld: lease.held });
  const newest = appender.last();
  const counter = deps.countFrom(newest === null ? 'beginning' : (newest.counted ?? null));
  const whileAway = <T>(work: () => Promise<T>) => retry(work, { ...deps, until: deps.clock() + maxAwayMs, end });
  let cursor = await whileAway(() => cursorAfter(deps.journal, newest));
  while (mayWrite()) {
    const from = cursor;
    const read = await whileAway(() => readOn(deps, counter, from));
    const { entries, last } = read;
    if (last !== null && entries.length > 0) {
      // What is published must not be lost: a known message is reported only once its commit is on the disk.
      await whileAway(() => deps.journal.load(last.conversation, last.inboundKey));
      const counted = counter.counts();
      const decision = {
        token: lease.token,
        entries,
        before: cursor,
        cursor: read.cursor,
        mark: markOf(last),
        counted,
      };
      await appender.append(decision, deps.clock());
    }
    cursor = read.cursor;
    if (!read.isAll) continue;
    deps.caughtUp();
    await sleep(lookIntervalMs, deps.timer, end);
  }
}

interface Read {
  readonly entries: readonly string[];
  /** The last commit that was read; null: there was none. */
  readonly last: Commit | null;
  readonly cursor: string | null;
  /** Whether the journal had no more. */
  readonly isAll: boolean;
}

/**
 * Reads several pages, since publishing costs much the same for many entries as for few. Where the store fails, what was
 * read before counts; where nothing was, the counter is as before.
 * @throws {CodedError} the codes of the journal
 */
async function readOn(deps: SequencerDeps, counter: QuestionCounter, from: string | null): Promise<Read> {
  const began = deps.clock();
  const entries: string[] = [];
  let last: Commit | null = null;
  let cursor = from;
  for (let pages = 0; pages < pagesAtOnce; pages += 1) {
    const page = await readPage(deps, cursor).catch((error: unknown) => {
      if (last === null || codeOf(error) !== 'store.busy') throw error;
      return null;
    });
    if (page === null) break;
    for (const { commit, made } of page.read) entries.push(...counter.add(commit), ...made);
    last = page.read.at(-1)?.commit ?? last;
    cursor = page.cursor;
    if (page.read.length < pageSize) return { entries, last, cursor, isAll: true };
    if (deps.clock() - began >= portionMs) break;
    // A store in this process answers at once: let messages be answered in between.
    await setImmediate();
  }
  return { entries, last, cursor, isAll: false };
}

/** A page of the journal, each commit with its entries. */
async function readPage({ journal, entriesOf }: SequencerDeps, from: string | null) {
  const { commits, cursor } = await journal.scan(from, pageSize);
  const read: { readonly commit: Commit; readonly made: readonly string[] }[] = [];
  for (const commit of commits) read.push({ commit, made: await entriesOf(commit) });
  return { read, cursor };
}

/**
 * Where to go on reading. The log's own cursor counts if the journal still has what was read last; a journal that was
 * moved to another kind of store has other cursors, so that the place is looked for.
 */
async function cursorAfter(journal: Pick<Journal, 'scan'>, last: Batch | null): Promise<string | null> {
  if (last === null) return null;
  try {
    await journal.scan(last.cursor, 1);
    if ((await findCommit(journal, last.mark, last.before, searched)) !== null) return last.cursor;
  } catch (error) {
    if (codeOf(error) !== 'input.invalid') throw error;
    const found = await findCommit(journal, last.mark, null, Number.POSITIVE_INFINITY);
    if (found !== null) return found;
  }
  // A journal from an older backup would give cursors away a second time, and the log would miss what comes now.
  throw new CodedError(
    'log.unusable',
    'The public log is ahead of the journal, or belongs to another one. If the journal was restored from a backup, run npm run log:retire; else put back the newest copies of both.',
  );
}

/** The cursor after a commit; null when it is not among the next ones. */
async function findCommit(
  journal: Pick<Journal, 'scan'>,
  mark: string,
  from: string | null,
  limit: number,
): Promise<string | null> {
  let cursor = from;
  for (let read = 0; read < limit; read += pageSize) {
    const page = await journal.scan(cursor, pageSize);
    const index = page.commits.findIndex((commit) => markOf(commit) === mark);
    if (index >= 0) return (await journal.scan(cursor, index + 1)).cursor;
    if (page.commits.length < pageSize) return null;
    cursor = page.cursor;
  }
  return null;
}
