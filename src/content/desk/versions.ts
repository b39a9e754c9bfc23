import { createHash } from 'node:crypto';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentVersion } from '../../core/model/records.ts';
import type { ContentVersions } from '../../core/ports/content.ts';
import type { Blobs } from '../../core/ports/files.ts';
import { createLruCache } from '../../core/util/lruCache.ts';

/** Versions that are stored or read at once. */
const atOnce = 64;
/** Versions known to be stored, so that they are not stored again. */
const knownSize = 10_000;

/** Instead of the id of a key: what everybody may read is not sealed, so that lost keys cost nothing of it. */
const notSealed = 'not-sealed';

/**
 * Versions of the content of a tenant, as small records beside the journal: they are backed up and moved with it. They
 * hold nothing personal.
 */
export function createContentVersions(blobs: Blobs, tenant: string): ContentVersions {
  /** No conversation can have this id. */
  const owner = `(content) ${tenant}`;
  const known = createLruCache<ContentVersion, true>(knownSize);
  return {
    async put(bytes) {
      const version = versionOfBytes(bytes);
      if (known.get(version) === undefined) await blobs.put(owner, version, bytes, notSealed);
      known.set(version, true);
      return version;
    },

    async get(version) {
      const bytes = (await blobs.get(owner, version))?.sealed ?? null;
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
