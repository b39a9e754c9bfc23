import { type Connection, type Model, Schema } from 'mongoose';
import type { Commit } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { CommitOutline } from '../../core/ports/journal.ts';
import { text, whole } from './fieldTypes.ts';
import { modelOf } from './modelOf.ts';
import type { Stamp } from './stamp.ts';

/** A commit as stored: one document, inserted once and never changed. */
export interface CommitDocument extends Commit {
  /** Conversation and revision, so that the key of every collection makes the two unique. */
  readonly _id: string;
  /** Position in the order of the journal. */
  readonly stamp: Stamp;
  /** Random, so that a writer recognises its own insert, and the outbox the attempt that was announced. */
  readonly attempt: string;
}

/** Sort key of the index on `_id`: the conversation, then the revision in ten digits. */
export function commitId(conversation: ConversationId, revision: number): string {
  return `${conversation}:${String(revision).padStart(10, '0')}`;
}

/** An id above every revision of a conversation: `;` follows `:` in ASCII. */
export function afterConversation(conversation: ConversationId): string {
  return `${conversation};`;
}

const commitSchema = new Schema(
  {
    _id: text,
    tenant: text,
    account: text,
    conversation: text,
    revision: whole,
    inboundKey: text,
    at: whole,
    events: { type: [Schema.Types.Mixed], required: true },
    state: { type: Schema.Types.Mixed, required: true },
    outbox: { type: [Schema.Types.Mixed], required: true },
    commitments: { type: [String], required: true },
    keyId: text,
    sealed: { type: Buffer, required: true },
    stamp: text,
    attempt: text,
  },
  { collection: 'commits', versionKey: false, minimize: false, shardKey: { conversation: 1 } },
);
// Both unique keys begin with the shard key: `_id` by its text, this one by its first field.
commitSchema.index({ conversation: 1, inboundKey: 1 }, { name: 'conversation_inboundKey', unique: true });
commitSchema.index({ stamp: 1 }, { name: 'stamp' });

export type CommitModel = Model<CommitDocument>;

export function commitModel(connection: Connection): CommitModel {
  return modelOf<CommitDocument>(connection, 'Commit', commitSchema);
}

export function toDocument(commit: Commit, stamp: Stamp, attempt: string): CommitDocument {
  const { conversation, revision, sealed } = commit;
  return { ...commit, sealed: Buffer.from(sealed), _id: commitId(conversation, revision), stamp, attempt };
}

/** A commit as it is read for its outline. */
export interface OutlineDocument extends Pick<CommitDocument, 'stamp' | Exclude<keyof CommitOutline, 'isRecord'>> {
  readonly state: { readonly record?: unknown };
}

/** What is read of a commit for its outline: neither its state nor what is sealed leaves the server. */
export const outlineFields: Readonly<Record<string, 0 | 1>> = {
  _id: 0,
  stamp: 1,
  tenant: 1,
  account: 1,
  conversation: 1,
  revision: 1,
  at: 1,
  keyId: 1,
  events: 1,
  'state.record': 1,
};

export function toOutline({ stamp, state, ...outline }: OutlineDocument): CommitOutline {
  return { ...outline, isRecord: state?.record !== undefined };
}

export function toCommit({ _id, stamp, attempt, ...commit }: CommitDocument): Commit {
  return commit;
}
