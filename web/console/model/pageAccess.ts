import { administrators, editors, leaders, notified, readers, rightsReaders } from '../../../src/core/cases/policy.ts';
import { overseers, type StaffRole } from '../../../src/core/model/agent.ts';
import type { Route } from './route.ts';

/**
 * Who may see which page of the console: the roles to which the server answers what the page reads. To others it is not shown,
 * whatever address they typed.
 */
export const pageRoles: Readonly<Record<Route['page'], readonly StaffRole[]>> = {
  inbox: readers,
  content: editors,
  announcements: editors,
  unanswered: editors,
  publish: editors,
  releases: editors,
  notifying: notified,
  board: overseers,
  readings: overseers,
  rights: rightsReaders,
  tools: leaders,
  staff: administrators,
  accounts: administrators,
  account: administrators,
  'account-form': administrators,
  undelivered: administrators,
  retention: administrators,
  embed: administrators,
  departments: administrators,
  hooks: administrators,
  tickets: administrators,
};
