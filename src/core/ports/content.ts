import type { ContentVersion } from '../model/records.ts';

/** Texts of the content, by their hash: what is stored once never changes. */
export interface ContentVersions {
  /** Stores bytes durably and returns their version. Storing them again changes nothing. */
  put(bytes: Uint8Array): Promise<ContentVersion>;
  /** @throws {CodedError} `content.unknown` where they were never stored, or are damaged */
  get(version: ContentVersion): Promise<Uint8Array>;
}
