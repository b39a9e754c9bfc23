import mongoose, { type Connection } from 'mongoose';
import { CodedError } from '../../core/model/errors.ts';
import { mongoError, openingError } from './driverErrors.ts';
import { fixDriver } from './driverFault.ts';
import { createGate, type Gate } from './gate.ts';

/** Defaults that the URI may override. */
const defaults = {
  /**
   * How long an operation waits for a primary, milliseconds: longer than most elections, shorter than a client's
   * timeout.
   */
  serverSelectionTimeoutMS: 8_000,
  connectTimeoutMS: 8_000,
  /** Milliseconds after which a silent connection counts as cut. */
  socketTimeoutMS: 20_000,
  maxPoolSize: 50,
  /** Milliseconds after which an idle connection is closed, before a firewall on the way forgets it and says nothing. */
  maxIdleTimeMS: 120_000,
} as const;
/** How long a write waits for a majority of the members, milliseconds. */
const majorityTimeoutMs = 10_000;
/** Milliseconds after which a server abandons a write that it has not begun to confirm. */
export const writeTimeLimit = 15_000;

/** Capabilities of a kind of server: MongoDB has both, FerretDB 1 none. See `ferretdb/` for the alternatives. */
export interface Abilities {
  /** It answers queries from its indexes. */
  readonly indexes: boolean;
  /** Of two concurrent updates to the same version of a document, exactly one succeeds. */
  readonly atomicUpdates: boolean;
}

/** One open database of a MongoDB server. */
export interface MongoDatabase extends Gate {
  readonly connection: Connection;
  /** Names server and database in messages, without user or password. */
  readonly location: string;
  readonly abilities: Abilities;
  /** Milliseconds since 1970 by the server's clock. */
  now(): number;
  /** Compares this machine's clock with the server's again. */
  alignClock(): Promise<void>;
  /** Closes the connection once operations in progress are done. */
  shut(): Promise<void>;
}

/**
 * Connects to the database that a URI names (`finestreta` if it names none). A write is acknowledged once a majority of
 * the members has it in its journal; reads go to the primary. Throws `config.invalid`, `store.unreachable`,
 * `store.login` and `store.forbidden`.
 */
export async function connect(uri: string, databaseName: string): Promise<MongoDatabase> {
  fixDriver();
  const location = locationOf(uri, databaseName);
  const connection = mongoose.createConnection();
  // Without a listener, a background error of the driver would end the process.
  connection.on('error', () => {});
  try {
    await connection.openUri(uri, {
      dbName: databaseName,
      appName: 'finestreta',
      autoCreate: false,
      autoIndex: false,
      bufferCommands: false,
      ignoreUndefined: true,
      promoteBuffers: true,
      retryReads: true,
      retryWrites: true,
      readPreference: 'primary',
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: majorityTimeoutMs },
      ...unlessSaid(uri),
    });
    return await describe(connection, location);
  } catch (error) {
    await connection.close(true).catch(() => {});
    throw openingError(error, location);
  }
}

function unlessSaid(uri: string): Partial<typeof defaults> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !new RegExp(`[?&]${name}=`, 'i').test(uri)));
}

async function describe(connection: Connection, location: string): Promise<MongoDatabase> {
  const admin = connection.getClient().db('admin');
  const gate = createGate(location, (error) => mongoError(error, location));
  const build = await admin.command({ buildInfo: 1 });
  const isFerretdb1 = /^v?1\./.test(String(build.ferretdbVersion ?? ''));
  let ahead = 0;

  async function alignClock(): Promise<void> {
    const before = Date.now();
    const { localTime } = await admin.command({ hello: 1 });
    const after = Date.now();
    if (localTime instanceof Date) ahead = localTime.getTime() - (before + after) / 2;
  }

  await alignClock();
  return {
    ...gate,
    connection,
    location,
    abilities: { indexes: !isFerretdb1, atomicUpdates: !isFerretdb1 },
    now: () => Math.round(Date.now() + ahead),
    alignClock,
    shut: () => gate.close(() => connection.close()),
  };
}

/** The database that a URI names, or `finestreta`. */
export function databaseNameOf(uri: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri)?.[1];
  return name ? decodeURIComponent(name) : 'finestreta';
}

function locationOf(uri: string, databaseName: string): string {
  const hosts = /^mongodb(?:\+srv)?:\/\/(?:[^/]*@)?([^/?@]+)/.exec(uri)?.[1];
  if (hosts === undefined) {
    throw new CodedError(
      'config.invalid',
      'MONGODB_URI is not an address of MongoDB. Write mongodb://USER:PASSWORD@HOST:27017/DATABASE, or mongodb+srv://… as your provider gives it.',
    );
  }
  return `MongoDB at ${hosts}, database ${databaseName}`;
}
