import type { ConversationId } from '../../../core/model/conversation.ts';
import type { ConversationKey, Keys } from '../../../core/ports/sealer.ts';
import { createKeyedLock } from '../../../core/util/keyedLock.ts';
import { createLruCache } from '../../../core/util/lruCache.ts';
import { keyRowWithId } from '../../keyring/keyRows.ts';
import { type MasterRecord, type Masters, rewrapped, unusableKey } from '../../keyring/masters.ts';
import type { MongoDatabase } from '../connect.ts';
import { letOthersGoOn } from '../exchange.ts';
import { insertOnce } from '../insertOnce.ts';
import { type KeyDocument, type KeyModel, keyDocumentId, locateKey, newKeyId } from './keyDocument.ts';

/** Keys in the cache, at most twice as many, about 400 bytes each. */
const cacheSize = 5_000;

/** Destroyed keys that are read at once. */
const destroyedPage = 100;

/** Cached state of a conversation's newest key; the key is null once it was destroyed. */
interface Newest {
  readonly generation: number;
  readonly key: ConversationKey | null;
}

/**
 * The key port in MongoDB. Keys that another process rotates or destroys are no longer used at once, except right after
 * a commit, which need not check.
 */
export function createMongoKeys(
  database: MongoDatabase,
  keys: KeyModel,
  { masters, readMasters }: { readonly masters: Masters; readonly readMasters: () => Promise<readonly MasterRecord[]> },
): Keys & { fate(keyId: string): Promise<'alive' | 'destroyed' | 'unknown'> } {
  const newestOf = createLruCache<ConversationId, Newest>(cacheSize);
  const opened = createLruCache<string, ConversationKey>(cacheSize);
  const asked = new Map<string, Promise<KeyDocument | null>>();
  const lock = createKeyedLock();

  const at = (conversation: ConversationId, generation: number) =>
    keys.findOne({ _id: keyDocumentId(conversation, generation) }).lean<KeyDocument>();

  async function open(document: KeyDocument): Promise<ConversationKey | null> {
    if (document.destroyed) {
      opened.delete(document.key);
      return null;
    }
    const known = opened.get(document.key);
    if (known) return known;
    const { key: id, conversation, wrapped } = document;
    const row = { id, conversation, wrapped };
    let key = masters.unwrap(row);
    if (key === null) {
      masters.learn(await readMasters());
      key = masters.unwrap(row);
    }
    if (key === null) throw unusableKey(id);
    opened.set(id, key);
    return key;
  }

  /**
   * The newest key of a conversation. Generations have no gaps, and each rotation or destruction adds one: so it is
   * usually enough to check that there is none after the cached one.
   */
  async function newest(conversation: ConversationId): Promise<Newest> {
    let known: Newest = newestOf.get(conversation) ?? { generation: 0, key: null };
    for (;;) {
      const later = await at(conversation, known.generation + 1);
      if (later === null) return known;
      known = { generation: later.generation, key: await open(later) };
      newestOf.set(conversation, known);
    }
  }

  /** Adds a key as the given generation; null when another process has added one. */
  async function add(conversation: ConversationId, generation: number): Promise<ConversationKey | null> {
    const id = newKeyId(conversation, generation);
    const row = keyRowWithId(masters.wrapping(), conversation, id);
    const document = { key: id, conversation, generation, wrapped: Buffer.from(row.wrapped), destroyed: false };
    if (!(await insertOnce(keys, { _id: keyDocumentId(conversation, generation), ...document }))) {
      await letOthersGoOn(1);
      return null;
    }
    await rewrap(document);
    const key = masters.unwrap(row);
    if (key === null) throw unusableKey(id);
    opened.set(id, key);
    newestOf.set(conversation, { generation, key });
    return key;
  }

  /**
   * After a key was added: if the master key was replaced meanwhile, it is wrapped with the new one, before anybody seals
   * with it.
   */
  async function rewrap({ key: id, conversation, generation, wrapped }: Omit<KeyDocument, '_id'>): Promise<void> {
    const before = masters.generation();
    const records = await readMasters();
    if (records.at(-1)?.generation === before) return;
    masters.learn(records);
    const _id = keyDocumentId(conversation, generation);
    if (masters.generation() === before) {
      // The new one is unknown here: what was added would be unreadable.
      await keys.deleteOne({ _id, key: id });
      throw unusableKey(id);
    }
    const wrappedAgain = rewrapped(masters, { id, conversation, wrapped });
    if (wrappedAgain !== null)
      await keys.updateOne({ _id, destroyed: false }, { $set: { wrapped: Buffer.from(wrappedAgain) } });
  }

  async function newestOrFirst(conversation: ConversationId): Promise<ConversationKey> {
    for (;;) {
      const { key, generation } = await newest(conversation);
      const found = key ?? (await add(conversation, generation + 1));
      if (found !== null) return found;
    }
  }

  async function rotate(conversation: ConversationId): Promise<ConversationKey> {
    for (;;) {
      const key = await add(conversation, (await newest(conversation)).generation + 1);
      if (key !== null) return key;
    }
  }

  async function destroy(conversation: ConversationId, except: string | null): Promise<readonly string[]> {
    const gone: string[] = [];
    const all: KeyDocument[] = [];
    for (let document = await at(conversation, 1); document; document = await at(conversation, all.length + 1)) {
      all.push(document);
    }
    const alive = all.filter(({ destroyed }) => !destroyed);
    // By number, which outlives the key itself: a late repetition of an erasure must not destroy younger keys.
    const kept = all.find(({ key }) => key === except)?.generation ?? Number.POSITIVE_INFINITY;
    const last = all.at(-1);
    if (last && !last.destroyed && last.generation < kept) {
      // First, so that nobody continues to seal under a key that is about to be destroyed.
      const generation = last.generation + 1;
      const mark = { key: newKeyId(conversation, generation), conversation, generation, destroyed: true };
      const _id = keyDocumentId(conversation, generation);
      if (!(await insertOnce(keys, { _id, ...mark, wrapped: Buffer.alloc(last.wrapped.length) }))) {
        await letOthersGoOn(1);
        return destroy(conversation, except);
      }
    }
    for (const { _id, key, generation, wrapped } of alive) {
      if (generation >= kept) continue;
      await keys.updateOne({ _id }, { $set: { wrapped: Buffer.alloc(wrapped.length), destroyed: true } });
      opened.delete(key);
      gone.push(key);
    }
    newestOf.delete(conversation);
    return gone;
  }

  /** Destroys one key; of the newest one everything of its conversation is. */
  async function destroyOne(keyId: string): Promise<ConversationId | null> {
    const document = await look(keyId);
    if (document === null || document.destroyed) return null;
    const { conversation, generation } = document;
    const next = await at(conversation, generation + 1);
    if (next === null) await destroy(conversation, null);
    else await destroy(conversation, next.key);
    return conversation;
  }

  /** The document of a key; requests for the same one in one tick share an answer. */
  function look(keyId: string): Promise<KeyDocument | null> {
    const shared = asked.get(keyId);
    if (shared) return shared;
    const answer = database.run(async () => {
      const _id = locateKey(keyId);
      const document = await (_id === null ? keys.findOne({ key: keyId }) : keys.findOne({ _id })).lean<KeyDocument>();
      return document?.key === keyId ? document : null;
    });
    asked.set(keyId, answer);
    queueMicrotask(() => asked.delete(keyId));
    return answer;
  }

  async function find(keyId: string): Promise<ConversationKey | null> {
    const document = await look(keyId);
    return document && (await open(document));
  }

  return {
    async current(conversation, last) {
      const known = last === undefined ? null : (opened.get(last) ?? (await find(last)));
      if (known !== null) return known;
      const { key } = await database.run(() => newest(conversation));
      if (key !== null) return key;
      return lock.run(conversation, () => database.run(() => newestOrFirst(conversation)));
    },
    find,
    rotate: (conversation) => lock.run(conversation, () => database.run(() => rotate(conversation))),
    destroy: (conversation, except) => lock.run(conversation, () => database.run(() => destroy(conversation, except))),
    destroyed: () =>
      database.run(async () => {
        const found: string[] = [];
        for (let after = ''; ; ) {
          const page = await keys
            .find({ destroyed: true, _id: { $gt: after } }, { key: 1 })
            .sort({ _id: 1 })
            .limit(destroyedPage)
            .lean<Pick<KeyDocument, '_id' | 'key'>[]>();
          found.push(...page.map(({ key }) => key));
          if (page.length < destroyedPage) return found;
          after = page.at(-1)?._id ?? after;
        }
      }),
    async destroyById(keyIds) {
      const conversations = new Set<ConversationId>();
      for (const keyId of keyIds) {
        const conversation = await database.run(() => destroyOne(keyId));
        if (conversation !== null) conversations.add(conversation);
      }
      return [...conversations];
    },
    async fate(keyId) {
      const document = await look(keyId);
      if (document === null) return 'unknown';
      return document.destroyed ? 'destroyed' : 'alive';
    },
  };
}
