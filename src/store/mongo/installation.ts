import type { Seen, Tie } from '../installation/installationManifest.ts';
import type { MongoDatabase } from './connect.ts';
import { insertOnce } from './insertOnce.ts';
import type { MetaModel } from './schemaVersion.ts';
import { upsert } from './upsert.ts';

/**
 * The link of a database on a MongoDB server. Its mark counts the proving writes of all processes; `holds` says whether
 * it has any of the city's data.
 */
export function createMongoTie(database: MongoDatabase, meta: MetaModel, holds: () => Promise<boolean>): Tie {
  const find = (id: 'installation' | 'heartbeat') => meta.findOne({ _id: id }).lean<{ [field: string]: unknown }>();
  const idNow = async () => ((await find('installation'))?.installation as string | undefined) ?? null;
  return {
    databaseLocation: database.location,
    id: () => database.run(idNow),
    give: (id) =>
      database.run(async () => {
        await insertOnce(meta, { _id: 'installation', installation: id });
        return (await idNow()) ?? id;
      }),
    mark: () => database.run(async () => Number((await find('heartbeat'))?.beats ?? 0)),
    holds: () => database.run(holds),
    seen: () => database.run(async () => ({ ...((await find('installation'))?.seen as Seen | undefined) })),
    see: (part, mark) =>
      database.run(async () => {
        await meta.updateOne({ _id: 'installation' }, { $max: { [`seen.${part}`]: mark } });
      }),
    reset: (id) =>
      database.run(async () => {
        await upsert(() => meta.replaceOne({ _id: 'installation' }, { installation: id }, { upsert: true }));
      }),
  };
}
