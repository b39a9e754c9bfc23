import { join } from 'node:path';
import { type Keyring, openKeyring } from '../../../src/store/keyring/keyring.ts';
import { keysContract } from '../../contract/store/keysContract.ts';
import { rotationContract } from '../../contract/store/rotationContract.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder } from '../folder.ts';

async function makeFixture() {
  const folder = makeFolder();
  const opened: Keyring[] = [];
  return {
    open: async (masterKey: Uint8Array | null) => {
      const ring = openKeyring({ folder: join(folder.path, 'keys'), masterKey, log: createLog() });
      opened.push(ring);
      return ring;
    },
    dispose: async () => {
      for (const ring of opened) await ring.close();
      folder.remove();
    },
  };
}

keysContract('SQLite', makeFixture);
rotationContract('SQLite', makeFixture);
