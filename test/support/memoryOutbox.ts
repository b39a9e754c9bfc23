import { type Commit, type OutboxTask, sideEffectsLeaseMs } from '../../src/core/model/commit.ts';
import type { DeadLetters, Outbox, OutboxEntry, Undelivered } from '../../src/core/ports/outbox.ts';
import { queueName } from '../../src/store/queueName.ts';
import { pause } from './pause.ts';

/** What became of one task. */
interface StoredTask {
  readonly conversation: string;
  readonly revision: number;
  readonly task: OutboxTask;
  readonly attempts: number;
  readonly status: 'waiting' | 'done' | 'dead-letter';
  /** The platform's id of a delivered message, or the code of the last failure. */
  readonly note: string | null;
}

interface Row extends OutboxEntry {
  attempts: number;
  dueAt: number;
  holder: string | null;
  /** Null while nobody has the task. */
  leaseUntil: number | null;
  status: StoredTask['status'];
  note: string | null;
}

/** An outbox in memory, the slow and simple way. */
export interface MemoryOutbox {
  readonly outbox: Outbox & DeadLetters & Undelivered;
  /** Takes in what a commit leaves to do. */
  enter(commit: Commit): void;
  /** All tasks, in the order in which they came. */
  tasks(): readonly StoredTask[];
}

/** As a store keeps it: objects of this world, where `structuredClone` of Node makes some of another one under jest. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function createMemoryOutbox(): MemoryOutbox {
  const rows: Row[] = [];
  const beats = new Map<string, number>();
  const find = ({ conversation, revision, task }: OutboxEntry, status: Row['status']) =>
    rows.find(
      (row) =>
        row.conversation === conversation &&
        row.revision === revision &&
        row.task.ordinal === task.ordinal &&
        row.status === status,
    );
  /** The task, if the caller still has it. */
  const held = (entry: OutboxEntry) => {
    const row = find(entry, 'waiting');
    return row !== undefined && row.leaseUntil !== null && row.attempts === entry.attempts ? row : undefined;
  };
  /** The oldest open task of each conversation, unless another one of it is under way, and every side effect. */
  const heads = (now: number) => {
    const open = rows.filter(({ status }) => status === 'waiting');
    const own = (row: Row) => open.filter((each) => queueName(each) === queueName(row));
    const isOut = ({ leaseUntil }: Row) => leaseUntil !== null && leaseUntil > now;
    return open.filter((row) => (own(row).find(isOut) ?? own(row)[0]) === row);
  };
  const dueOf = (row: Row) => row.leaseUntil ?? row.dueAt;
  const entryOf = ({ tenant, account, conversation, revision, task, attempts }: Row): OutboxEntry => {
    return copy({ tenant, account, conversation, revision, task, attempts });
  };

  return {
    tasks: () =>
      rows.map(({ conversation, revision, task, attempts, status, note }) => {
        return { conversation, revision, task, attempts, status, note };
      }),
    enter({ tenant, account, conversation, revision, at, outbox }) {
      for (const task of outbox) {
        const entry = { tenant, account, conversation, revision, task: copy(task), attempts: 0 };
        const leaseUntil = task.kind === 'side-effects' ? at + sideEffectsLeaseMs : null;
        rows.push({ ...entry, dueAt: at, holder: null, leaseUntil, status: 'waiting', note: null });
      }
    },
    outbox: {
      async claim(now, leaseUntil, limit, holder) {
        await pause();
        const isFree = heads(now).filter((row) => dueOf(row) <= now);
        if (isFree.length > 0 && holder !== undefined) beats.set(holder, (beats.get(holder) ?? 0) + 1);
        return isFree
          .sort((a, b) => dueOf(a) - dueOf(b))
          .slice(0, limit)
          .map((row) => {
            // A lease that ran out is a failed attempt; until the task is given out again its holder may still settle it.
            const attempts = row.attempts + (row.leaseUntil === null ? 0 : 1);
            Object.assign(row, { leaseUntil, attempts, holder: holder ?? null });
            return entryOf(row);
          });
      },
      async beat(holder) {
        await pause();
        const beat = beats.get(holder);
        if (beat !== undefined) beats.set(holder, beat + 1);
        return beat !== undefined;
      },
      async holders() {
        await pause();
        return Array.from(beats, ([holder, beat]) => ({ holder, beat }));
      },
      async reclaim(holder, beat, now) {
        await pause();
        if (beats.get(holder) !== beat) return 0;
        beats.delete(holder);
        const own = rows.filter((row) => row.holder === holder && row.leaseUntil !== null && row.status === 'waiting');
        for (const row of own) row.leaseUntil = Math.min(row.leaseUntil ?? now, now);
        return own.length;
      },
      async leave(holder) {
        await pause();
        beats.delete(holder);
      },
      async done(entry, platformId) {
        await pause();
        const row =
          find(entry, 'waiting') ?? (entry.task.kind === 'side-effects' ? find(entry, 'dead-letter') : undefined);
        if (row) Object.assign(row, { status: 'done', leaseUntil: null, note: platformId });
      },
      async retry(entry, dueAt, code) {
        await pause();
        const row = held(entry);
        if (row) Object.assign(row, { dueAt, leaseUntil: null, attempts: row.attempts + 1, note: code });
      },
      async defer(entry, dueAt, code) {
        await pause();
        const row = held(entry);
        if (row) Object.assign(row, { dueAt, leaseUntil: null, note: code });
      },
      async hasten(tenant, account, code, now) {
        await pause();
        const own = rows.filter((row) => row.tenant === tenant && row.account === account && row.status === 'waiting');
        for (const row of own) {
          if (row.note === code && row.leaseUntil === null && row.dueAt > now)
            Object.assign(row, { dueAt: now, note: null });
        }
      },
      async deadLetter(entry, code) {
        await pause();
        const row = held(entry);
        if (row)
          Object.assign(row, { status: 'dead-letter', leaseUntil: null, attempts: row.attempts + 1, note: code });
      },
      async nextDue() {
        await pause();
        const dues = heads(Number.NEGATIVE_INFINITY).map(dueOf);
        return dues.length === 0 ? null : Math.min(...dues);
      },
      async depth() {
        await pause();
        const count = (status: Row['status']) => rows.filter((row) => row.status === status).length;
        return { waiting: count('waiting'), deadLetters: count('dead-letter') };
      },
      async depths() {
        await pause();
        const names = [...new Set(rows.map(({ tenant, account }) => JSON.stringify([tenant, account])))].sort();
        return names.flatMap((name) => {
          const [tenant, account] = JSON.parse(name) as [string, string];
          const own = rows.filter((row) => row.tenant === tenant && row.account === account);
          const waiting = own.filter(({ status }) => status === 'waiting').length;
          const deadLetters = own.filter(({ status }) => status === 'dead-letter').length;
          return waiting + deadLetters === 0 ? [] : [{ tenant, account, waiting, deadLetters }];
        });
      },
      async listDeadLetters(limit) {
        await pause();
        const deadLetters = rows.filter(({ status }) => status === 'dead-letter').slice(0, limit);
        return deadLetters.map((row) => ({ ...entryOf(row), code: row.note ?? '' }));
      },
      async undelivered(conversation) {
        await pause();
        return rows.flatMap(({ conversation: own, revision, task, status }) =>
          own !== conversation || status === 'done' || task.kind === 'side-effects'
            ? []
            : [{ revision, ordinal: task.ordinal, state: status }],
        );
      },
      async requeue(entry) {
        await pause();
        const row = find(entry, 'dead-letter');
        if (row) Object.assign(row, { status: 'waiting', attempts: 0, note: null });
        return row !== undefined;
      },
    },
  };
}
