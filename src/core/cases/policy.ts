import type { Agent, StaffRole } from '../model/agent.ts';
import type { StaffCommand } from '../model/staffCommand.ts';

/** Roles that serve people. Editors write what the bot says, auditors look on: neither touches a case. */
const serving: readonly StaffRole[] = ['agent', 'supervisor', 'administrator'];
/** Roles that answer for what others do. */
const leading: readonly StaffRole[] = ['supervisor', 'administrator'];

/** Whether somebody with these roles may do something of this kind at all. */
export function mayDo(roles: readonly StaffRole[], kind: StaffCommand['kind']): boolean {
  const needed = kind === 'decide' ? leading : serving;
  return roles.some((role) => needed.includes(role));
}

/** Whether somebody may step in where a colleague serves. */
export function leads(agent: Agent | null): boolean {
  return agent === null || agent.roles.some((role) => leading.includes(role));
}

/** Whether cases may be given to somebody. */
export function mayHandleCases(agent: Agent): boolean {
  return agent.active && agent.roles.some((role) => serving.includes(role));
}
