import type { Model, mongo } from 'mongoose';
import { writeTimeLimit } from './connect.ts';
import { isDuplicate } from './driverErrors.ts';
import { collectionOf } from './modelOf.ts';

/** Inserts a document that its schema accepts. False when one of its unique keys is taken; throws other errors. */
export async function insertOnce<T extends object>(model: Model<T>, document: T): Promise<boolean> {
  const checked = await model.validate(document);
  try {
    await collectionOf(model).insertOne(checked as mongo.OptionalUnlessRequiredId<T>, { maxTimeMS: writeTimeLimit });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
