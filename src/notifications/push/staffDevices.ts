import { createHash } from 'node:crypto';
import type { Clock } from '../../core/ports/clock.ts';
import type { StaffDevice, StaffDevices } from '../../core/ports/desk/staffDevices.ts';
import type { PersonalRecords } from '../../core/ports/staffStore.ts';

/** Most devices of one person. */
const maxDevices = 10;
/** More than `maxDevices`: two that are added at once may both find room. */
const maxNames = 2 * maxDevices;

const prefix = 'push device ';

/** Keeps each device in a record of its own, so that adding and removing never meet. */
export function createStaffDevices({
  personal,
  clock,
}: {
  readonly personal: PersonalRecords;
  readonly clock: Clock;
}): StaffDevices {
  async function of(tenant: string, person: string): Promise<readonly StaffDevice[]> {
    const names = await personal.names(tenant, person, prefix, maxNames);
    const records = await Promise.all(names.map((name) => personal.get(tenant, person, name)));
    return records
      .flatMap((record): StaffDevice[] => {
        if (record === null) return [];
        const kept: Omit<StaffDevice, 'id' | 'addedAt'> = JSON.parse(new TextDecoder().decode(record.bytes));
        return [{ ...kept, id: record.name.slice(prefix.length), addedAt: record.at }];
      })
      .toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
  }
  const remove = (tenant: string, person: string, id: string) => personal.remove(tenant, person, prefix + id);

  return {
    of,
    async add(tenant, person, { name, endpoint, p256dh, auth }) {
      const id = createHash('sha256').update(endpoint).digest('base64url').slice(0, 22);
      const bytes = new TextEncoder().encode(JSON.stringify({ name, endpoint, p256dh, auth }));
      await personal.put({ tenant, person, name: prefix + id, bytes, seal: null, at: clock() });
      for (const { id: oldest } of (await of(tenant, person)).slice(0, -maxDevices))
        await remove(tenant, person, oldest);
      return id;
    },
    remove,
  };
}
