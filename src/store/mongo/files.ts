import { randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Files, KeptFile } from '../../core/ports/files.ts';
import type { MongoDatabase } from './connect.ts';
import { text, whole } from './fieldTypes.ts';
import { insertOnce } from './insertOnce.ts';
import { modelOf } from './modelOf.ts';

/** Metadata of a file. */
export interface FileDocument {
  /** Conversation and file. */
  readonly _id: string;
  readonly conversation: string;
  readonly file: string;
  /** Size before sealing. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** False until a commit is known to refer to it. */
  readonly confirmed: boolean;
  /** Empty: its space is only reserved. */
  readonly keyId: string;
  /** Number of chunks, and the prefix of their ids. */
  readonly count: number;
  readonly pieces: string;
}

const fileSchema = new Schema(
  {
    _id: text,
    conversation: text,
    file: text,
    bytes: whole,
    at: whole,
    confirmed: { type: Boolean, required: true },
    keyId: { type: String, default: '' },
    count: whole,
    // Empty as long as there are none.
    pieces: { type: String, default: '' },
  },
  { collection: 'files', versionKey: false, shardKey: { _id: 1 } },
);
fileSchema.index({ conversation: 1, bytes: 1 }, { name: 'conversation' });
fileSchema.index({ at: 1, bytes: 1 }, { name: 'day' });
fileSchema.index({ confirmed: 1, at: 1 }, { name: 'unconfirmed' });

interface PieceDocument {
  /** What the file says, and a number. */
  readonly _id: string;
  readonly owner: string;
  readonly sealed: Buffer;
}

const pieceSchema = new Schema(
  { _id: text, owner: text, sealed: { type: Buffer, required: true } },
  { collection: 'filepieces', versionKey: false, shardKey: { _id: 1 } },
);
pieceSchema.index({ owner: 1 }, { name: 'owner' });

type FileModel = Model<FileDocument>;
type FilePieceModel = Model<PieceDocument>;

export const fileModel = (connection: Connection): FileModel => modelOf<FileDocument>(connection, 'File', fileSchema);
export const filePieceModel = (connection: Connection): FilePieceModel =>
  modelOf<PieceDocument>(connection, 'FilePiece', pieceSchema);

/** Bytes of one chunk: a document holds 16 MiB at most. */
const chunkLength = 8 * 1024 * 1024;
const day = 86_400_000;

/** Files in MongoDB: the chunks are stored first, and exist once the file names them. */
export function createFiles(database: MongoDatabase, models: { files: FileModel; pieces: FilePieceModel }): Files {
  const { files, pieces } = models;
  const nameOf = (conversation: string, id: string) => `${conversation}:${id}`;
  const find = (_id: string) => files.findOne({ _id }).lean<FileDocument>();

  async function sum(filter: object): Promise<number> {
    const [found] = await files.aggregate<{ bytes: number }>([
      { $match: filter },
      { $group: { _id: null, bytes: { $sum: '$bytes' } } },
    ]);
    return found?.bytes ?? 0;
  }

  return {
    usage: (conversation, since) =>
      database.run(async () => ({
        conversation: await sum({ conversation }),
        day: await sum({ at: { $gt: since } }),
      })),

    // Reserve first, then sum up: of two concurrent files both may be refused, but never one too many accepted.
    reserve: ({ conversation, id, bytes, at }, quota) =>
      database.run(async () => {
        const _id = nameOf(conversation, id);
        const reservation = {
          _id,
          conversation,
          file: id,
          bytes,
          at,
          confirmed: false,
          keyId: '',
          count: 0,
          pieces: '',
        };
        if (!(await insertOnce(files, reservation))) {
          const known = await find(_id);
          return known === null || known.keyId === '' ? 'reserved' : 'present';
        }
        const isFull = (await sum({ conversation })) > quota.conversation ? 'conversation-full' : null;
        const refusal = isFull ?? ((await sum({ at: { $gt: at - day } })) > quota.day ? 'day-full' : null);
        if (refusal === null) return 'reserved';
        await files.deleteOne({ _id, keyId: '' });
        return refusal;
      }),

    put: (conversation, id, sealed, keyId) =>
      database.run(async () => {
        const _id = nameOf(conversation, id);
        if ((await find(_id))?.keyId !== '') return;
        const count = Math.max(1, Math.ceil(sealed.length / chunkLength));
        // Each attempt has its own chunks, so that two of them never mix.
        const attempt = `${_id}:${randomBytes(9).toString('base64url')}`;
        for (let index = 0; index < count; index++) {
          const piece = Buffer.from(sealed.subarray(index * chunkLength, (index + 1) * chunkLength));
          await insertOnce(pieces, { _id: `${attempt}:${index}`, owner: _id, sealed: piece });
        }
        await files.updateOne({ _id, keyId: '' }, { $set: { keyId, count, pieces: attempt } });
      }),

    get: (conversation, id) =>
      database.run(async () => {
        const file = await find(nameOf(conversation, id));
        if (!file || file.keyId === '') return null;
        const ids = Array.from({ length: file.count }, (_, index) => `${file.pieces}:${index}`);
        const found = await Promise.all(ids.map((_id) => pieces.findOne({ _id }).lean<PieceDocument>()));
        const chunks = found.flatMap((piece) => (piece === null ? [] : [piece.sealed]));
        // It was just removed.
        if (chunks.length < ids.length) return null;
        return { sealed: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), keyId: file.keyId };
      }),

    list: (conversation) =>
      database.run(async () => (await files.find({ conversation }).lean<FileDocument[]>()).map(toKeptFile)),

    unconfirmed: (before, limit) =>
      database.run(async () => {
        const found = await files
          .find({ confirmed: false, at: { $lt: before } })
          .sort({ at: 1 })
          .limit(limit)
          .lean<FileDocument[]>();
        return found.map(toKeptFile);
      }),

    confirm: (conversation, ids) =>
      database.run(async () => {
        for (const id of ids) await files.updateOne({ _id: nameOf(conversation, id) }, { $set: { confirmed: true } });
      }),

    // The chunks last: those left behind by a process that dies cannot be found or read by anybody.
    remove: (conversation, ids) =>
      database.run(async () => {
        for (const id of ids) {
          const owner = nameOf(conversation, id);
          await files.deleteOne({ _id: owner });
          await pieces.deleteMany({ owner });
        }
      }),

    freeBytes: () =>
      database.run(async () => {
        const { fsTotalSize, fsUsedSize } = await statsOf(database);
        return typeof fsTotalSize === 'number' && typeof fsUsedSize === 'number' ? fsTotalSize - fsUsedSize : null;
      }),
  };
}

/** The server's disk space: FerretDB and some hosted services do not report it. */
async function statsOf({ connection }: MongoDatabase): Promise<Record<string, unknown>> {
  return (await connection.db?.command({ dbStats: 1 })) ?? {};
}

function toKeptFile({ conversation, file, keyId }: FileDocument): KeptFile {
  return { conversation, id: file, keyId: keyId === '' ? null : keyId };
}
