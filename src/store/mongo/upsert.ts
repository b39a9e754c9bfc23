import { isDuplicate } from './driverErrors.ts';

/**
 * Runs an upsert. If two processes create a document at the same moment, FerretDB (and MongoDB in some cases) refuses
 * one as a duplicate: retry, now that the document exists.
 */
export async function upsert<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return work();
  }
}
