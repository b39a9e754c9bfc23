import { type Connection, type Model, Schema } from 'mongoose';
import { text, whole } from './fieldTypes.ts';
import { modelOf } from './modelOf.ts';
import type { Stamp } from './stamp.ts';

/** A platform's id of a sent message. */
export interface DeliveredDocument {
  /** Conversation, revision and ordinal. */
  readonly _id: string;
  readonly conversation: string;
  readonly revision: number;
  readonly ordinal: number;
  readonly platformId: string;
}

const deliveredSchema = new Schema(
  { _id: text, conversation: text, revision: whole, ordinal: whole, platformId: text },
  { collection: 'delivered', versionKey: false, shardKey: { _id: 1 } },
);

/** A chunk of a sealed file. */
export interface BlobDocument {
  /** Conversation and file; for every chunk but the first, also attempt and number. */
  readonly _id: string;
  readonly conversation: string;
  readonly file: string;
  /** In the first chunk: the file's key, the number of chunks, and the prefix of the others' ids. */
  readonly keyId?: string;
  readonly count?: number;
  readonly rest?: string;
  readonly sealed: Buffer;
}

const blobSchema = new Schema(
  {
    _id: text,
    conversation: text,
    file: text,
    keyId: String,
    count: Number,
    rest: String,
    sealed: { type: Buffer, required: true },
  },
  { collection: 'blobs', versionKey: false, shardKey: { _id: 1 } },
);

/** A version of the bot's knowledge. */
export interface KnowledgeDocument {
  /** The version. */
  readonly _id: string;
  readonly content: string;
  readonly savedAt: number;
  /** Position in the order in which versions were first saved. */
  readonly stamp: Stamp;
}

const knowledgeSchema = new Schema(
  { _id: text, content: text, savedAt: whole, stamp: text },
  { collection: 'knowledge', versionKey: false },
);
knowledgeSchema.index({ stamp: 1 }, { name: 'stamp' });

export type DeliveredModel = Model<DeliveredDocument>;
export type BlobModel = Model<BlobDocument>;
export type KnowledgeModel = Model<KnowledgeDocument>;

export const deliveredModel = (connection: Connection): DeliveredModel =>
  modelOf<DeliveredDocument>(connection, 'Delivered', deliveredSchema);
export const blobModel = (connection: Connection): BlobModel => modelOf<BlobDocument>(connection, 'Blob', blobSchema);
export const knowledgeModel = (connection: Connection): KnowledgeModel =>
  modelOf<KnowledgeDocument>(connection, 'Knowledge', knowledgeSchema);
