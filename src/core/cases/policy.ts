import { type Agent, overseers, type StaffRole, staffRoles } from '../model/agent.ts';
import { type CaseState, isHeld } from '../model/case.ts';
import { isLaterOpen, isUnknown } from '../model/desk/ticket.ts';
import { CodedError } from '../model/errors.ts';
import type { StaffCommand } from '../model/staffCommand.ts';

/**
 * Who may do what: routes, commands and pages all ask here. Which cases somebody sees is decided in
 * `caseVisibility.ts`.
 */

type CommandKind = StaffCommand['kind'];

/** Roles that answer people. Editors write what the bot says and auditors only read: neither may change a case. */
export const handlers: readonly StaffRole[] = ['agent', 'supervisor', 'administrator'];
/** Roles that are responsible for the work of others. */
export const leaders: readonly StaffRole[] = ['supervisor', 'administrator'];
/** Roles that may read cases. */
export const readers: readonly StaffRole[] = [...handlers, 'auditor'];
/** Roles that write what the bot says. */
export const editors: readonly StaffRole[] = ['editor', 'administrator'];
/** Roles that are notified: of cases, or of services that expire. */
export const notified: readonly StaffRole[] = [...handlers, 'editor'];
export const administrators: readonly StaffRole[] = ['administrator'];
/** Roles that answer what people ask of what is kept about them, and those that may see how it was answered. */
export const rightsOfficers: readonly StaffRole[] = leaders;
export const rightsReaders: readonly StaffRole[] = overseers;
export const everybody: readonly StaffRole[] = staffRoles;

/** Whether somebody has one of some roles. */
export function hasRole({ roles }: Pick<Agent, 'roles'>, some: readonly StaffRole[]): boolean {
  return roles.some((role) => some.includes(role));
}

/** Whether somebody may decide over people, accounts and settings now. */
export function administers(agent: Pick<Agent, 'roles' | 'active'>): boolean {
  return agent.active && hasRole(agent, administrators);
}

/** Whether somebody sees all cases by their role. */
export function seesAll(agent: Pick<Agent, 'roles'>): boolean {
  return hasRole(agent, overseers);
}

/** Whether somebody sees all cases of a department. */
export function seesDepartment(agent: Pick<Agent, 'roles' | 'departments'>, department: string): boolean {
  return seesAll(agent) || agent.departments.includes(department);
}

/** Whether somebody may step in where a colleague answers. The service itself (null) may. */
export function leads(agent: Pick<Agent, 'roles'> | null): boolean {
  return agent === null || hasRole(agent, leaders);
}

/** Whether somebody may act on behalf of a person who asks for what is kept about them. */
export function mayAnswerRights({ active, roles }: Pick<Agent, 'roles' | 'active'>): boolean {
  return active && hasRole({ roles }, rightsOfficers);
}

/** Whether cases may be assigned to somebody. */
export function mayHandleCases(agent: Pick<Agent, 'roles' | 'active'>): boolean {
  return agent.active && hasRole(agent, handlers);
}

/**
 * Refuses a command that the agent's role does not allow.
 * @throws {CodedError} `auth.refused`
 */
export function requireRole(agent: Pick<Agent, 'roles' | 'active'>, command: CommandKind): void {
  if (!agent.active || !hasRole(agent, rolesFor(command)))
    throw new CodedError('auth.refused', 'Your role does not allow this. Ask a supervisor to do it.');
}

/** Commands that decide about people's rights. */
const forLeaders: readonly CommandKind[] = ['decide', 'hold', 'lift-hold'];

function rolesFor(command: CommandKind): readonly StaffRole[] {
  return forLeaders.includes(command) ? leaders : handlers;
}

/** A case with who handles its conversation; null: the bot. */
interface CaseAtHand {
  readonly case: CaseState;
  readonly handledBy: string | null;
}

const isFreeFor = ({ handledBy }: CaseAtHand, { id }: Agent) => handledBy === null || handledBy === id;

const isFiled = ({ case: { filed } }: CaseAtHand) => filed !== undefined;

const isOfOnePerson = ({ case: { surface } }: CaseAtHand) => surface === 'private';

const isPublishable = ({ case: caseState }: CaseAtHand) => mayBePublished(caseState);

/** Whether anybody may come to read what was asked: a program filed it, or it is a suggestion, which is the town's affair. */
export function mayBePublished({ filed, kind, surface }: Pick<CaseState, 'filed' | 'kind' | 'surface'>): boolean {
  return filed !== undefined || (kind === 'suggestion' && surface === 'private');
}

const isPublished = ({ case: { published, publicNotes = [] } }: CaseAtHand) =>
  (published ?? null) !== null || publicNotes.length > 0;

/** When a command makes sense in an open case. The command itself decides in the end: it sees the newest state. */
const whileOpen: Readonly<Record<CommandKind, (at: CaseAtHand, agent: Agent, now: number) => boolean>> = {
  take: ({ handledBy, case: { transferred } }, { id }) =>
    handledBy === null || (handledBy === id && (transferred?.by ?? id) !== id),
  reply: isFreeFor,
  'give-entry': isFreeFor,
  note: () => true,
  'contact-note': isOfOnePerson,
  'remove-contact-note': isOfOnePerson,
  assign: () => true,
  'set-priority': () => true,
  label: () => true,
  snooze: () => true,
  propose: () => true,
  decide: ({ case: { proposals } }) => proposals.some(({ decided }) => decided === null),
  'break-glass': (_at, agent) => !seesAll(agent),
  hold: ({ case: caseState }) => !isHeld(caseState),
  'lift-hold': ({ case: caseState }) => isHeld(caseState),
  publish: isPublishable,
  'publish-note': isFiled,
  unpublish: isPublished,
  weigh: (at, agent) => at.case.kind === 'suggestion' && isFreeFor(at, agent),
  'hand-back': ({ handledBy }, agent) => handledBy === agent.id || (handledBy !== null && leads(agent)),
  close: () => true,
  reopen: () => false,
  merge: () => true,
  'send-ticket': ({ case: { ticket } }, _agent, now) =>
    ticket !== undefined && (ticket.status === 'failed' || isUnknown(ticket, now) || isLaterOpen(ticket)),
  'settle-ticket': ({ case: { ticket } }, _agent, now) =>
    ticket !== undefined && (ticket.status === 'sent' || isUnknown(ticket, now)),
  // The service alone does it.
  ticket: () => false,
};

const whileClosed: Partial<typeof whileOpen> = {
  note: whileOpen.note,
  'contact-note': isOfOnePerson,
  'remove-contact-note': isOfOnePerson,
  label: whileOpen.label,
  decide: whileOpen.decide,
  hold: whileOpen.hold,
  'lift-hold': whileOpen['lift-hold'],
  publish: isPublishable,
  'publish-note': isFiled,
  unpublish: isPublished,
  'settle-ticket': whileOpen['settle-ticket'],
  reopen: () => true,
  'break-glass': whileOpen['break-glass'],
};

/** The commands that somebody can run on a case now: the ones that the console offers. `now` left out: without those that only time allows. */
export function allowedCommands(at: CaseAtHand, agent: Agent, now = 0): readonly CommandKind[] {
  const possible: Partial<typeof whileOpen> = at.case.status === 'closed' ? whileClosed : whileOpen;
  return (Object.keys(whileOpen) as CommandKind[]).filter(
    (kind) => hasRole(agent, rolesFor(kind)) && possible[kind]?.(at, agent, now) === true,
  );
}
