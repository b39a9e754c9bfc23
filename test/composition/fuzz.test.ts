import { expect, test } from '@jest/globals';
import type { Kind } from '../../bench/support/fuzz/cases.ts';
import { runFuzz } from '../../bench/support/fuzz/runFuzz.ts';

/** The short form of `npm run bench:fuzz`. A case that fails here is the same there with this BENCH_SEED. */
const seed = 20_261_126;

test(`nothing that strangers send ends the service or makes it fail (seed ${seed})`, async () => {
  const { faults, answers } = await runFuzz({ requests: 2_500, parallel: 8, seed, env: {}, progress: () => {} });
  expect(faults).toEqual([]);
  // Handlers were reached, and not only refusals.
  const reached = (kind: Kind, statuses: readonly string[]) =>
    statuses.filter((status) => (answers.get(kind)?.get(status) ?? 0) === 0);
  expect(reached('routes', ['200', '201', '204', '303', '400', '401', '403', '404', '413'])).toEqual([]);
  expect(reached('uploads', ['200', '400', '415'])).toEqual([]);
  expect(reached('upgrades and frames', ['101', '403', '404'])).toEqual([]);
  expect(reached('odd lines', ['200', '400', '404'])).toEqual([]);
});
