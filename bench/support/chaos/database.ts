import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ferretdb, indexIds } from '../../../scripts/ferretdb.mjs';

/** A private FerretDB that can be killed and keeps its data. */
export interface Database {
  readonly port: number;
  /** Kills it. */
  kill(): Promise<void>;
  /** Restarts it at the same address. */
  start(): Promise<void>;
  /** Makes lookups by `_id` fast in the existing collections, see `indexIds`. */
  index(): Promise<void>;
}

/** Name of the journal's database; the one of the keys is next to it. */
export const databaseName = 'finestreta';

/** URI of the journal behind a port of this machine. */
export const addressOf = (port: number): string => `mongodb://127.0.0.1:${port}/${databaseName}`;

/** Starts one in a folder; it ends with this process at the latest. Throws if it is not available. */
export async function startDatabase(folder: string): Promise<Database> {
  const data = join(folder, 'ferretdb');
  mkdirSync(data, { recursive: true });
  const launch = async (port: number) => {
    const server = await ferretdb({ folder: data, port });
    if (server === null) throw new Error('FerretDB is built with Go: install it (on Debian: golang-go).');
    return server;
  };
  let running = await launch(0);
  const { port } = running;
  return {
    port,
    // `stop` is a SIGKILL too, and `kill` would leave a listener behind each time.
    kill: () => running.stop(),
    async start() {
      running = await launch(port);
    },
    async index() {
      for (const name of [databaseName, `${databaseName}_keys`]) await indexIds(data, name);
    },
  };
}
