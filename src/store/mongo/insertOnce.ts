import type { Model } from 'mongoose';
import { writeTimeLimit } from './connect.ts';
import { isDuplicate } from './trouble.ts';

/** Inserts a document that its schema accepts. False when a unique key of it is taken; other errors are thrown. */
export async function insertOnce<T extends object>(model: Model<T>, document: T): Promise<boolean> {
  const checked = await model.validate(document);
  try {
    await model.collection.insertOne(checked as never, { maxTimeMS: writeTimeLimit, ...untilHopeless(model) });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/**
 * Ends an insert that takes twice as long as a connection may be silent. The driver would wait for ever for a connection
 * that took only a part of a large document and was then found dead: it closes it, and does not tell whoever was still
 * writing. Its types don't name the option for inserts.
 */
function untilHopeless<T>(model: Model<T>): { readonly signal?: AbortSignal } {
  const { socketTimeoutMS = 0 } = model.db.getClient().options;
  return socketTimeoutMS > 0 ? { signal: AbortSignal.timeout(2 * socketTimeoutMS) } : {};
}
