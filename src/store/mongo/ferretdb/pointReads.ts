import type { ConversationId } from '../../../core/model/conversation.ts';
import { createLruCache } from '../../../core/util/lruCache.ts';
import {
  type CommitDocument,
  type CommitModel,
  commitId,
  type OutlineDocument,
  outlineFields,
} from '../commitDocument.ts';
import type { Reads } from '../reads.ts';
import { createLookAhead } from './lookAhead.ts';

/** Cache of a conversation: commits never change, so it only has to be extended. */
interface Known extends Pick<CommitDocument, 'revision' | 'state' | 'keyId' | 'stamp'> {
  /** The revision of every message, up to that of `revision`. */
  readonly messages: Map<string, number>;
}

/** Conversations in the cache, at most twice as many; those that nobody used for longest are evicted. */
const cacheSize = 2_500;
/** Most commits read at once. */
const maxStep = 64;

type Light = Pick<CommitDocument, 'revision' | 'inboundKey' | 'state' | 'keyId' | 'stamp'>;

/**
 * Queries for FerretDB 1 on SQLite, which scans a whole collection for anything but one equal `_id`. Revisions have no
 * gaps, so a conversation can be read commit by commit until one is missing.
 */
export function createPointReads(commits: CommitModel): Reads {
  const known = createLruCache<ConversationId, Known>(cacheSize);

  /**
   * Reads commits above a revision, in growing steps, until one is missing or there are enough. Usually there is one,
   * or none: each step asks for as many as were found before it.
   */
  async function walk<T>(
    conversation: ConversationId,
    after: number,
    limit: number,
    fields: Readonly<Record<string, 1>>,
  ): Promise<T[]> {
    const found: T[] = [];
    while (found.length < limit) {
      const first = after + found.length + 1;
      const width = Math.min(maxStep, Math.max(1, found.length));
      const revisions = Array.from({ length: Math.min(width, limit - found.length) }, (_, index) => first + index);
      const step = await Promise.all(
        revisions.map((revision) => commits.findOne({ _id: commitId(conversation, revision) }, fields).lean()),
      );
      const missing = step.indexOf(null);
      found.push(...(step.slice(0, missing < 0 ? step.length : missing) as T[]));
      if (missing >= 0) break;
    }
    return found;
  }

  async function learn(conversation: ConversationId): Promise<Known | null> {
    const before = known.get(conversation);
    const fields = { revision: 1, inboundKey: 1, state: 1, keyId: 1, stamp: 1 } as const;
    const more = await walk<Light>(conversation, before?.revision ?? 0, Number.MAX_SAFE_INTEGER, fields);
    const newest = more.at(-1) ?? before;
    if (newest === undefined) return null;
    const messages = before?.messages ?? new Map<string, number>();
    for (const { inboundKey, revision } of more) messages.set(inboundKey, revision);
    const { revision, state, keyId, stamp } = newest;
    const after = { revision, state, keyId, stamp, messages };
    known.set(conversation, after);
    return after;
  }

  return {
    async load(conversation, inboundKey) {
      const found = await learn(conversation);
      if (found === null) return { latest: null, duplicateOf: null, stamp: null };
      const { revision, state, keyId, stamp, messages } = found;
      return { latest: { revision, state, keyId }, duplicateOf: messages.get(inboundKey) ?? null, stamp };
    },
    onward: (conversation, after, limit) => walk<CommitDocument>(conversation, after, limit, {}),
    behind: createLookAhead<CommitDocument>(commits, {}),
    outlinesBehind: createLookAhead<OutlineDocument>(commits, outlineFields),
    holds: async (conversation, inboundKey, { revisionTaken }) =>
      !revisionTaken || ((await learn(conversation))?.messages.has(inboundKey) ?? false),
  };
}
