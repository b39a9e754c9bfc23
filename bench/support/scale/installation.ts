import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { ferretdb, indexIds } from '../../../scripts/ferretdb.mjs';
import { findRedis, redisServer } from '../../../scripts/redis.mjs';
import { openStores } from '../../../src/store/open.ts';
import { childrenNamed, processorTime } from './processorTime.ts';
import { silent } from './silent.ts';

export type StoreKind = 'sqlite' | 'mongodb';

/** A temporary installation for a measurement. */
export interface Installation {
  /** Its store. */
  readonly name: string;
  readonly dataDir: string;
  /** Null: SQLite in `dataDir`. */
  readonly mongoUri: string | null;
  readonly masterKey: Uint8Array;
  /** A secret that the service derives from the master key. */
  readonly derive: (purpose: string) => Uint8Array;
  /** Settings of every process; several need Redis to signal each other. */
  env(processes: number): Readonly<Record<string, string>>;
  /** Processor seconds so far of the servers besides the service; null where they run elsewhere. */
  cpu(): { readonly database: number | null; readonly redis: number };
  /** Bytes on disk of journal and keys; null where only the server knows. */
  bytes(): { readonly journal: number; readonly keys: number } | null;
  close(): Promise<void>;
}

/**
 * Creates an empty installation, opened once so that schema and indexes exist. Null where a server is not available.
 */
export async function createInstallation(kind: StoreKind): Promise<Installation | null> {
  const path = findRedis();
  if (path === null) return null;
  const redis = await redisServer({ path, settings: [] });
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-scale-'));
  const database = kind === 'sqlite' ? sqlite(folder) : await mongodb(folder);
  if (database === null) {
    await redis.stop();
    return null;
  }
  const redisPid = childrenNamed('redis-server').find((pid) => !known.has(pid)) ?? 0;
  known.add(redisPid);
  const masterKey = randomBytes(32);
  const settings = { FINESTRETA_MASTER_KEY: masterKey.toString('base64'), DATA_DIR: folder, ...database.env };
  const mongoUri = database.env.MONGODB_URI ?? null;
  const derive = await openOnce(folder, masterKey, mongoUri);
  await database.prepare();
  return {
    name: database.name,
    dataDir: folder,
    mongoUri,
    masterKey,
    derive,
    env: (processes) => ({ ...settings, ...(processes > 1 || kind === 'mongodb' ? { REDIS_URL: redis.url } : {}) }),
    cpu: () => ({ database: database.cpu(), redis: processorTime(redisPid) }),
    bytes: database.bytes,
    async close() {
      await database.close();
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Servers that belong to an existing installation. */
const known = new Set<number>();

interface Database {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cpu: () => number | null;
  readonly bytes: Installation['bytes'];
  /** Runs once collections exist. */
  readonly prepare: () => Promise<void>;
  readonly close: () => Promise<void>;
}

function sqlite(folder: string): Database {
  return {
    name: 'SQLite',
    env: {},
    // It works within the processes of the service.
    cpu: () => 0,
    bytes: () => ({ journal: sizeOf(join(folder, 'journal')), keys: sizeOf(join(folder, 'keys')) }),
    prepare: async () => {},
    close: async () => {},
  };
}

async function mongodb(folder: string): Promise<Database | null> {
  const given = process.env.MONGODB_URI;
  const name = `finestreta_scale_${randomBytes(4).toString('hex')}`;
  if (given) return serverOf(given, name);
  const server = await ferretdb({ folder: join(folder, 'ferretdb') });
  if (server === null) return null;
  const pid = childrenNamed('ferretdb').find((each) => !known.has(each)) ?? 0;
  known.add(pid);
  return {
    name: 'FerretDB + Redis',
    // A starting process looks for the newest commit, for which FerretDB reads all of them; and on a fully loaded
    // machine even a heartbeat takes its time.
    env: { MONGODB_URI: `${server.uri}/${name}?socketTimeoutMS=${15 * 60_000}&connectTimeoutMS=60000` },
    cpu: () => processorTime(pid),
    bytes: () => ({
      journal: sizeOf(server.folder, `${name}.sqlite`),
      keys: sizeOf(server.folder, `${name}_keys.sqlite`),
    }),
    prepare: async () => {
      for (const database of [name, `${name}_keys`]) await indexIds(server.folder, database);
    },
    close: server.stop,
  };
}

function serverOf(given: string, name: string): Database {
  const uri = new URL(given);
  uri.pathname = `/${name}`;
  return {
    name: 'MongoDB + Redis',
    env: { MONGODB_URI: uri.href },
    cpu: () => null,
    bytes: () => null,
    prepare: async () => {},
    async close() {
      const connection = await mongoose.createConnection(given).asPromise();
      for (const database of [name, `${name}_keys`]) await connection.useDb(database).dropDatabase();
      await connection.close();
    },
  };
}

/** Opens the stores once and closes them; resolves to the function that derives secrets from their master key. */
async function openOnce(
  dataDir: string,
  masterKey: Uint8Array,
  mongoUri: string | null,
): Promise<Installation['derive']> {
  const { store, keyring } = await openStores({
    dataDir,
    keysDir: join(dataDir, 'keys'),
    masterKey,
    mongoUri,
    mongoKeysUri: null,
    log: silent,
  });
  // Conversations stored in bulk have no cases, so nobody need look for any.
  await store.cases.markWhole();
  await store.close();
  await keyring.close();
  return keyring.derive;
}

/** Bytes of the files in a folder with a name prefix, including their logs. */
function sizeOf(folder: string, beginning = ''): number {
  return readdirSync(folder)
    .filter((name) => name.startsWith(beginning))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
