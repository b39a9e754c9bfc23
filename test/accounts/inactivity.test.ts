import { describe, expect, test } from '@jest/globals';
import { inactiveAccounts } from '../../src/accounts/inactivity.ts';
import type { AccountRecord } from '../../src/core/model/accountRecord.ts';
import { dayOf } from '../../src/core/util/dates.ts';
import { recordOf } from './support/definitions.ts';

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

function inactiveAt(day: string, record: Partial<AccountRecord>, active: string | null) {
  return inactiveAccounts({ all: () => [recordOf('pool', record)], lastActive: () => active }, at(day));
}

describe('an account is inactive when nobody has written for six months', () => {
  test.each([
    ['2026-11-24', '2026-05-24', false],
    ['2026-11-24', '2026-05-23', true],
    ['2026-08-31', '2026-02-28', false],
    ['2026-08-31', '2026-02-27', true],
    ['2026-03-01', '2025-09-01', false],
  ])('on %s, the last message on %s: %s', (day, active, inactive) => {
    expect(inactiveAt(day, { openedAt: at('2025-01-01') }, active)).toEqual(
      inactive ? [{ id: 'pool', since: active }] : [],
    );
  });

  test('counted from its opening while nobody has', () => {
    expect(inactiveAt('2026-11-24', { openedAt: at('2026-05-23') }, null)).toEqual([
      { id: 'pool', since: '2026-05-23' },
    ]);
    expect(inactiveAt('2026-11-24', { openedAt: at('2026-06-01') }, null)).toEqual([]);
    expect(inactiveAt('2026-11-24', { openedAt: at('2026-06-01') }, '2026-01-01')).toEqual([]);
  });

  test.each(['requested', 'refused', 'approved', 'closed'] as const)('one that is %s cannot be', (state) => {
    expect(inactiveAt('2026-11-24', { state, openedAt: at('2020-01-01') }, null)).toEqual([]);
  });

  test('one that nobody opened is none before its first message', () => {
    expect(inactiveAt('2026-11-24', { openedAt: null }, null)).toEqual([]);
    expect(inactiveAt('2026-11-24', { openedAt: null }, '2026-01-01')).toHaveLength(1);
  });
});

test('a day is one of UTC', () => {
  expect(dayOf(Date.parse('2026-11-24T23:59:59.999Z'))).toBe('2026-11-24');
});
