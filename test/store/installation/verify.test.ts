import { describe, expect, test } from '@jest/globals';
import {
  type PartState,
  type States,
  statesOf,
  type Tie,
} from '../../../src/store/installation/installationManifest.ts';
import { judgeInstallation } from '../../../src/store/installation/verifyInstallation.ts';

const part = (databaseLocation: string, state: Partial<PartState>): PartState => ({
  ...{ databaseLocation, found: 'present', id: 'A', mark: 10, holds: true, seen: {}, ...state },
});
const states = (journal: Partial<PartState>, keys: Partial<PartState>, staff: Partial<PartState>): States => ({
  journal: part('journal.db', journal),
  keys: part('keys.db', keys),
  staff: part('staff.sqlite', staff),
});
const codeOf = (found: States, expected: string | null = null): string => {
  try {
    return judgeInstallation(found, expected);
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
};
const gone = { found: 'missing', id: null, mark: 0, holds: false } as const;
const all = { journal: 10, keys: 10, staff: 10 };

describe('whether the parts of an installation belong together', () => {
  test('they do when each is at least as far as the others have seen it', () => {
    expect(codeOf(states({ seen: { keys: 9 } }, { seen: { journal: 10 } }, { seen: all }))).toBe('whole');
  });
  test('nothing at all is a beginning, unless the settings name an installation', () => {
    expect(codeOf(states(gone, gone, gone))).toBe('nothing');
    expect(codeOf(states(gone, gone, gone), 'A')).toMatch(/^store\.missing: .*Is a disk not mounted/);
  });
  test('one of another installation is told', () => {
    expect(codeOf(states({}, { id: 'B' }, {}))).toMatch(/^store\.mismatch: keys\.db belongs to another installation/);
    expect(codeOf(states({}, {}, {}), 'B')).toMatch(/^store\.mismatch: .*INSTALLATION_ID names B/);
  });
  test.each(['missing', 'empty'] as const)('one that is %s and was seen is told', (found) => {
    expect(codeOf(states({ ...gone, found }, { seen: { journal: 0 } }, {}))).toMatch(
      new RegExp(`^store\\.mismatch: journal\\.db is ${found}`),
    );
    expect(codeOf(states({ seen: { keys: 1 } }, { ...gone, found }, {}))).toMatch(/^store\.mismatch: keys\.db/);
    expect(codeOf(states({ seen: { staff: 1 } }, {}, { ...gone, found }))).toMatch(/^store\.mismatch: staff\.sqlite/);
  });
  test('an older one is told, also where an older version of the program made it', () => {
    expect(codeOf(states({ mark: 9 }, { seen: all }, {}))).toMatch(/journal\.db is older than keys\.db: its mark is 9/);
    expect(codeOf(states({ seen: all }, { mark: 9, id: null }, {}))).toMatch(/keys\.db is older than journal\.db/);
    expect(codeOf(states({ seen: all }, {}, { mark: 9 }))).toMatch(/staff\.sqlite is older than journal\.db/);
  });
  test('what no version has tied yet is missed where the other holds something', () => {
    const untied = { id: null, seen: {} };
    expect(codeOf(states(untied, gone, gone))).toMatch(/^store\.mismatch: keys\.db is missing/);
    expect(codeOf(states(gone, untied, gone))).toMatch(/^store\.mismatch: journal\.db is missing/);
    expect(codeOf(states({ ...untied, mark: 0, holds: false }, untied, gone))).toBe('whole');
  });
  test('a beginning that was cut short goes on', () => {
    expect(codeOf(states(gone, { mark: 0, holds: false }, gone))).toBe('whole');
  });
  test('what cannot be read is left to anybody who opens it', () => {
    expect(codeOf(states({ found: 'unreadable', id: null }, gone, gone))).toBe('unreadable');
  });
});

test('parts that go on while they are read belong together: no mark is taken for older than what was seen of it', async () => {
  let mark = 1;
  const tie = (databaseLocation: string): Tie => ({
    databaseLocation,
    id: async () => 'A',
    give: async (id) => id,
    // Another process adds something before each answer, and records it everywhere.
    mark: async () => ++mark,
    holds: async () => true,
    seen: async () => {
      await Promise.resolve();
      mark += 1;
      return { journal: mark, keys: mark, staff: mark };
    },
    see: async () => {},
    reset: async () => {},
  });
  const found = await statesOf({ journal: tie('journal'), keys: tie('keys'), staff: tie('staff') });
  expect(found.keys?.seen.journal).toBeGreaterThan(1);
  expect(codeOf(found)).toBe('whole');
});
