import type { Model } from 'mongoose';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { MongoDatabase } from './connect.ts';
import { type MetaModel, readSchema, schemaVersion, writeSchema } from './schemaVersion.ts';

// biome-ignore lint/suspicious/noExplicitAny: models of different documents stand side by side
type AnyModel = Model<any>;

interface Index {
  readonly fields: Record<string, 1 | -1>;
  readonly options: { readonly name: string; readonly unique?: boolean; readonly sparse?: boolean };
}

/** The indexes that a model's schema declares. */
function declaredIndexes(model: AnyModel): readonly Index[] {
  return model.schema.indexes().map(([fields, { name, unique, sparse }]) => ({
    fields: fields as Index['fields'],
    options: { name: String(name), ...(unique ? { unique: true } : {}), ...(sparse ? { sparse } : {}) },
  }));
}

/** Names of the declared indexes that a collection lacks. */
async function missingIndexes(model: AnyModel): Promise<readonly Index[]> {
  const declared = declaredIndexes(model);
  if (declared.length === 0) return [];
  const present = new Set(await presentIndexes(model));
  return declared.filter(({ options }) => !present.has(options.name));
}

async function presentIndexes(model: AnyModel): Promise<readonly string[]> {
  try {
    return (await model.collection.listIndexes().toArray()).map(({ name }) => String(name));
  } catch (error) {
    // NamespaceNotFound: the first index creates the collection.
    if ((error as { code?: unknown }).code === 26) return [];
    throw error;
  }
}

/**
 * Brings a database's indexes and schema up to date; several processes may do so at once. A user without the right to
 * create indexes is fine while none is missing. Throws `store.older`, `store.newer`, `store.unusable`,
 * `store.forbidden`.
 */
export async function migrateDatabase(
  database: MongoDatabase,
  deps: { meta: MetaModel; models: readonly AnyModel[]; program: string; log: Log },
): Promise<void> {
  const { meta, models, program, log } = deps;
  const from = await readSchema(database, meta, program);
  const missing: string[] = [];
  try {
    for (const model of models) {
      for (const { fields, options } of await missingIndexes(model)) {
        missing.push(`${model.collection.name}.${options.name}`);
        // One at a time: FerretDB 1 drops the connection when two of one call exist already.
        await model.collection.createIndex(fields, options);
      }
    }
    if ((from ?? 0) >= schemaVersion.version) return;
    await writeSchema(meta, program);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 13) throw error;
    throw new CodedError(
      'store.older',
      `${database.location} has ${from === null ? 'no schema' : `schema ${from}`} yet and lacks ${missing.join(', ') || 'only its mark'}, and the user may not change that. Run npm run migrate once with a user that may (role dbAdmin and readWrite), or give this one those roles.`,
      { cause: error },
    );
  }
  log.info(
    { location: database.location, from: from ?? 0, to: schemaVersion.version, indexes: missing },
    'schema upgraded',
  );
}
