import { isDuplicate } from './driverErrors.ts';

/**
 * Runs an upsert. Where two processes make a document at the same moment, FerretDB (and MongoDB in some cases) refuses
 * one of them as a duplicate: it is run again, now that the document is there.
 */
export async function upsert<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return work();
  }
}
