import { deepStrictEqual } from 'node:assert/strict';
import { type Commit, isRecord } from '../../src/core/model/commit.ts';
import { CodedError } from '../../src/core/model/errors.ts';
import type { CommitOutline, Journal } from '../../src/core/ports/journal.ts';
import { createMemoryOutbox, type MemoryOutbox } from './memoryOutbox.ts';
import { pause } from './pause.ts';

/** A journal and its outbox in memory. It keeps text, as a real store does: what JSON does not carry fails at once. */
export interface MemoryJournal extends Pick<MemoryOutbox, 'outbox' | 'tasks'> {
  readonly journal: Journal;
  /** All commits, in the order in which they came. */
  commits(): readonly Commit[];
}

export function createMemoryJournal(): MemoryJournal {
  const log: string[] = [];
  const { outbox, enter, tasks } = createMemoryOutbox();
  const all = () => log.map(read);
  const of = (conversation: string) => all().filter((commit) => commit.conversation === conversation);

  const journal: Journal = {
    async load(conversation, inboundKey) {
      await pause();
      const commits = of(conversation);
      const latest = commits.at(-1);
      return {
        latest: latest ? { revision: latest.revision, state: latest.state, keyId: latest.keyId } : null,
        duplicateOf: commits.find((commit) => commit.inboundKey === inboundKey)?.revision ?? null,
      };
    },
    async append(commit) {
      await pause();
      const commits = of(commit.conversation);
      if (commits.some(({ inboundKey }) => inboundKey === commit.inboundKey)) return 'duplicate';
      if (commits.some(({ revision }) => revision === commit.revision)) return 'conflict';
      if (!Number.isFinite(commit.at)) throw new Error('a commit needs its time');
      const line = write(commit);
      deepStrictEqual(read(line), { ...commit, sealed: new Uint8Array(commit.sealed) });
      log.push(line);
      enter(commit);
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
      if (Number.isNaN(from)) throw new CodedError('input.invalid', 'Give a cursor that a scan returned.');
      const commits = all().slice(from, from + limit);
      return { commits, cursor: commits.length === 0 ? cursor : String(from + commits.length) };
    },
    async scanOutlines(from, limit) {
      const { commits, cursor } = await this.scan(from, limit);
      return { commits: commits.map(outlineOf), cursor };
    },
  };

  return { journal, outbox, commits: all, tasks };
}

export function outlineOf({
  tenant,
  account,
  conversation,
  revision,
  at,
  keyId,
  events,
  state,
}: Commit): CommitOutline {
  return { tenant, account, conversation, revision, at, keyId, events, isRecord: isRecord(state) };
}

function write({ sealed, ...commit }: Commit): string {
  return JSON.stringify({ ...commit, sealed: Buffer.from(sealed).toString('base64') });
}

function read(line: string): Commit {
  const commit = JSON.parse(line);
  return { ...commit, sealed: new Uint8Array(Buffer.from(commit.sealed, 'base64')) };
}
