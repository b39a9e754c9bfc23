import { z } from 'zod';
import { isOpen } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { StaffInboxAccount } from '../notifications/staffInbox/inboxAccounts.ts';

/** The settings about a staff inbox that all channels have in common. */
const settingsWithStaff = z.object({ staff: z.object({ departments: z.array(z.string()).optional() }) });

/** Reads the staff inboxes from the accounts' definitions, whether or not they are open in this process. */
export function createStaffInboxAccounts(
  registry: Pick<Registry, 'all'>,
): (tenant: string) => readonly StaffInboxAccount[] {
  return () =>
    registry.all().flatMap((record): readonly StaffInboxAccount[] => {
      const { definition } = record;
      const parsed = settingsWithStaff.safeParse(definition?.settings);
      if (definition === null || !isOpen(record) || !parsed.success) return [];
      const { departments } = parsed.data.staff;
      return [{ name: record.id, departments: departments ?? null, locale: definition.languages[0] }];
    });
}
