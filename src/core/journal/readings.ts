import type { AgentId } from '../model/agent.ts';
import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { ReadingEvent } from '../model/event.ts';
import type { ReadingKind, ReadingsRecord } from '../model/records.ts';
import type { Clock } from '../ports/clock.ts';
import { createLruCache } from '../util/lruCache.ts';
import type { RecordLog } from './recordLog.ts';

/** Milliseconds for which an opening counts as the same one: whoever reads on leaves no second record. */
const sameFor = 60 * 60_000;
/** Openings that are remembered, up to twice as many: what is forgotten is recorded again. */
const remembered = 5_000;
/** Commits that are read at once, and most that one answer is sought in. */
const page = 200;
const maxSought = 5_000;

/** The account that these records name: none of people's can be called so. */
const readingsAccount = '(readings)';

/** Somebody is about to read what citizens wrote. */
export interface Reading {
  /** Null: somebody at the server, by a command. */
  readonly by: AgentId | null;
  readonly what: ReadingKind;
  /** Null: no single case. */
  readonly code: CaseCode | null;
  readonly file: string | null;
}

/** A reading as those who audit see it. */
export interface NotedReading extends Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why it was done, where a reason is asked for; null also once it was erased. */
  readonly reason: string | null;
}

export interface ReadingsQuery {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** Only those of one person, of one case; null: all. */
  readonly by: AgentId | null;
  readonly code: CaseCode | null;
  /** Where the page before ended; null: the newest. */
  readonly before: number | null;
  /** 1 to 200. */
  readonly limit: number;
}

/** Who of staff read what of citizens: a record a day in the journal, with codes and ids and without what was read. */
export interface Readings {
  /**
   * Records a reading, once an hour for each session: resolves when that is durable, and before that nothing may be shown.
   * `session`: tells two browsers of one person apart.
   */
  note(reading: Reading, session: string): Promise<void>;
  /** Records that somebody opened what they may not see, with their reason, which is sealed. */
  noteGlass(by: AgentId, code: CaseCode, reason: string): Promise<void>;
  /** The newest first. `next` continues behind the last of them; null: there is no more. */
  list(query: ReadingsQuery): Promise<{ readonly readings: readonly NotedReading[]; readonly next: number | null }>;
}

export function createReadings(deps: {
  tenant: string;
  records: Pick<RecordLog, 'append' | 'newest' | 'page' | 'payloadOf'>;
  clock: Clock;
}): Readings {
  const { tenant, records, clock } = deps;
  const openings = createLruCache<string, { readonly at: number; readonly done: Promise<void> }>(remembered);
  const streamOf = (day: string) => ({ tenant, account: readingsAccount, name: `readings ${day}` });

  async function record(event: ReadingEvent, reason: string): Promise<void> {
    const day = dayOf(clock());
    const state: ReadingsRecord = { record: 'readings', shape: 1, day };
    await records.append<ReadingsRecord>(streamOf(day), reason, () => ({ events: [event], state }));
  }

  /** What a commit says was read, by one person and of one case where these are given. */
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
      if (known !== undefined && clock() - known.at < sameFor) return known.done;
      const done = record({ type: 'content.read', by, what, code, file }, '');
      openings.set(key, { at: clock(), done });
      // What could not be recorded is tried again by the next who asks.
      done.catch(() => openings.set(key, { at: Number.NEGATIVE_INFINITY, done }));
      return done;
    },

    noteGlass: (by, code, reason) => record({ type: 'content.read', by, what: 'glass', code, file: null }, reason),

    async list({ day, by, code, before, limit }) {
      const stream = streamOf(day);
      const newest = await records.newest<ReadingsRecord>(stream);
      const readings: NotedReading[] = [];
      let until = Math.min(before ?? Number.MAX_SAFE_INTEGER, (newest?.revision ?? 0) + 1);
      const least = Math.max(0, until - 1 - maxSought);
      while (until - 1 > least) {
        const after = Math.max(least, until - 1 - page);
        const commits = await records.page(stream, after, until - 1 - after);
        for (const commit of commits.toReversed()) {
          until = commit.revision;
          readings.push(...(await readingsIn(commit, by, code)));
          if (readings.length >= limit) return { readings, next: until > 1 ? until : null };
        }
        if (commits.length === 0) break;
      }
      return { readings, next: until - 1 > 0 && until - 1 === least ? until : null };
    },
  };
}

/** The day of a moment, `YYYY-MM-DD`, UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
