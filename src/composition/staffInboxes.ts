import { z } from 'zod';
import { isOpen } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import { isVisible, visibilityOf } from '../core/cases/caseVisibility.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { CaseIndex } from '../core/ports/caseIndex.ts';
import type { OnStaffMessage } from '../core/ports/staffInbox.ts';
import type { StaffInboxAccount } from '../notifications/staffInbox/inboxAccounts.ts';
import { createOnStaffMessage, type StaffMessageDeps } from '../notifications/staffInbox/onStaffMessage.ts';

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

/** Takes the messages that staff write in their inboxes: each sees there what they see in the console. */
export function staffMessages(
  inbox: Omit<StaffMessageDeps, 'sees' | 'handleCommand'>,
  deps: {
    readonly tenant: string;
    readonly cases: Pick<CaseIndex, 'byCode'>;
    readonly knowledge: Pick<KnowledgeStore, 'content'>;
    readonly engine: Pick<Engine, 'handleCommand'>;
  },
): OnStaffMessage {
  const { tenant, cases, knowledge, engine } = deps;
  return createOnStaffMessage({
    ...inbox,
    async sees(agent, code) {
      const row = await cases.byCode(tenant, code);
      return row !== null && isVisible(visibilityOf(agent, knowledge.content().calendar.hoursOf), row.case);
    },
    handleCommand: engine.handleCommand,
  });
}
