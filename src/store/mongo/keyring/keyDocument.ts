import { randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ConversationId } from '../../../core/model/conversation.ts';
import { modelOf } from '../modelOf.ts';

/** A key of a conversation, sealed under the master key; or the mark that every key before it was destroyed. */
export interface KeyDocument {
  /** Conversation and generation: if several processes create a key, only one succeeds. */
  readonly _id: string;
  readonly key: string;
  readonly conversation: ConversationId;
  /** 1 for the first key of a conversation, then one more each. The highest is the current one. */
  readonly generation: number;
  /** As in SQLite; zeros of the same length once the key was destroyed. */
  readonly wrapped: Buffer;
  readonly destroyed: boolean;
}

const text = { type: String, required: true } as const;

const keySchema = new Schema(
  {
    _id: text,
    key: text,
    conversation: text,
    generation: { type: Number, required: true },
    wrapped: { type: Buffer, required: true },
    destroyed: { type: Boolean, required: true },
  },
  { collection: 'keys', versionKey: false, shardKey: { _id: 1 } },
);
// Only for keys from another store: our own ids encode their document's id.
keySchema.index({ key: 1 }, { name: 'key' });

const masterSchema = new Schema(
  { _id: text, check: { type: Buffer, required: true } },
  { collection: 'master', versionKey: false },
);

/** Identifies the ring's master key. */
export interface MasterDocument {
  readonly _id: 'master';
  readonly check: Buffer;
}

export type KeyModel = Model<KeyDocument>;
export type MasterModel = Model<MasterDocument>;

export const keyModel = (connection: Connection): KeyModel => modelOf<KeyDocument>(connection, 'Key', keySchema);
export const masterModel = (connection: Connection): MasterModel =>
  modelOf<MasterDocument>(connection, 'Master', masterSchema);

export function keyDocumentId(conversation: ConversationId, generation: number): string {
  return `${conversation}:${String(generation).padStart(6, '0')}`;
}

/** A key id that encodes its document's id; with a random end, in case a ring is restored to an earlier state. */
export function newKeyId(conversation: ConversationId, generation: number): string {
  return `${conversation}.${generation}.${randomBytes(6).toString('base64url')}`;
}

/** The document id of a key; null for ids from another store. */
export function locateKey(keyId: string): string | null {
  const [, conversation, generation] = /^(.+)\.(\d+)\.[\w-]{8}$/s.exec(keyId) ?? [];
  return conversation === undefined ? null : keyDocumentId(conversation, Number(generation));
}
