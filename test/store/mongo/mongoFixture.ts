import { type Abilities, connect, databaseNameOf, type MongoDatabase } from '../../../src/store/mongo/connect.ts';
import { openMongoStoreOn } from '../../../src/store/mongo/store.ts';
import type { Store } from '../../../src/store/store.ts';
import type { StoreFixture } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { createLink, type Link } from './link.ts';
import { freshDatabase, type MongoServer } from './server.ts';

interface Process {
  readonly link: Link;
  readonly database: MongoDatabase;
  readonly store: Store;
}

/**
 * A database of a server under the contract. Each store is a process of its own, on a link of its own; a crash cuts all
 * links at that moment. `abilities`: what the store is to believe that the server can do, if not what it says.
 */
export async function makeMongoFixture(server: MongoServer, abilities: Partial<Abilities>): Promise<StoreFixture> {
  const uri = freshDatabase(server);
  const graves: Promise<unknown>[] = [];
  let processes: Process[] = [];

  async function open(): Promise<Store> {
    const link = await createLink(uri);
    const database = await connect(link.uri, databaseNameOf(uri));
    const store = await openMongoStoreOn(database, { ...database.abilities, ...abilities }, createLog());
    if (processes.length === 0 && graves.length === 0) await server.indexIds(databaseNameOf(uri));
    processes.push({ link, database, store });
    return store;
  }

  /** Ends every process; resolves once the driver has noticed, which takes it a while. */
  function killAll(): Promise<unknown> {
    const killed = processes;
    processes = [];
    for (const { link } of killed) link.close();
    return Promise.all(killed.map(({ database }) => database.connection.close(true)));
  }

  return {
    open,
    openAfterCrash: async () => {
      graves.push(killAll());
      return open();
    },
    dispose: async () => {
      const database = await connect(uri, databaseNameOf(uri));
      await database.connection.dropDatabase();
      await database.shut();
      await Promise.all([...graves, killAll()]);
    },
  };
}
