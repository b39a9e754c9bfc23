import { hash } from 'node:crypto';

/** Fields of an entry, by name. Numbers and short words, never text that somebody wrote. */
export type Fields = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | Readonly<Record<string, number>>>
>;

/** What an entry says, before it is written. */
export interface EntryContent {
  readonly type: string;
  /** Milliseconds since 1970; rounded when it is written. */
  readonly at: number;
  /** Fields that everybody may read. */
  readonly shown: Fields;
  /** Fields that are only committed to, since they may identify somebody among few. */
  readonly hidden: Fields;
}

/** Version of the form of entries. */
const form = 1;

/**
 * Writes an entry: one line of JSON with sorted keys. Each hidden field is committed to by the digest of its disclosure
 * (`_sd`, RFC 9901), sorted, so that the order says nothing. `saltOf`: the salt of a field, base64url.
 */
export function writeEntry(content: EntryContent, roundingMs: number, saltOf: (name: string) => string): string {
  const digests = Object.entries(content.hidden).map(([name, value]) =>
    digestOf(disclosureOf(saltOf(name), name, value)),
  );
  const members: Fields = {
    ...content.shown,
    v: form,
    type: content.type,
    at: roundedTime(content.at, roundingMs),
    ...(digests.length > 0 ? { _sd: digests.sort() } : {}),
  };
  const sorted: Record<string, Fields[string]> = {};
  for (const name of Object.keys(members).sort()) sorted[name] = members[name] as Fields[string];
  return JSON.stringify(sorted);
}

/** The disclosure of a hidden field (RFC 9901, 4.2.1): anybody who has it can show that the entry means this value. */
export function disclosureOf(salt: string, name: string, value: Fields[string]): string {
  return Buffer.from(JSON.stringify([salt, name, value])).toString('base64url');
}

/** What an entry holds of a disclosure. */
export function digestOf(disclosure: string): string {
  return hash('sha256', disclosure, 'base64url');
}

/** A time as entries tell it: the beginning of its period. */
export function roundedTime(at: number, roundingMs: number): string {
  return new Date(Math.floor(at / roundingMs) * roundingMs).toISOString().replace('.000Z', 'Z');
}

/** A digest over several values as one hidden field. */
export function joinedDigest(values: readonly string[]): string {
  return hash('sha256', JSON.stringify(values), 'base64url');
}
