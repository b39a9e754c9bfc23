import { openAllStores } from '../../src/composition/allStores.ts';
import { type Environment, readConfig } from '../../src/config.ts';
import type { StaffDirectory } from '../../src/core/model/agent.ts';
import { createOperators } from '../../src/identity/operators.ts';
import { agentWith } from './agent.ts';
import { createLog } from './log.ts';

/** A directory in which everybody who is asked for is an administrator. */
export const anyAdministrator: Pick<StaffDirectory, 'find'> = {
  find: async (tenant, id) => agentWith(id, { tenant, roles: ['administrator'] }),
};

/**
 * Lists two administrators in an installation, which is made if need be, and gives them operator keys: one asks for
 * accounts, the other one approves. Nobody else has it open meanwhile.
 */
export async function makeOperators(env: Environment, base: string): Promise<{ asks: string; approves: string }> {
  const config = readConfig(env, base);
  const stores = await openAllStores(config, 'service', createLog());
  const { tenant } = config;
  const notes = { note: async () => {} };
  const operators = createOperators({ tenant, store: stores.people, notes, clock: Date.now });
  const keyOf = async (id: string, name: string) => {
    const agent = agentWith(id, { tenant, name, email: `${id}@example.cat`, roles: ['administrator'] });
    await stores.people.add(agent);
    return (await operators.makeKey(agent)).key;
  };
  const keys = { asks: await keyOf('anna', 'Anna Autora'), approves: await keyOf('berta', 'Berta Balada') };
  await stores.close();
  return keys;
}
