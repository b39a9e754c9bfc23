import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import type { GivenAccess, StaffEvent, StaffRecord } from '../core/model/records.ts';
import type { Clock } from '../core/ports/clock.ts';

/** Staff events that only say who was affected and by whom. */
type PlainStaffEvent = Exclude<StaffEvent['type'], 'staff.changed'>;

/** Records staff changes in the journal. */
export interface StaffNotes {
  /** Records an event of a person whose permissions stay the same. */
  note(type: PlainStaffEvent, agent: AgentId, by: AgentId | null): Promise<void>;
  /** Records that a person was added or changed; `fields` names what changed, null for a new person. */
  noteListed(agent: Agent, fields: readonly string[] | null, by: AgentId | null): Promise<void>;
  /** When a person last signed in, milliseconds since 1970; null: never, as far as was recorded. */
  lastSignIn(agent: AgentId): Promise<number | null>;
  /** The newest invitation or reset of a person; null: none is known. */
  accessOf(agent: AgentId): Promise<GivenAccess | null>;
}

/** What lets somebody in who has the link. */
const lettingIn: readonly StaffEvent['type'][] = ['staff.invitation-sent', 'staff.reset'];

/** The account id in these records, which no account can have. */
const staffAccount = '(staff)';

/** Creates the records of staff in the journal: one per person, with ids and roles but no names. */
export function createStaffNotes(log: RecordLog, tenant: string, clock: Clock): StaffNotes {
  const streamOf = (id: AgentId) => ({ tenant, account: staffAccount, name: `staff ${id}` });

  return {
    async note(type, agent, by) {
      await log.append<StaffRecord>(streamOf(agent), '', (given) => {
        const state = given ?? unknown(agent);
        const access = lettingIn.includes(type) ? { access: { by, at: clock() } } : {};
        const signedIn = type === 'staff.signed-in' ? { signedInAt: clock() } : {};
        return { events: [{ type, agent, by }], state: { ...state, ...access, ...signedIn } };
      });
    },
    async noteListed({ id, active, roles, departments }, fields, by) {
      const event: StaffEvent =
        fields === null ? { type: 'staff.invited', agent: id, by } : { type: 'staff.changed', agent: id, by, fields };
      await log.append<StaffRecord>(streamOf(id), '', (given) => ({
        events: [event],
        state: {
          ...(given ?? unknown(id)),
          active,
          roles,
          departments,
          ...(fields === null ? { access: { by, at: clock() } } : {}),
        },
      }));
    },
    accessOf: async (id) => (await log.newest<StaffRecord>(streamOf(id)))?.state.access ?? null,
    lastSignIn: async (id) => (await log.newest<StaffRecord>(streamOf(id)))?.state.signedInAt ?? null,
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
