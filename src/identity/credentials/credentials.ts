import type { Agent, AgentId } from '../../core/model/agent.ts';
import { hashPassword } from '../password.ts';
import type { Inside } from './library.ts';
import { oidcProvider } from './oidcNames.ts';

/** Registers a person of the directory with the library: by the same id and e-mail address, without a name. */
export async function enrol({ internalAdapter }: Inside, { id, email }: Agent): Promise<void> {
  if ((await internalAdapter.findUserById(id)) !== null) return;
  await internalAdapter.createUser({ id, email, name: '', emailVerified: true }, { method: 'email-password' });
}

/** Sets a person's password; their earlier credentials and sessions end. */
export async function givePassword(inside: Inside, agent: Agent, password: string): Promise<void> {
  const { internalAdapter } = inside;
  const hash = await hashPassword(password);
  await enrol(inside, agent);
  if ((await internalAdapter.findCredentialAccount(agent.id)) !== null) {
    await internalAdapter.updatePassword(agent.id, hash);
  } else {
    const { id } = agent;
    await internalAdapter.linkAccount({ userId: id, providerId: 'credential', accountId: id, password: hash });
  }
  await dropSecondFactor(inside, agent.id);
  // A person whose account at the provider has changed is linked again.
  for (const { id, providerId } of await internalAdapter.findAccounts(agent.id)) {
    if (providerId === oidcProvider) await internalAdapter.deleteAccount(id);
  }
  await internalAdapter.deleteUserSessions(agent.id);
}

/** Removes all second factors: codes and passkeys. */
export async function dropSecondFactor({ adapter, internalAdapter }: Inside, id: AgentId): Promise<void> {
  for (const model of ['twoFactor', 'passkey']) {
    await adapter.deleteMany({ model, where: [{ field: 'userId', value: id }] });
  }
  await internalAdapter.updateUser(id, { twoFactorEnabled: false });
}
