import type { DatabaseKind } from '../../sqlite/migrate.ts';
import { start } from './001-start.ts';
import { installationLink } from './002-installation.ts';
import { laterMasters } from './003-masters.ts';

/** The key ring's file; `FINK` in ASCII identifies it. */
export const keysKind: DatabaseKind = {
  applicationId: 0x46494e4b,
  migrations: [start, installationLink, laterMasters],
};
