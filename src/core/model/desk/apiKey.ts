import type { AgentId } from '../agent.ts';

/** The key of a program of somebody else that may file requests. What it opens with is kept as a digest alone. */
export interface ApiKey {
  /** Names the program, as in `fixmystreet`. */
  readonly id: string;
  /** SHA-256 of the key, hex. */
  readonly digest: string;
  /** Requests that it may file in an hour. */
  readonly perHour: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly by: AgentId;
  /** Revision of the commit that seals who answers for the program. */
  readonly revision: number;
  /** Since when it opens nothing; null: it is good. */
  readonly revokedAt: number | null;
}

/** All keys, as a record of the city's own. */
export interface ApiKeysRecord {
  readonly record: 'api-keys';
  readonly shape: 1;
  readonly keys: readonly ApiKey[];
}

/** An administrator made a key, or ended one. */
export interface ApiKeyEvent {
  readonly type: 'api-key.made' | 'api-key.revoked';
  readonly by: AgentId;
  readonly key: string;
}
