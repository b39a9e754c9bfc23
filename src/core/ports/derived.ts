/** A record that was made from the journal. */
export interface DerivedRecord {
  readonly revision: number;
  readonly bytes: Uint8Array;
}

/**
 * Small records that are derived from the journal, by name: losing them costs the time to make them again, so that they
 * are never backed up or moved. They hold ids and numbers only.
 */
export interface DerivedRecords {
  get(owner: string, name: string): Promise<DerivedRecord | null>;
  /** Stores a record, unless the stored one has the same or a higher revision: then false. */
  put(owner: string, name: string, record: DerivedRecord): Promise<boolean>;
  /** Names of all records of an owner. */
  names(owner: string): Promise<readonly string[]>;
  remove(owner: string, names: readonly string[]): Promise<void>;
}
