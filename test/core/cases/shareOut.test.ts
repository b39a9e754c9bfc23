import { describe, expect, test } from '@jest/globals';
import { createSharer, shareCommands, shareRuleFor } from '../../../src/core/cases/sharing/shareOut.ts';
import type { ShareRule } from '../../../src/core/model/desk/deskSettings.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import type { OwnCommand } from '../../../src/core/model/staffCommand.ts';
import { makeRow } from '../../contract/store/casesFixture.ts';
import { agentWith } from '../../support/agent.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';

const when: ShareRule['when'] = { kind: null, department: null, locale: null, account: null, words: null };
const does: ShareRule['does'] = { department: null, agent: null, labels: [], priority: null };
const rule = (id: string, changes: { when?: Partial<typeof when>; does?: Partial<typeof does> }): ShareRule => ({
  id,
  name: id,
  when: { ...when, ...changes.when },
  does: { ...does, ...changes.does },
});
const row = makeRow('AAAA-0001', { tokens: ['un', 'fanal', 'trencat'] });
const { case: caseState } = row;

describe('a rule', () => {
  test.each<[string, Partial<typeof when>, boolean]>([
    ['its kind', { kind: caseState.kind }, true],
    ['another kind', { kind: 'spam' }, false],
    ['its department and language', { department: caseState.department, locale: caseState.locale }, true],
    ['another department', { department: 'elsewhere' }, false],
    ['its account', { account: row.account }, true],
    ['words that it has, however they are written', { words: 'FÀNAL, trencat' }, true],
    ['one word that it has not', { words: 'fanal nou' }, false],
    ['nothing that is a word', { words: '!!!' }, false],
  ])('is for a case by %s', (_, of, fits) => {
    expect(shareRuleFor(row, [rule('a', { when: of })]) !== null).toBe(fits);
  });

  test('counts before those after it', () => {
    const both = [rule('a', { when: { words: 'fanal' } }), rule('b', { when: { words: 'trencat' } })];
    expect(shareRuleFor(row, both)?.id).toBe('a');
  });

  test('gives a case to a person only while they are there and may have it', () => {
    const given = rule('a', { does: { agent: 'ona', department: 'llum', labels: ['l'], priority: 'high' } });
    const ona = { departments: ['llum'], locales: [caseState.locale] };
    expect(shareCommands(given, caseState, [agentWith('ona', ona)], null)).toEqual([
      { kind: 'label', add: ['l'], remove: [] },
      { kind: 'set-priority', priority: 'high' },
      { kind: 'assign', to: { department: 'llum' } },
      { kind: 'assign', to: { agent: 'ona' } },
    ]);
    const without = shareCommands(given, caseState, [agentWith('ona', { ...ona, availability: 'away' })], null);
    expect(without.at(-1)).toEqual({ kind: 'assign', to: { department: 'llum' } });
  });

  test('gives it by name to a person who is away, where their deputy is there and may have it', () => {
    const given = rule('a', { does: { agent: 'ona' } });
    const there = { departments: [caseState.department], locales: [caseState.locale] };
    const [ona, pau] = [agentWith('ona', { ...there, availability: 'away' }), agentWith('pau', there)];
    expect(shareCommands(given, caseState, [ona, pau], 'pau')).toEqual([{ kind: 'assign', to: { agent: 'ona' } }]);
    const elsewhere = agentWith('pau', { ...there, departments: ['premsa'] });
    expect(shareCommands(given, caseState, [ona, elsewhere], 'pau')).toEqual([]);
  });
});

describe('sharing out', () => {
  const fanal = rule('a', { when: { words: 'fanal' }, does: { department: 'llum', priority: 'high' } });

  async function openDesk(refuse: (command: OwnCommand) => void) {
    const index = createMemoryCaseIndex();
    await index.put([row, makeRow('AAAA-0002', { tokens: ['arbre'] }), makeRow('AAAA-0003', { tokens: ['fanal'] })]);
    const done: OwnCommand[] = [];
    const share = createSharer({
      index,
      directory: { list: async () => [] },
      rules: async () => [fanal],
      async handleOwnCommand(command) {
        refuse(command);
        done.push(command);
        return { revision: 1, duplicate: false };
      },
    });
    return { index, done, share: () => share(row.tenant) };
  }

  test('does each thing to each case once, under an id of its own', async () => {
    const { done, share } = await openDesk(() => {});
    await share();
    await share();
    expect(done.map(({ case: code, command }) => `${code} ${command.kind}`).sort()).toEqual([
      'AAAA-0001 assign',
      'AAAA-0001 set-priority',
      'AAAA-0003 assign',
      'AAAA-0003 set-priority',
    ]);
    expect(new Set(done.map(({ id }) => id)).size).toBe(4);
  });

  test('reaches all cases, however many nobody has', async () => {
    const { index, done, share } = await openDesk(() => {});
    const code = (n: number) => `BBBB-${String(n).padStart(4, '0')}`;
    const others = Array.from({ length: 450 }, (_, n) => makeRow(code(n), { tokens: [n === 449 ? 'fanal' : 'arbre'] }));
    await index.put(others);
    await share();
    expect(new Set(done.map(({ case: of }) => of))).toEqual(new Set(['AAAA-0001', 'AAAA-0003', code(449)]));
  });

  test('goes on where a case was taken meanwhile, and tries again what failed', async () => {
    const taken = await openDesk(({ case: code }) => {
      if (code === 'AAAA-0001') throw new CodedError('case.closed', 'closed');
    });
    await taken.share();
    expect(taken.done.map(({ case: code }) => code)).toEqual(['AAAA-0003', 'AAAA-0003']);
    let isAway = true;
    const away = await openDesk(() => {
      if (isAway) throw new Error('the store is away');
    });
    await expect(away.share()).rejects.toThrow('away');
    isAway = false;
    await away.share();
    expect(away.done).toHaveLength(4);
  });
});
