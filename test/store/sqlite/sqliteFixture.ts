import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesFileNextTo } from '../../../src/store/sqlite/files.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { Store } from '../../../src/store/store.ts';
import type { StoreFixture } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder } from '../folder.ts';

/** SQLite under the contract. A crash is what the files hold at that moment: they are copied and opened elsewhere. */
export async function makeSqliteFixture(): Promise<StoreFixture> {
  const folder = makeFolder();
  const opened: Store[] = [];
  let file = join(folder.path, '0', 'journal.db');
  let crashes = 0;

  async function open(): Promise<Store> {
    const store = openSqliteStore({ file, log: createLog() });
    opened.push(store);
    return store;
  }

  return {
    open,
    openAfterCrash: () => {
      crashes += 1;
      const next = join(folder.path, `${crashes}`, 'journal.db');
      mkdirSync(join(folder.path, `${crashes}`));
      for (const [from, to] of [
        [file, next],
        [filesFileNextTo(file), filesFileNextTo(next)],
      ] as const)
        for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, to + end);
      file = next;
      return open();
    },
    dispose: async () => {
      for (const store of opened) await store.close();
      folder.remove();
    },
  };
}
