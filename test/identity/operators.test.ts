import { describe, expect, test } from '@jest/globals';
import type { StaffLink } from '../../src/core/ports/staffStore.ts';
import { createOperators } from '../../src/identity/operators.ts';
import { agentWith } from '../support/agent.ts';
import { createClock, testDay } from '../support/clock.ts';

const day = 24 * 3_600_000;

function open() {
  const clock = createClock(testDay);
  const links: StaffLink[] = [];
  const people = new Map(
    [agentWith('anna', { roles: ['administrator'] }), agentWith('berta', { roles: ['agent'] })].map((each) => [
      each.id,
      each,
    ]),
  );
  const noted: string[] = [];
  const operators = createOperators({
    tenant: 'default',
    store: {
      async putLink(_, link) {
        links.splice(0, links.length, ...links.filter(({ agent }) => agent !== link.agent), link);
      },
      findLink: async (_, hash) => links.find((link) => link.hash === hash) ?? null,
      find: async (_, id) => people.get(id) ?? null,
    },
    notes: { note: async (type, agent) => void noted.push(`${type} ${agent}`) },
    clock: clock.now,
  });
  const anna = people.get('anna') ?? agentWith('anna', {});
  return { clock, links, people, noted, operators, anna };
}

describe('an operator key', () => {
  test('says whose it is, for ninety days, and is nowhere in what is kept', async () => {
    const { clock, links, noted, operators, anna } = open();
    const { key, expiresAt } = await operators.makeKey(anna);
    expect(expiresAt).toBe(testDay + 90 * day);
    expect((await operators.find(key))?.id).toBe('anna');
    expect(JSON.stringify(links)).not.toContain(key.slice(4));
    expect(noted).toEqual(['staff.operator-key-made anna']);
    clock.advance(90 * day);
    expect(await operators.find(key)).toBeNull();
  });

  test('ends with the next one, and when it is taken away', async () => {
    const { noted, operators, anna } = open();
    const { key: first } = await operators.makeKey(anna);
    const { key: second } = await operators.makeKey(anna);
    expect(await operators.find(first)).toBeNull();
    expect((await operators.find(second))?.id).toBe('anna');
    await operators.removeKey(anna);
    expect(await operators.find(second)).toBeNull();
    expect(noted.at(-1)).toBe('staff.operator-key-removed anna');
  });

  test.each([
    ['no administrator any more', { roles: ['supervisor'] as const }],
    ['shut out', { active: false }],
  ])('of somebody who is %s is good for nothing', async (_, change) => {
    const { operators, people, anna } = open();
    const { key } = await operators.makeKey(anna);
    people.set('anna', { ...anna, ...change });
    expect(await operators.find(key)).toBeNull();
  });

  test('is none that was guessed, and no link of another purpose', async () => {
    const { links, operators, anna } = open();
    const { key } = await operators.makeKey(anna);
    for (const wrong of ['', 'fop_', key.slice(0, -1), key.toUpperCase(), key.slice(4)]) {
      expect(await operators.find(wrong)).toBeNull();
    }
    const [link] = links;
    if (link !== undefined) links.splice(0, 1, { ...link, purpose: 'reset' });
    expect(await operators.find(key)).toBeNull();
  });
});
