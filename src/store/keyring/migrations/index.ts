import type { DatabaseKind } from '../../sqlite/migrate.ts';
import { start } from './001-start.ts';
import { installation } from './002-installation.ts';

/** The file of the keys; `FINK` in ASCII marks it. */
export const keysKind: DatabaseKind = { applicationId: 0x46494e4b, migrations: [start, installation] };
