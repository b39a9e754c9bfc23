import { administrators, hasRole } from '../core/cases/policy.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import { CodedError } from '../core/model/errors.ts';
import type { MadeLink, Newcomer, Staff } from './identity.ts';
import { planImport, type StaffImportLine, type StaffImportResult, type StaffVocabulary } from './importStaff.ts';
import type { SentLink, StaffMember } from './member.ts';

/** E-mails to people about their own access. Each resolves to whether it was sent. */
export interface StaffMail {
  invitation(agent: Agent, link: MadeLink): Promise<boolean>;
  reset(agent: Agent, link: MadeLink): Promise<boolean>;
  /** `by`: the administrator who did it. */
  secondFactorDropped(agent: Agent, by: Agent): Promise<boolean>;
}

/** What administrators do with people. Each step is recorded in the journal with its author. */
export interface StaffAdministration {
  list(): Promise<readonly StaffMember[]>;
  /** Adds a person. The link is returned even if it was e-mailed. */
  invite(newcomer: Omit<Newcomer, 'tenant'>, by: AgentId | null): Promise<SentLink & { agent: Agent; link: string }>;
  /** A new link for somebody who has not used theirs. Who was shut out before coming in may come in again. */
  inviteAgain(id: AgentId, by: AgentId): Promise<SentLink>;
  /** The link no longer works, and the person cannot come in. */
  cancelInvitation(id: AgentId, by: AgentId): Promise<Agent>;
  /** A link for a new password. Using it ends the person's sessions and second factors. */
  reset(id: AgentId, by: AgentId): Promise<SentLink>;
  /** Removes the second factors of somebody who lost them, and signs them out: they set up a new one at their next sign-in. */
  dropSecondFactors(id: AgentId, by: Agent): Promise<{ readonly mailed: boolean }>;
  /** What an import would do, line by line. Changes nothing. */
  plan(cells: readonly (readonly string[])[], vocabulary: StaffVocabulary): Promise<readonly StaffImportLine[]>;
  /** Does what `plan` says: lines that are wrong are left out, and one that fails stops no other. */
  import(lines: readonly StaffImportLine[], by: AgentId | null): Promise<readonly StaffImportResult[]>;
}

/** Lines of an import that are worked on at the same time. */
const importWidth = 4;

export function createStaffAdministration(deps: {
  readonly tenant: string;
  readonly people: Pick<Staff, 'directory' | 'invitations' | 'auth'>;
  readonly mail: StaffMail;
  /** Address of a one-time link. */
  readonly linkTo: (token: string) => string;
}): StaffAdministration {
  const { tenant, people, mail, linkTo } = deps;
  const { directory, invitations, auth } = people;

  async function find(id: AgentId): Promise<Agent> {
    const agent = await directory.find(tenant, id);
    if (agent === null) throw new CodedError('route.unknown', 'There is nobody with this id. Reload the list.');
    return agent;
  }

  /** People change their own access on their own page, which asks them who they are again. */
  async function findOther(id: AgentId, by: AgentId): Promise<Agent> {
    if (id === by) throw new CodedError('input.invalid', 'Change your own access at /console/compte.');
    return find(id);
  }

  const sent = async (made: MadeLink, { mailed }: { readonly mailed: boolean }): Promise<SentLink> => ({
    mailed,
    link: mailed ? null : linkTo(made.token),
    expiresAt: made.expiresAt,
  });

  async function needNewcomer(agent: Agent): Promise<void> {
    if ((await invitations.lastSignIn(agent.id)) === null) return;
    throw new CodedError('input.invalid', 'They have already signed in: give them a link for a new password instead.');
  }

  async function invite(newcomer: Omit<Newcomer, 'tenant'>, by: AgentId | null) {
    const { agent, link } = await invitations.invite({ ...newcomer, tenant }, by);
    const mailed = await mail.invitation(agent, link);
    return { agent, mailed, link: linkTo(link.token), expiresAt: link.expiresAt };
  }

  async function importLine(line: StaffImportLine, by: AgentId | null): Promise<StaffImportResult> {
    const { row, email, person, agent } = line;
    try {
      if (line.outcome === 'invite' && person !== null) {
        const { mailed, link } = await invite({ ...person, email }, by);
        return { row, done: 'invited', code: null, link: mailed ? null : link };
      }
      if (line.outcome === 'change' && person !== null && agent !== null) {
        if (agent === by && !hasRole(person, administrators)) throw ownRole();
        await directory.change(tenant, agent, person, by);
        return { row, done: 'changed', code: null, link: null };
      }
      return { row, done: 'nothing', code: null, link: null };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return { row, done: 'failed', code: error.code, link: null };
    }
  }

  return {
    async list() {
      const [all, pending] = await Promise.all([directory.list(tenant), invitations.pending()]);
      return Promise.all(
        all.map(async (agent): Promise<StaffMember> => {
          const signedInAt = await invitations.lastSignIn(agent.id);
          const link = signedInAt === null ? pending.find((each) => each.agent === agent.id) : undefined;
          return { ...agent, signedInAt, invitation: link === undefined ? null : { expiresAt: link.expiresAt } };
        }),
      );
    },
    invite,
    async inviteAgain(id, by) {
      const agent = await findOther(id, by);
      await needNewcomer(agent);
      const now = agent.active ? agent : await directory.change(tenant, id, { active: true }, by);
      const made = await invitations.inviteAgain(now, by);
      return sent(made, { mailed: await mail.invitation(now, made) });
    },
    async cancelInvitation(id, by) {
      const agent = await findOther(id, by);
      await needNewcomer(agent);
      await invitations.cancel(agent, by);
      return directory.change(tenant, id, { active: false }, by);
    },
    async reset(id, by) {
      const agent = await findOther(id, by);
      if (!agent.active) throw new CodedError('input.invalid', 'Their access is disabled: enable it first.');
      const made = await invitations.reset(agent, by);
      return sent(made, { mailed: await mail.reset(agent, made) });
    },
    async dropSecondFactors(id, by) {
      const agent = await findOther(id, by.id);
      await invitations.noteSecondFactorDropped(agent, by.id);
      await auth.dropSecondFactors(id);
      return { mailed: await mail.secondFactorDropped(agent, by) };
    },
    plan: async (cells, vocabulary) => planImport(cells, await directory.list(tenant), vocabulary),
    async import(lines, by) {
      const outcomes: StaffImportResult[] = [];
      for (let at = 0; at < lines.length; at += importWidth) {
        const some = lines.slice(at, at + importWidth);
        outcomes.push(...(await Promise.all(some.map((line) => importLine(line, by)))));
      }
      return outcomes;
    },
  };
}

function ownRole(): CodedError {
  return new CodedError('input.invalid', 'You cannot take the role from yourself. Ask another administrator to do it.');
}
