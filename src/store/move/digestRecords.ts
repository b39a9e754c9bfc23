import { createHash } from 'node:crypto';
import { canonicalJson } from '../../journal/canonicalJson.ts';
import type { Table } from './end.ts';

interface RecordsDigest {
  readonly records: number;
  /** Hex SHA-256 over the hashes of all records, whatever their order. */
  readonly sha256: string;
}

/** Digests the records of a kind, to compare two stores that list them in different orders. */
export async function digestRecords<R>(table: Table<R>): Promise<RecordsDigest> {
  const hashes: string[] = [];
  for await (const record of table.list(new Set())) hashes.push(recordDigest(record));
  return { records: hashes.length, sha256: createHash('sha256').update(hashes.sort().join('\n')).digest('hex') };
}

/** Hex SHA-256 of a record; bytes count as base64, whatever kind of array holds them. */
export function recordDigest(record: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(plain(record)))
    .digest('hex');
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
