import { randomBytes } from 'node:crypto';
import type { Blobs } from '../../core/ports/files.ts';
import type { MongoDatabase } from './connect.ts';
import type { BlobDocument, BlobModel } from './documents.ts';
import { insertOnce } from './insertOnce.ts';

/** Bytes of one chunk: a document holds 16 MiB at most. */
const chunkLength = 8 * 1024 * 1024;

/** Sealed files in MongoDB. The first chunk is stored last and makes the file exist; an existing file never changes. */
export function createBlobs(database: MongoDatabase, blobs: BlobModel): Blobs {
  const find = (_id: string) => blobs.findOne({ _id }).lean<BlobDocument>();

  return {
    put: (conversation, id, sealed, keyId) =>
      database.run(async () => {
        const _id = `${conversation}:${id}`;
        const count = Math.max(1, Math.ceil(sealed.length / chunkLength));
        const piece = (index: number) => Buffer.from(sealed.subarray(index * chunkLength, (index + 1) * chunkLength));
        // Each attempt has its own chunks, so that two of them never mix.
        const rest = `${_id}:${randomBytes(9).toString('base64url')}`;
        for (let index = 1; index < count; index++) {
          await insertOnce(blobs, { _id: `${rest}:${index}`, conversation, file: id, sealed: piece(index) });
        }
        await insertOnce(blobs, { _id, conversation, file: id, sealed: piece(0), keyId, rest, count });
      }),

    get: (conversation, id) =>
      database.run(async () => {
        const first = await find(`${conversation}:${id}`);
        if (first?.keyId === undefined) return null;
        const ids = Array.from({ length: (first.count ?? 1) - 1 }, (_, index) => `${first.rest}:${index + 1}`);
        const others = await Promise.all(ids.map(find));
        if (others.includes(null)) throw new Error('a chunk of a file is missing');
        const chunks = [first, ...(others as BlobDocument[])].map(({ sealed: part }) => part);
        return { sealed: chunks.length === 1 ? first.sealed : Buffer.concat(chunks), keyId: first.keyId };
      }),
  };
}
