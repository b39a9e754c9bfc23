import type { Agent, AgentId, StaffDirectory } from '../../src/core/model/agent.ts';

/** Somebody who answers people, called after their id. */
export function agentWith(id: AgentId, changes: Partial<Agent>): Agent {
  return {
    id,
    tenant: 'default',
    name: id,
    email: `${id}@example.cat`,
    roles: ['agent'],
    departments: ['oiac'],
    locales: ['ca'],
    availability: 'available',
    active: true,
    platformIds: {},
    ...changes,
  };
}

/** A directory of these people. */
export function directoryOf(agents: readonly Agent[]): StaffDirectory {
  const all = new Map(agents.map((agent) => [agent.id, agent]));
  const of = (tenant: string) => [...all.values()].filter((agent) => agent.tenant === tenant);
  return {
    list: async (tenant) => of(tenant),
    find: async (tenant, id) => of(tenant).find((agent) => agent.id === id) ?? null,
    findOnPlatform: async (tenant, channel, platformId) =>
      of(tenant).find((agent) => agent.platformIds[channel] === platformId) ?? null,
    async change(tenant, id, change) {
      const found = of(tenant).find((agent) => agent.id === id);
      if (found === undefined) throw new Error(`nobody is ${id}`);
      const changed = { ...found, ...change };
      all.set(id, changed);
      return changed;
    },
  };
}
