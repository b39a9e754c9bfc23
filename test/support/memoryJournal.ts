import { deepStrictEqual } from 'node:assert/strict';
import type { Commit, OutboxTask } from '../../src/core/commit.ts';
import type { Journal, Outbox, OutboxEntry } from '../../src/core/ports.ts';

/** A journal and its outbox in memory. They keep text, as a real store does: what JSON does not carry fails at once. */
export interface MemoryJournal {
  readonly journal: Journal;
  readonly outbox: Outbox;
  /** All commits, in the order in which they came. */
  commits(): readonly Commit[];
  /** What became of each outbox task, in the order in which they came. */
  tasks(): readonly StoredTask[];
}

export interface StoredTask {
  readonly conversation: string;
  readonly revision: number;
  readonly task: OutboxTask;
  readonly attempts: number;
  readonly dueAt: number;
  readonly leaseUntil: number;
  readonly status: 'waiting' | 'done' | 'buried';
  /** The platform's id of a delivered message, or the code of the last failure. */
  readonly note: string | null;
}

type Row = { -readonly [Key in keyof OutboxEntry]: OutboxEntry[Key] } & {
  dueAt: number;
  leaseUntil: number;
  status: StoredTask['status'];
  note: string | null;
};

export function createMemoryJournal(): MemoryJournal {
  const log: string[] = [];
  const rows: Row[] = [];

  const all = () => log.map(read);
  const of = (conversation: string) => all().filter((commit) => commit.conversation === conversation);
  const rowOf = ({ conversation, revision, task }: OutboxEntry): Row => {
    const row = rows.find(
      (each) => each.conversation === conversation && each.revision === revision && each.task.ordinal === task.ordinal,
    );
    if (row?.status !== 'waiting') throw new Error('this task is not in the outbox');
    return row;
  };
  /** The oldest open task of each conversation. */
  const heads = () => {
    const open = rows.filter(({ status }) => status === 'waiting');
    return open.filter((row) => open.find(({ conversation }) => conversation === row.conversation) === row);
  };

  const journal: Journal = {
    async load(conversation, inboundKey) {
      await pause();
      const commits = of(conversation);
      const latest = commits.at(-1);
      return {
        latest: latest ? { revision: latest.revision, state: latest.state } : null,
        duplicateOf: commits.find((commit) => commit.inboundKey === inboundKey)?.revision ?? null,
      };
    },
    async append(commit) {
      await pause();
      const commits = of(commit.conversation);
      if (commits.some(({ inboundKey }) => inboundKey === commit.inboundKey)) return 'duplicate';
      if (commits.some(({ revision }) => revision === commit.revision)) return 'conflict';
      const line = write(commit);
      deepStrictEqual(read(line), { ...commit, sealed: new Uint8Array(commit.sealed) });
      log.push(line);
      for (const task of commit.outbox) {
        const { tenant, account, conversation, revision } = commit;
        const due = { attempts: 0, dueAt: commit.at, leaseUntil: 0, status: 'waiting' as const, note: null };
        rows.push({ tenant, account, conversation, revision, task, ...due });
      }
      return 'appended';
    },
    async read(conversation, after, limit) {
      await pause();
      return of(conversation)
        .filter(({ revision }) => revision > after)
        .slice(0, limit);
    },
    async scan(cursor, limit) {
      await pause();
      const from = cursor === null ? 0 : Number(cursor);
      const commits = all().slice(from, from + limit);
      return { commits, cursor: commits.length === 0 ? cursor : String(from + commits.length) };
    },
  };

  const outbox: Outbox = {
    async claim(now, leaseUntil, limit) {
      await pause();
      const due = heads().filter((row) => row.dueAt <= now && row.leaseUntil <= now);
      return due.slice(0, limit).map((row) => {
        row.leaseUntil = leaseUntil;
        const { tenant, account, conversation, revision, task, attempts } = row;
        return { tenant, account, conversation, revision, task, attempts };
      });
    },
    async done(entry, platformId) {
      await pause();
      Object.assign(rowOf(entry), { status: 'done', note: platformId });
    },
    async retry(entry, dueAt, code) {
      await pause();
      const row = rowOf(entry);
      Object.assign(row, { dueAt, leaseUntil: 0, attempts: row.attempts + 1, note: code });
    },
    async bury(entry, code) {
      await pause();
      Object.assign(rowOf(entry), { status: 'buried', note: code });
    },
    async nextDue() {
      await pause();
      const dues = heads().map(({ dueAt, leaseUntil }) => Math.max(dueAt, leaseUntil));
      return dues.length === 0 ? null : Math.min(...dues);
    },
    async depth() {
      await pause();
      const count = (status: Row['status']) => rows.filter((row) => row.status === status).length;
      return { waiting: count('waiting'), buried: count('buried') };
    },
  };

  return { journal, outbox, commits: all, tasks: () => rows.map((row) => structuredClone(row)) };
}

/** Lets others go first, as any store does. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

function write({ sealed, ...commit }: Commit): string {
  return JSON.stringify({ ...commit, sealed: Buffer.from(sealed).toString('base64') });
}

function read(line: string): Commit {
  const commit = JSON.parse(line);
  return { ...commit, sealed: new Uint8Array(Buffer.from(commit.sealed, 'base64')) };
}
