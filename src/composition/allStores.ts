import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../core/ports/log.ts';
import type { StaffStore } from '../core/ports/staffStore.ts';
import { createRememberer, tieTogether } from '../store/installation/installationManifest.ts';
import { holdFolder, type LetGo } from '../store/installation/oneService.ts';
import { openStores, type Stores, tiesOf } from '../store/open.ts';
import { openStaffStore } from '../store/openStaff.ts';
import { startCheckpoints } from '../store/sqlite/checkpoints.ts';

/** Who opens the stores. A service creates the installation where there is none, and locks its data folder. */
export type OpenedBy = 'service' | 'command';

/** All stores, including that of the people who work for the council. */
export interface AllStores extends Stores {
  readonly people: StaffStore;
  /** Records in each part of the installation how far the others are, so that the loss of one is detected. */
  remember(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @throws {CodedError} `store.busy` when another service uses the folder and there is no Redis; `store.mismatch`,
 * `store.missing`, `key.unusable`, and the codes of the stores
 */
export async function openAllStores(config: Config, purpose: OpenedBy, log: Log): Promise<AllStores> {
  const letGo = purpose === 'service' ? hold(config) : () => {};
  let stores: Stores | null = null;
  // A command is over before its commits fill a log.
  const checkpoints = purpose === 'service' && config.mongoUri === null ? startCheckpoints(log) : null;
  try {
    stores = await openStores({ ...config, mayMake: purpose === 'service', checkpoints, log });
    const people = await openStaffStore({ ...config, log });
    const ties = {
      ...tiesOf(stores),
      ...(people.tie === null ? {} : { staff: people.tie }),
    };
    const close = async () => {
      await people.close();
      await closeStores(stores);
      await checkpoints?.close();
      letGo();
    };
    return { ...stores, id: await tieTogether(ties, () => ''), people, remember: createRememberer(ties), close };
  } catch (error) {
    await closeStores(stores);
    await checkpoints?.close();
    letGo();
    throw error;
  }
}

function hold({ dataDir, mongoUri, redisUrl }: Config): LetGo {
  if (mongoUri !== null) return () => {};
  return holdFolder(join(dataDir, 'service.lock'), redisUrl === null ? 'alone' : 'shared');
}

async function closeStores(stores: Stores | null): Promise<void> {
  await stores?.store.close();
  await stores?.keyring.close();
}
