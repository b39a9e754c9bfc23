import type { Log } from '../../../src/core/ports/log.ts';
/** A log that says nothing. */
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
