import type { Log } from '../../../src/core/ports/ports.ts';

/** A log that says nothing. */
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
