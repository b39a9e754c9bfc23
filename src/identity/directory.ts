import { administers } from '../core/cases/policy.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import { CodedError } from '../core/model/errors.ts';
import type { AgentChange, StaffStore } from '../core/ports/staffStore.ts';
import type { Directory } from './identity.ts';
import type { StaffNotes } from './record.ts';

interface DirectoryDeps {
  readonly store: StaffStore;
  readonly notes: StaffNotes;
  readonly newId: () => string;
  /** Called with a person who may no longer sign in. */
  readonly ended: (id: AgentId) => Promise<void>;
}

/** Creates the directory: a change is recorded in the journal before it takes effect. */
export function createDirectory({ store, notes, newId, ended }: DirectoryDeps): Directory {
  return {
    list: store.all,
    find: store.find,
    findByEmail: (tenant, email) => store.findByEmail(tenant, email.trim().toLowerCase()),

    async findOnPlatform(tenant, channel, platformId) {
      const all = await store.all(tenant);
      return all.find(({ active, platformIds }) => active && platformIds[channel] === platformId) ?? null;
    },

    async add(newcomer, by) {
      const { tenant, name, roles, departments, locales } = newcomer;
      const email = newcomer.email.trim().toLowerCase();
      if ((await store.findByEmail(tenant, email)) !== null) throw listedAlready();
      const agent: Agent = {
        id: newId(),
        tenant,
        name,
        email,
        roles,
        departments,
        locales,
        availability: 'away',
        active: true,
        platformIds: {},
      };
      await notes.noteListed(agent, null, by);
      if (!(await store.add(agent))) throw listedAlready();
      return agent;
    },

    async change(tenant, id, change, by) {
      const before = await store.find(tenant, id);
      if (before === null) throw unknownAgent();
      const fields = changedFields(before, change);
      if (fields.length === 0) return before;
      const after: Agent = { ...before, ...change };
      if (administers(before) && !administers(after)) await refuseTheLast(tenant, id);
      await notes.noteListed(after, fields, by === undefined ? id : by);
      const changed = await store.change(tenant, id, change);
      if (changed === null) throw unknownAgent();
      if (before.active && !changed.active) await ended(id);
      return changed;
    },
  };

  /** There must always be an administrator. */
  async function refuseTheLast(tenant: string, id: AgentId): Promise<void> {
    const others = (await store.all(tenant)).filter((each) => each.id !== id);
    if (others.some(administers)) return;
    throw new CodedError('input.invalid', 'This is the only administrator. Make somebody else an administrator first.');
  }
}

/** Names of the fields that a change would modify. */
function changedFields(before: Agent, change: AgentChange): readonly (keyof AgentChange)[] {
  const given = Object.keys(change) as (keyof AgentChange)[];
  return given.filter(
    (field) => change[field] !== undefined && JSON.stringify(change[field]) !== JSON.stringify(before[field]),
  );
}

function listedAlready(): CodedError {
  return new CodedError(
    'input.invalid',
    'Somebody with this e-mail address is already listed. Change their entry instead.',
  );
}

function unknownAgent(): CodedError {
  return new CodedError('input.invalid', 'Nobody with this id is listed. Reload the list.');
}
