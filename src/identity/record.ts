import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import type { StaffEvent } from '../core/model/event.ts';
import type { StaffRecord } from '../core/model/records.ts';
/** Events of staff that say nothing but who and by whom. */
export type PlainStaffEvent = Exclude<StaffEvent['type'], 'staff.changed'>;

/** What is written of staff in the journal. */
export interface StaffNotes {
  /** Something happened to somebody, who is as the journal has them. */
  note(type: PlainStaffEvent, agent: AgentId, by: AgentId | null): Promise<void>;
  /** Somebody is listed, or listed otherwise than before; `fields` names what changed, null where they are new. */
  noteListed(agent: Agent, fields: readonly string[] | null, by: AgentId | null): Promise<void>;
}

/** The account name of these records, which no account can have. */
const staffAccount = '(staff)';

/** Writes what happens among staff into the journal: a record a person, with ids and roles and without names. */
export function createStaffNotes(log: RecordLog, tenant: string): StaffNotes {
  const streamOf = (id: AgentId) => ({ tenant, account: staffAccount, name: `staff ${id}` });

  return {
    async note(type, agent, by) {
      await log.append<StaffRecord>(streamOf(agent), '', (state) => ({
        events: [{ type, agent, by }],
        state: state ?? unknown(agent),
      }));
    },
    async noteListed({ id, active, roles, departments }, fields, by) {
      const state: StaffRecord = { record: 'staff', shape: 1, id, active, roles, departments };
      const event: StaffEvent =
        fields === null ? { type: 'staff.invited', agent: id, by } : { type: 'staff.changed', agent: id, by, fields };
      await log.append<StaffRecord>(streamOf(id), '', () => ({ events: [event], state }));
    },
  };
}

const unknown = (id: AgentId): StaffRecord => ({
  record: 'staff',
  shape: 1,
  id,
  active: true,
  roles: [],
  departments: [],
});
