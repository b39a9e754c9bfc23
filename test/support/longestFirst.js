import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

/** Test files that take longest, of which none is to begin when the others are nearly over. */
export const longest = [
  'test/web/console/accessibility.browser.test.ts',
  'test/composition/flowKill.test.ts',
  'test/store/mongo/store.test.ts',
  'test/composition/editor.browser.test.ts',
  'test/content/desk/kill.test.ts',
  'test/web/console/content/writing.browser.test.ts',
  'test/project/tutorial.browser.test.ts',
  'test/composition/writePath.test.ts',
  'test/web/quickExit.browser.test.ts',
  'test/content/gate/compareKnowledge.test.ts',
  'test/composition/drain.test.ts',
  'test/content/gate/clashes.test.ts',
  'test/composition/npmStart.test.ts',
  'test/project/seed.test.ts',
  'test/bench/chaos/chaos.test.ts',
  'test/composition/kill.test.ts',
  'test/cli/strings.test.ts',
  'test/composition/fuzz.test.ts',
  'test/store/mongo/abilities.test.ts',
  'test/transparency/fourProcesses.test.ts',
  'test/composition/meaning.test.ts',
  'test/composition/subscribers.test.ts',
  'test/content/gate/releaseChecks.test.ts',
  'test/web/console/content/accessibility.browser.test.ts',
  'test/web/console/counter.browser.test.ts',
  'test/web/console/work.browser.test.ts',
  'test/web/line.browser.test.ts',
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const places = new Map(longest.map((file, place) => [root + file, place]));

/**
 * Jest's order of files, with the longest first: on a machine where they never ran, jest knows their sizes only, and the
 * longest are not the largest.
 */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const placeOf = ({ path }) => places.get(path) ?? places.size;
    return super.sort(tests).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
