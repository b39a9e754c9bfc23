import type { Config } from '../config.ts';
import type { Log } from '../core/ports.ts';
import type { StaffStore } from '../core/staffStore.ts';
import { openStores, type Stores } from '../store/open.ts';
import { openStaffStore } from '../store/openStaff.ts';

/** The stores, and the one of those who work for the council. */
export interface AllStores extends Stores {
  readonly people: StaffStore;
}

export async function openAllStores(config: Config, log: Log): Promise<AllStores> {
  const stores = await openStores({ ...config, log });
  try {
    return { ...stores, people: await openStaffStore({ ...config, log }) };
  } catch (error) {
    await closeStores({ ...stores, people: null });
    throw error;
  }
}

export async function closeStores({ store, keyring, people }: Stores & { people: StaffStore | null }): Promise<void> {
  await people?.close();
  await store.close();
  await keyring.close();
}
