import type { DatabaseKind } from '../../sqlite/migrate.ts';
import { start } from './001-start.ts';

/** The file of the keys; `FINK` in ASCII marks it. */
export const keysKind: DatabaseKind = { applicationId: 0x46494e4b, migrations: [start] };
