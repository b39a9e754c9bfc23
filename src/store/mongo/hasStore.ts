import { connect, databaseNameOf } from './connect.ts';
import { metaModel } from './schemaVersion.ts';

/** Whether the database that a URI names holds a store; creates nothing. Throws as `openMongoStore` does. */
export async function hasMongoStore(uri: string): Promise<boolean> {
  const database = await connect(uri, databaseNameOf(uri));
  try {
    return await database.run(
      async () => (await metaModel(database.connection).findOne({ _id: 'schema' }).lean()) !== null,
    );
  } finally {
    await database.shut();
  }
}
