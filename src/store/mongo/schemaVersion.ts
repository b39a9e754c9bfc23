import { type Connection, type Model, Schema } from 'mongoose';
import { CodedError } from '../../core/model/errors.ts';
import type { MongoDatabase } from './connect.ts';
import { modelOf } from './modelOf.ts';
import { upsert } from './upsert.ts';

/**
 * The schema of a database. Changes first expand (a new program writes what old ones tolerate) and contract one release
 * later, so that two versions run side by side during an upgrade: `oldest` is the lowest schema that a program must
 * know to work with the stored data.
 */
interface SchemaVersion {
  readonly version: number;
  readonly oldest: number;
}

/**
 * The schema that this program writes. 3: events, states and tasks were renamed; versions before and after cannot read
 * each other's data.
 */
export const schemaVersion: SchemaVersion = { version: 4, oldest: 4 };

interface MetaDocument extends Partial<SchemaVersion> {
  readonly _id: 'schema' | 'heartbeat' | 'reached' | 'installation';
  readonly program?: string;
  readonly beats?: number;
  /** Id of the installation, and the mark of its other database when it was last recorded. */
  readonly installation?: string;
  readonly seen?: Readonly<Record<string, number>>;
  /** Milliseconds since 1970, see `ferretdb/reached.ts`. */
  readonly at?: number;
}

const metaSchema = new Schema(
  {
    _id: { type: String, required: true },
    program: String,
    version: Number,
    oldest: Number,
    beats: Number,
    installation: String,
    seen: Schema.Types.Mixed,
    at: Number,
  },
  { collection: 'meta', versionKey: false },
);

export type MetaModel = Model<MetaDocument>;

export const metaModel = (connection: Connection): MetaModel => modelOf<MetaDocument>(connection, 'Meta', metaSchema);

/**
 * The schema of a database, null for a new one. Throws `store.unusable` when it holds another kind of data and
 * `store.newer` when a newer version of this program has left nothing that this one can use.
 */
export async function readSchema(database: MongoDatabase, meta: MetaModel, program: string): Promise<number | null> {
  const found = await meta.findOne({ _id: 'schema' }).lean<MetaDocument>();
  if (found === null) return null;
  if (found.program !== program) {
    throw new CodedError(
      'store.unusable',
      `${database.location} holds another kind of data (${found.program}). Use a separate database for each: MONGODB_URI for the journal, MONGODB_KEYS_URI for the keys.`,
    );
  }
  if ((found.oldest ?? 0) > schemaVersion.version) {
    throw new CodedError(
      'store.newer',
      `${database.location} was upgraded by a newer version of this program (schema ${found.version}; this one knows ${schemaVersion.version}). Start that version, or restore a backup made before the upgrade.`,
    );
  }
  if ((found.version ?? 0) < schemaVersion.oldest) {
    throw new CodedError(
      'store.unusable',
      `${database.location} was filled by an earlier version of this program (schema ${found.version ?? 0}) and this one cannot read it. Keep it, and name an empty database.`,
    );
  }
  return found.version ?? 0;
}

/** Records the schema, unless a newer program has recorded its own. */
export async function writeSchema(meta: MetaModel, program: string): Promise<void> {
  await upsert(() => meta.replaceOne({ _id: 'schema' }, { program, ...schemaVersion }, { upsert: true }));
}

/** A small write that proves a database. */
export async function beat(meta: MetaModel): Promise<void> {
  await upsert(() => meta.updateOne({ _id: 'heartbeat' }, { $inc: { beats: 1 } }, { upsert: true }));
}
