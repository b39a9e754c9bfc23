import type { AgentId } from '../model/agent.ts';
import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { ReadingEvent } from '../model/event.ts';
import type { ReadingKind, ReadingsRecord } from '../model/records.ts';
import type { Clock } from '../ports/clock.ts';
import { dayIn } from '../util/dates.ts';
import { createLruCache } from '../util/lruCache.ts';
import type { RecordLog } from './recordLog.ts';

/** Milliseconds within which repeated openings count as one: reading on adds no second record. */
const sameReadingMs = 60 * 60_000;
/** Number of openings remembered (up to twice as many): a forgotten one is recorded again. */
const cacheSize = 5_000;
/** Page size, and the maximum number of commits searched for one answer. */
const page = 200;
const maxSearched = 5_000;

/** The account id in these records: no real account can have it. */
const readingsAccount = '(readings)';

/** An access to what citizens wrote, about to happen. */
export interface Reading {
  /** Null: somebody at the server, by a command. */
  readonly by: AgentId | null;
  readonly what: ReadingKind;
  /** Null: no single case. */
  readonly code: CaseCode | null;
  readonly file: string | null;
}

/** A recorded reading, as auditors see it. */
export interface NotedReading extends Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why it was done, where a reason is required; null otherwise and once it was erased. */
  readonly reason: string | null;
}

interface ReadingsQuery {
  /** `YYYY-MM-DD`, where the town is. */
  readonly day: string;
  /** Only those by one person; null: all. */
  readonly by: AgentId | null;
  readonly code: CaseCode | null;
  /** Revision or position at which the previous page ended; null: the newest. */
  readonly before: number | null;
  /** 1 to 2,000. */
  readonly limit: number;
}

/**
 * Who among staff read what citizens wrote: one record a day in the journal, with codes and ids but not the content.
 */
export interface Readings {
  /**
   * Records a reading, at most once an hour for each session. Resolves when it is durable; nothing may be shown before.
   * `session`: distinguishes two browsers of one person.
   */
  note(reading: Reading, session: string): Promise<void>;
  /** Records that somebody opened what they may not normally see, with their reason, which is sealed. */
  noteGlass(by: AgentId, code: CaseCode, reason: string): Promise<void>;
  /** Newest first. `next` continues after the last one; null: there is no more. */
  list(query: ReadingsQuery): Promise<{ readonly readings: readonly NotedReading[]; readonly next: number | null }>;
}

export function createReadings(deps: {
  tenant: string;
  records: Pick<RecordLog, 'append' | 'newest' | 'page' | 'payloadOf'>;
  /** The town's time zone, a name of the IANA list. */
  timeZone: () => string;
  clock: Clock;
}): Readings {
  const { tenant, records, timeZone, clock } = deps;
  const openings = createLruCache<string, { readonly at: number; readonly done: Promise<void> }>(cacheSize);
  const streamOf = (day: string) => ({ tenant, account: readingsAccount, name: `readings ${day}` });

  async function record(event: ReadingEvent, reason: string): Promise<void> {
    const day = dayIn(timeZone(), clock());
    const state: ReadingsRecord = { record: 'readings', shape: 1, day };
    await records.append<ReadingsRecord>(streamOf(day), reason, () => ({ events: [event], state }));
  }

  /** The readings in a commit, filtered by person and case where these are given. */
  async function readingsIn(
    commit: Commit,
    by: AgentId | null,
    code: CaseCode | null,
  ): Promise<readonly NotedReading[]> {
    const [event] = commit.events;
    if (event?.type !== 'content.read') return [];
    if ((by !== null && event.by !== by) || (code !== null && event.code !== code)) return [];
    const { type: _, ...reading } = event;
    return [{ ...reading, at: commit.at, reason: event.what === 'glass' ? await records.payloadOf(commit) : null }];
  }

  return {
    note(reading, session) {
      const { by, what, code, file } = reading;
      const key = JSON.stringify([session, by, what, code, file]);
      const known = openings.get(key);
      if (known !== undefined && clock() - known.at < sameReadingMs) return known.done;
      const done = record({ type: 'content.read', by, what, code, file }, '');
      openings.set(key, { at: clock(), done });
      // A failed recording is retried by the next reading.
      done.catch(() => openings.set(key, { at: Number.NEGATIVE_INFINITY, done }));
      return done;
    },

    noteGlass: (by, code, reason) => record({ type: 'content.read', by, what: 'glass', code, file: null }, reason),

    async list({ day, by, code, before, limit }) {
      const stream = streamOf(day);
      const newest = await records.newest<ReadingsRecord>(stream);
      const readings: NotedReading[] = [];
      let until = Math.min(before ?? Number.MAX_SAFE_INTEGER, (newest?.revision ?? 0) + 1);
      const oldest = Math.max(0, until - 1 - maxSearched);
      while (until - 1 > oldest) {
        const after = Math.max(oldest, until - 1 - page);
        const commits = await records.page(stream, after, until - 1 - after);
        for (const commit of commits.toReversed()) {
          until = commit.revision;
          readings.push(...(await readingsIn(commit, by, code)));
          if (readings.length >= limit) return { readings, next: until > 1 ? until : null };
        }
        if (commits.length === 0) break;
      }
      return { readings, next: until - 1 > 0 && until - 1 === oldest ? until : null };
    },
  };
}
