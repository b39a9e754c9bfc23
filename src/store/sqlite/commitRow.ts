import type { Commit } from '../../core/model/commit.ts';

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

export function toCommit(row: CommitRow): Commit {
  return {
    tenant: row.tenant,
    account: row.account,
    conversation: row.conversation,
    revision: row.revision,
    inboundKey: row.inbound_key,
    at: row.at,
    events: JSON.parse(row.events),
    state: JSON.parse(row.state),
    outbox: JSON.parse(row.outbox),
    commitments: JSON.parse(row.commitments),
    keyId: row.key_id,
    sealed: row.sealed,
  };
}
