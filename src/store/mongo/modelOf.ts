import type { Collection, Connection, Model, Schema } from 'mongoose';

/** The model of a collection whose documents have this shape; mongoose infers another one from the schema. */
export function modelOf<D>(connection: Connection, name: string, schema: unknown): Model<D> {
  return connection.model<D>(name, schema as Schema<D>);
}

/** The driver's collection behind a model, with the model's documents. */
export function collectionOf<D extends object>(model: Model<D>): Collection<D> {
  return model.db.collection<D>(model.collection.name);
}
