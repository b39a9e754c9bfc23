import { createHash, randomBytes } from 'node:crypto';
import type { Agent } from '../core/model/agent.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { StaffLink, StaffStore } from '../core/ports/staffStore.ts';
import type { StaffAuth } from './auth.ts';
import type { Directory, FirstAdministrator, Invitations, MadeLink, OpenedLink } from './identity.ts';
import { passwordFault } from './passwords/weakness.ts';
import type { StaffNotes } from './record.ts';

const hour = 60 * 60 * 1_000;
/** Validity of links in milliseconds: the first one is shown on a screen, the others wait in somebody's mailbox. */
const lifetimeMs: Readonly<Record<OpenedLink['purpose'], number>> = {
  first: hour,
  invitation: 72 * hour,
  reset: 24 * hour,
};

interface InvitationsDeps {
  readonly tenant: string;
  readonly store: StaffStore;
  readonly directory: Directory;
  readonly auth: Pick<StaffAuth, 'enrol' | 'setPassword'>;
  readonly notes: StaffNotes;
  /** Texts that name the council, which must not be passwords. */
  readonly councilNames: () => readonly string[];
  readonly clock: Clock;
}

/** Creates the one-time links. Only the hash of a token is stored. */
export function createInvitations(deps: InvitationsDeps): Invitations {
  const { tenant, store, directory, auth, notes, clock } = deps;

  async function make(purpose: OpenedLink['purpose'], agent: Agent | null): Promise<MadeLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = clock() + lifetimeMs[purpose];
    await store.putLink(tenant, { hash: hashOf(token), purpose, agent: agent?.id ?? null, expiresAt });
    return { token, expiresAt };
  }

  /**
   * The purpose of a link; null when it has expired, when its person may not sign in, or when there already is a first
   * administrator.
   */
  async function open(link: StaffLink | null): Promise<OpenedLink | null> {
    if (link === null || link.purpose === 'operator' || link.expiresAt <= clock()) return null;
    if (link.agent === null) return (await isEmpty()) ? { purpose: 'first', agent: null } : null;
    const agent = await store.find(tenant, link.agent);
    return agent?.active ? { purpose: link.purpose, agent } : null;
  }

  const isEmpty = async () => (await store.all(tenant)).length === 0;

  return {
    first: async () => ((await isEmpty()) ? make('first', null) : null),

    async invite(newcomer, by) {
      const agent = await directory.add(newcomer, by);
      await auth.enrol(agent);
      return { agent, link: await make('invitation', agent) };
    },

    async inviteAgain(agent, by) {
      await auth.enrol(agent);
      await notes.note('staff.invitation-sent', agent.id, by);
      return make('invitation', agent);
    },

    async cancel(agent, by) {
      await notes.note('staff.invitation-cancelled', agent.id, by);
      await store.dropLinks(tenant, agent.id);
    },

    async pending() {
      const links = await store.links(tenant);
      return links.flatMap(({ purpose, agent, expiresAt }) =>
        purpose === 'invitation' && agent !== null ? [{ agent, expiresAt }] : [],
      );
    },

    lastSignIn: notes.lastSignIn,
    noteSecondFactorDropped: (agent, by) => notes.note('staff.second-factor-dropped', agent.id, by),

    async reset(agent, by) {
      await notes.note('staff.reset', agent.id, by);
      return make('reset', agent);
    },

    look: async (token) => open(await store.findLink(tenant, hashOf(token))),

    async accept(token, password, person) {
      const hash = hashOf(token);
      const opened = await open(await store.findLink(tenant, hash));
      const who = opened?.agent ?? person;
      if (opened === null || who === null) return null;
      const fault = await passwordFault(password, { name: who.name, email: who.email }, deps.councilNames());
      if (fault !== null) return { fault };
      // From here on nobody else can use it.
      if ((await store.takeLink(tenant, hash)) === null) return null;
      const agent = 'id' in who ? who : await directory.add(newAdministrator(who, tenant), null);
      await auth.setPassword(agent, password);
      await notes.note('staff.joined', agent.id, agent.id);
      return { agent };
    },
  };
}

function newAdministrator({ name, email, locale }: FirstAdministrator, tenant: string) {
  return { tenant, name, email, roles: ['administrator'], departments: [], locales: [locale] } as const;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
