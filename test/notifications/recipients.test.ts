import { describe, expect, test } from '@jest/globals';
import { recipientsOf } from '../../src/notifications/recipients.ts';
import { agentWith } from '../support/agent.ts';
import { notificationWith } from './office.ts';

const staff = [
  agentWith('ona', {}),
  agentWith('pau', { availability: 'away' }),
  agentWith('jan', { active: false }),
  agentWith('tax', { departments: ['hisenda'] }),
  agentWith('lead', { roles: ['supervisor'] }),
  agentWith('lead-tax', { roles: ['supervisor'], departments: ['hisenda'] }),
  agentWith('press', { roles: ['editor'], departments: ['comunicacio'] }),
  agentWith('root', { roles: ['administrator'], departments: [] }),
];

const notified = (changes: Parameters<typeof notificationWith>[0], assignee: string | null, all = staff) =>
  recipientsOf(notificationWith(changes), { staff: all, assignee, hasHead: false }).people.map(({ id }) => id);

describe('who is told', () => {
  test.each([
    ['those who are available in the department', { roles: ['agent'] }, null, ['ona']],
    ['only who is responsible, once somebody is', { roles: ['agent'] }, 'tax', ['tax']],
    ['supervisors of the department', { roles: ['supervisor'] }, null, ['lead']],
    ['all supervisors where it has none', { roles: ['supervisor'], department: 'cultura' }, null, ['lead', 'lead-tax']],
    ['the office of communication', { roles: ['communication-office'] }, null, ['press']],
    ['supervisors for a head of area without an address', { roles: ['area-head'] }, null, ['lead']],
    ['who is named, and nobody who may not sign in any more', { roles: [], agents: ['pau', 'jan'] }, null, ['pau']],
    ['each once', { roles: ['agent', 'supervisor'], agents: ['ona', 'lead'] }, null, ['ona', 'lead']],
  ] as const)('%s', (_, changes, assignee, expected) => {
    expect(notified(changes, assignee)).toEqual(expected);
  });

  test('of services that expire: heads and editors of the department, else its address, else who edits, else who administers', () => {
    const owner = (department: string, changes: { hasHead?: boolean; all?: typeof staff } = {}) => {
      const { hasHead = false, all = staff } = changes;
      const notification = notificationWith({ reason: 'content-expires', roles: ['content-owner'], department });
      const { people, head } = recipientsOf(notification, { staff: all, assignee: null, hasHead });
      return [...people.map(({ id }) => id), ...(head ? ['head'] : [])];
    };
    expect(owner('oiac')).toEqual(['lead']);
    expect(owner('hisenda', { hasHead: true })).toEqual(['lead-tax', 'head']);
    expect(owner('cultura', { hasHead: true })).toEqual(['head']);
    expect(owner('cultura')).toEqual(['press']);
    expect(owner('comunicacio')).toEqual(['press']);
    expect(owner('cultura', { all: staff.filter(({ id }) => id !== 'press') })).toEqual(['root']);
  });

  test('those who are away, then supervisors, then administrators, rather than nobody', () => {
    const without = (...ids: readonly string[]) => staff.filter(({ id }) => !ids.includes(id));
    expect(notified({}, null, without('ona'))).toEqual(['pau']);
    expect(notified({}, null, without('ona', 'pau'))).toEqual(['lead']);
    expect(notified({}, null, without('ona', 'pau', 'lead', 'lead-tax'))).toEqual(['root']);
    expect(notified({ roles: ['of-a-later-version'] }, null)).toEqual(['lead']);
  });
});
