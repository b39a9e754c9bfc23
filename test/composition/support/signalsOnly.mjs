import { lookIntervalMs } from '../../../src/content/desk/followReleases.ts';

/**
 * Loaded before the service (`node --import`): it never looks for releases by itself, so that it learns of them by signals
 * alone.
 */
const { setTimeout } = globalThis;
globalThis.setTimeout = Object.assign(
  (callback, milliseconds, ...given) =>
    setTimeout(callback, milliseconds === lookIntervalMs ? 24 * 60 * 60_000 : milliseconds, ...given),
  setTimeout,
);
