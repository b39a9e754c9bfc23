import { join } from 'node:path';
import type { Commit } from '../../src/core/model/commit.ts';
import type { Sealer } from '../../src/core/ports/sealer.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { dataFolder } from '../../src/store/dataFolder.ts';
import { type Keyring, openKeyring } from '../../src/store/keyring/keyring.ts';
import { openStores } from '../../src/store/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { makeCommit, sendTask } from '../contract/store/fixture.ts';
import { createLog } from '../support/log.ts';

/** The data of one installation, open as the service has it. */
export interface Installation {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly sealer: Sealer;
  /** One turn of a person, sealed, with a message that waits to be sent. */
  say(person: string, text: string): Promise<Commit>;
  close(): Promise<void>;
}

/** Opens the data in a folder with the default places, made if need be. */
export function openInstallation(dataDir: string, masterKey: Uint8Array | null): Installation {
  const log = createLog();
  const keyring = openKeyring({ folder: join(dataDir, 'keys'), masterKey, log });
  const store = openSqliteStore({ file: dataFolder(dataDir).journalFile, log });
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  return {
    store,
    keyring,
    sealer,
    async say(person, text) {
      const { latest } = await store.journal.load(person, 'none');
      const content = {
        address: person,
        inbound: { id: text, content: { kind: 'text', text }, localeHint: null },
        outbound: [{ text: `answer to ${text}`, markup: 'plain', choices: [], files: [], locale: 'ca' }],
      } as const;
      const sealed = await sealer.seal(person, content, 'current');
      const commit = makeCommit(person, (latest?.revision ?? 0) + 1, { outbox: [sendTask(0)], ...sealed });
      await store.journal.append(commit);
      return commit;
    },
    async close() {
      await store.close();
      await keyring.close();
    },
  };
}

/** Makes an installation in which a person has said something. */
export async function makeUsedInstallation(dataDir: string): Promise<void> {
  const service = openInstallation(dataDir, null);
  await service.say('ana', 'hola');
  await service.close();
}

/** Makes an installation in which nobody has said anything yet: commands make none. */
export async function makeInstallation(dataDir: string): Promise<void> {
  const { store, keyring } = await openStores({
    ...{ dataDir, keysDir: join(dataDir, 'keys'), masterKey: null, mongoUri: null, mongoKeysUri: null },
    log: createLog(),
  });
  await store.close();
  await keyring.close();
}
