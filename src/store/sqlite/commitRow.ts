import type { Commit } from '../../core/model/commit.ts';
import type { CommitOutline } from '../../core/ports/journal.ts';

/** The columns of a commit, read with its conversation's own id; JSON where a column holds a structure. */
export interface CommitRow {
  readonly seq: number;
  readonly conversation: string;
  readonly revision: number;
  readonly inbound_key: string;
  readonly at: number;
  readonly tenant: string;
  readonly account: string;
  readonly key_id: string;
  readonly state: string;
  readonly events: string;
  readonly outbox: string;
  readonly commitments: string;
  readonly sealed: Uint8Array;
}

export const commitColumns = `c.seq, v.key AS conversation, c.revision, c.inbound_key, c.at, c.tenant, c.account,
  c.key_id, c.state, c.events, c.outbox, c.commitments, c.sealed`;

/** The values of a commit in the order of `insertCommit`, without the conversation's number that precedes them. */
export function commitValues(commit: Commit) {
  return [
    commit.revision,
    commit.inboundKey,
    commit.at,
    commit.tenant,
    commit.account,
    commit.keyId,
    JSON.stringify(commit.state),
    JSON.stringify(commit.events),
    JSON.stringify(commit.outbox),
    JSON.stringify(commit.commitments),
    commit.sealed,
  ] as const;
}

/** Stores a commit unless its revision or its inbound key is taken in its conversation. */
export const insertCommit = `INSERT INTO commits
  (conversation, revision, inbound_key, at, tenant, account, key_id, state, events, outbox, commitments, sealed)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

/**
 * A commit whose structures are parsed when somebody looks at them: those who follow the journal look at a few of them, and the
 * state is the largest.
 */
export function toCommit(row: CommitRow): Commit {
  const { events, state, outbox, commitments } = row;
  let [readEvents, readState, readOutbox, readCommitments]: [
    Commit['events'] | null,
    Commit['state'] | null,
    Commit['outbox'] | null,
    Commit['commitments'] | null,
  ] = [null, null, null, null];
  return {
    tenant: row.tenant,
    account: row.account,
    conversation: row.conversation,
    revision: row.revision,
    inboundKey: row.inbound_key,
    at: row.at,
    get events(): Commit['events'] {
      readEvents ??= JSON.parse(events) as Commit['events'];
      return readEvents;
    },
    get state(): Commit['state'] {
      readState ??= JSON.parse(state) as Commit['state'];
      return readState;
    },
    get outbox(): Commit['outbox'] {
      readOutbox ??= JSON.parse(outbox) as Commit['outbox'];
      return readOutbox;
    },
    get commitments(): Commit['commitments'] {
      readCommitments ??= JSON.parse(commitments) as Commit['commitments'];
      return readCommitments;
    },
    keyId: row.key_id,
    sealed: row.sealed,
  };
}

/** The columns of a commit's outline. */
export interface OutlineRow
  extends Pick<CommitRow, 'seq' | 'conversation' | 'revision' | 'at' | 'tenant' | 'account' | 'key_id' | 'events'> {
  readonly is_record: number;
}

/** Neither the state nor what is sealed leaves the database. */
export const outlineColumns = `c.seq, v.key AS conversation, c.revision, c.at, c.tenant, c.account, c.key_id, c.events,
  json_type(c.state, '$.record') IS NOT NULL AS is_record`;

export function toOutline(row: OutlineRow): CommitOutline {
  const { tenant, account, conversation, revision, at, key_id: keyId } = row;
  const events = JSON.parse(row.events) as Commit['events'];
  return { tenant, account, conversation, revision, at, keyId, events, isRecord: row.is_record === 1 };
}
