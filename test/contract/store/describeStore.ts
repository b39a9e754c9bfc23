import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Store } from '../../../src/store/store.ts';
import type { MakeFixture, StoreFixture } from './fixture.ts';

/** The store of the test that runs, and the ways to open it again. */
export interface StoreBed {
  readonly fixture: StoreFixture;
  /** A test may put another one in its place, opened after a crash. */
  store: Store;
}

/** Describes what a store must do; each test has a new one. */
export function describeStore(name: string, makeFixture: MakeFixture, tests: (bed: StoreBed) => void): void {
  describe(name, () => {
    let fixture: StoreFixture;
    let store: Store;
    beforeEach(async () => {
      fixture = await makeFixture();
      store = await fixture.open();
    });
    afterEach(() => fixture.dispose());

    tests({
      get fixture() {
        return fixture;
      },
      get store() {
        return store;
      },
      set store(next: Store) {
        store = next;
      },
    });
  });
}
