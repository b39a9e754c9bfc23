import { createHash } from 'node:crypto';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentVersion } from '../../core/model/records.ts';
import type { ContentVersions } from '../../core/ports/content.ts';
import type { NoteStore } from '../../core/ports/files.ts';
import { createLruCache } from '../../core/util/lruCache.ts';

/** Versions that are stored or read at once. */
const atOnce = 64;
/** Versions known to be stored, so that they are not stored again. */
const knownSize = 10_000;

/** Versions of the content, as small records of its stream: they are backed up and moved with everything else. */
export function createContentVersions(notes: NoteStore, stream: string): ContentVersions {
  const known = createLruCache<ContentVersion, true>(knownSize);
  return {
    async put(bytes) {
      const version = versionOfBytes(bytes);
      if (known.get(version) === undefined) await notes.seal(stream, version, bytes);
      known.set(version, true);
      return version;
    },

    async get(version) {
      const bytes = await notes.open(stream, version);
      if (bytes !== null && versionOfBytes(bytes) === version) {
        known.set(version, true);
        return bytes;
      }
      throw new CodedError(
        'content.unknown',
        `Version ${version.slice(0, 12)} of the content is ${bytes === null ? 'missing' : 'damaged'}: restore a backup.`,
      );
    },
  };
}

export function versionOfBytes(bytes: Uint8Array): ContentVersion {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Maps in order, with a bounded number of calls under way. */
export async function mapBounded<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < values.length; from += atOnce) {
    results.push(...(await Promise.all(values.slice(from, from + atOnce).map(work))));
  }
  return results;
}
