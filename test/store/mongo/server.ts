import { randomBytes } from 'node:crypto';
import { describe } from '@jest/globals';
import { ferretdb, indexIds } from '../../../scripts/ferretdb.mjs';

/** A server for tests. */
export interface MongoServer {
  /** With `DATABASE` where the name of the database goes. */
  readonly uri: string;
  readonly isFerretdb: boolean;
  /** Whether a test can stand between it and a client. */
  readonly isSingle: boolean;
  /** Makes look-ups by `_id` fast in the collections that a database has now. */
  indexIds(database: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The server that `MONGODB_URI` names, or else a FerretDB of our own; null where neither can be had, which is an error
 * under CI=true and is said loudly elsewhere.
 */
export async function startServer(): Promise<MongoServer | null> {
  const given = process.env.MONGODB_URI;
  if (given !== undefined && given !== '') {
    const uri = given.replace(/^(mongodb(?:\+srv)?:\/\/[^/]+)(?:\/[^?]*)?/, '$1/DATABASE');
    const isSingle = /^mongodb:\/\/[^,/]+\/DATABASE/.test(uri);
    return { uri, isFerretdb: false, isSingle, indexIds: async () => {}, stop: async () => {} };
  }
  const server = await ferretdb();
  if (server !== null)
    return {
      uri: `${server.uri}/DATABASE`,
      isFerretdb: true,
      isSingle: true,
      indexIds: (database) => indexIds(server.folder, database),
      stop: server.stop,
    };
  const advice = 'No MongoDB for the tests of its store: set MONGODB_URI, or install Go so that FerretDB can be built.';
  if (process.env.CI === 'true') throw new Error(advice);
  console.warn(`${advice} THE TESTS OF THE MONGODB STORE ARE SKIPPED.`);
  return null;
}

/** The address of a database that nobody else uses. */
export function freshDatabase(server: MongoServer): string {
  return server.uri.replace('DATABASE', `finestreta_test_${randomBytes(6).toString('hex')}`);
}

/** `describe`, or its skipping form where there is no server. */
export const describeWith = (server: object | null) => (server === null ? describe.skip : describe);
