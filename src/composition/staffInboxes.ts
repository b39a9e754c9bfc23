import { z } from 'zod';
import { isOpen } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { StaffInboxAccount } from '../notifications/staffInbox/inboxAccounts.ts';

/** What all channels have in common of an account's settings that name a place of staff's own. */
const settingsWithStaff = z.object({ staff: z.object({ departments: z.array(z.string()).optional() }) });

/** Reads from the accounts' definitions which places of staff's own there are, whether they are open here or not. */
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
