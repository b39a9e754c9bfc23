import { randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ConversationId } from '../../../core/model/conversation.ts';
import type { MasterRecord } from '../../keyring/masters.ts';
import { text } from '../fieldTypes.ts';
import { insertOnce } from '../insertOnce.ts';
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
// Those that were destroyed are few beside those that live, and are read in the order of their ids.
keySchema.index({ destroyed: 1, _id: 1 }, { name: 'destroyed' });

const masterSchema = new Schema(
  {
    _id: text,
    check: { type: Buffer, required: true },
    generation: Number,
    root: Buffer,
    bridge: Buffer,
    previous: Buffer,
  },
  { collection: 'master', versionKey: false },
);

/** Identifies the ring's first master key (`master`), or one that came after it (`master 2`), see `MasterRecord`. */
interface MasterDocument {
  readonly _id: string;
  readonly check: Buffer;
  /** Absent in the first one, as are all that follow. */
  readonly generation?: number;
  readonly root?: Buffer;
  readonly bridge?: Buffer | null;
  readonly previous?: Buffer | null;
}

/** Oldest first. */
export async function readMasters(masters: MasterModel): Promise<readonly MasterRecord[]> {
  const found = await masters.find().lean<MasterDocument[]>();
  return found
    .map(
      ({ check, generation = 1, root = null, bridge = null, previous = null }): MasterRecord => ({
        generation,
        check,
        root,
        bridge,
        previous,
      }),
    )
    .sort((one, other) => one.generation - other.generation);
}

export async function addMaster(masters: MasterModel, record: MasterRecord): Promise<boolean> {
  const { generation, check, root, bridge, previous } = record;
  const bytes = (value: Uint8Array | null) => (value === null ? null : Buffer.from(value));
  return insertOnce(masters, {
    _id: `master ${generation}`,
    generation,
    check: Buffer.from(check),
    root: Buffer.from(root ?? []),
    bridge: bytes(bridge),
    previous: bytes(previous),
  });
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
