import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StaffRole, staffRoles } from '../../../src/core/model/agent.ts';
import { pageRoles } from '../../../web/console/model/pageAccess.ts';
import type { Route } from '../../../web/console/model/route.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

/** Who has which role alone. */
const callers: Readonly<Record<StaffRole, string>> = {
  agent: 'anna',
  supervisor: 'supervisor',
  editor: 'editor',
  administrator: 'administrator',
  auditor: 'auditor',
};

/** What each page of the console reads to be shown at all. */
const readBy: Readonly<Record<Route['page'], string>> = {
  inbox: 'cases',
  content: 'content/documents',
  announcements: 'announcements?month=2026-11',
  unanswered: 'content/unanswered',
  publish: 'content/changes',
  releases: 'content/releases',
  notifying: 'me/notifications',
  board: 'board',
  readings: 'readings',
  rights: 'rights',
  tools: 'labels',
  staff: 'staff',
  accounts: 'accounts',
  account: 'accounts/web',
  'account-form': 'channels/telegram',
  undelivered: 'undelivered',
  retention: 'retention',
  embed: 'embed',
  departments: 'departments',
  hooks: 'connections',
  tickets: 'tickets',
};

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsole({});
});
afterAll(() => world.close());

test.each(Object.keys(readBy) as Route['page'][])(
  'the page "%s" is shown to whom its policy allows it',
  async (page) => {
    // Labels and macros are part of what everybody reads; the page is there to change them.
    const method = page === 'tools' ? 'POST' : 'GET';
    const body = page === 'tools' ? { id: null, name: 'Camins', colour: '#f2b705' } : undefined;
    const allowed: StaffRole[] = [];
    for (const role of staffRoles) {
      const { status, body: answer } = await world.ask(callers[role], method, readBy[page], body);
      // What is not there, or not edited in this installation, is not refused; an address that nobody serves would be no proof.
      expect([200, 403, 404, 409]).toContain(status);
      if (status === 404) expect(answer.error?.code).not.toBe('route.unknown');
      if (status !== 403) allowed.push(role);
    }
    expect(staffRoles.filter((role) => pageRoles[page].includes(role))).toEqual(allowed);
  },
);
