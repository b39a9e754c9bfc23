import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { candidatesFor } from '../../../src/core/cases/sharing/assignment.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import { locales } from '../../../src/core/model/locale.ts';
import { agentWith } from '../../support/agent.ts';

const caseState = { department: 'oiac', locale: 'ca' } as const;
const ids = (agents: readonly Agent[]) => agents.map(({ id }) => id);

describe('who is given a case', () => {
  test('is the least loaded, an agent before who leads, always in the same order', () => {
    const agents = [
      agentWith('c', {}),
      agentWith('lead', { roles: ['supervisor'] }),
      agentWith('b', {}),
      agentWith('busy', {}),
    ];
    expect(ids(candidatesFor(caseState, agents, new Map([['busy', 2]])))).toEqual(['b', 'c', 'lead', 'busy']);
  });

  test.each([
    ['away', { availability: 'away' }],
    ['may no longer sign in', { active: false }],
    ['is of another department', { departments: ['hisenda'] }],
    ['does not speak the language', { locales: ['en'] }],
    ['only looks on', { roles: ['auditor'] }],
    ['only writes what the bot says', { roles: ['editor'] }],
    ['only administrates', { roles: ['administrator'] }],
  ] as const)('is nobody who is or does this: %s', (_, changes) => {
    expect(candidatesFor(caseState, [agentWith('x', changes)], new Map())).toEqual([]);
  });

  test('all who are chosen fit, nobody who fits has less to do than the first, and the order of asking does not matter', () => {
    const anyAgent = fc.record({
      roles: fc.subarray(['agent', 'supervisor', 'editor', 'administrator'] as const),
      availability: fc.constantFrom('available' as const, 'away' as const),
      active: fc.boolean(),
      departments: fc.subarray(['oiac', 'hisenda']),
      locales: fc.subarray([...locales]),
      load: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(anyAgent, { maxLength: 6 }), (given) => {
        const agents = given.map(({ load: _, ...changes }, index) => agentWith(`a${index}`, changes));
        const load = new Map(given.map((each, index) => [`a${index}`, each.load]));
        const found = candidatesFor(caseState, agents, load);
        const fits = agents.filter(
          (each) =>
            each.active &&
            each.availability === 'available' &&
            each.departments.includes('oiac') &&
            each.locales.includes('ca') &&
            (each.roles.includes('agent') || each.roles.includes('supervisor')),
        );
        expect(new Set(ids(found))).toEqual(new Set(ids(fits)));
        const loads = found.map(({ id }) => load.get(id) ?? 0);
        expect(loads).toEqual([...loads].sort((a, b) => a - b));
        expect(candidatesFor(caseState, [...agents].reverse(), load)).toEqual(found);
      }),
    );
  });
});
