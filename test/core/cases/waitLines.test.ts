import { expect, test } from '@jest/globals';
import { hoursText, lineText } from '../../../src/core/cases/waitLines.ts';
import { weekdays } from '../../../src/core/model/accountRecord.ts';
import { accountWith } from '../../support/account.ts';
import { caseStateOf } from '../../support/caseState.ts';
import { testDay } from '../../support/clock.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { townKnowledge } from '../../support/town.ts';

const hour = 3_600_000;

test('who waits learns the hours of the department that has the case, whatever those of the account', () => {
  const evening = { periods: [{ days: weekdays, from: '18:00', until: '20:00' }], summer: null };
  const account = accountWith({ department: 'oiac', hours: evening });
  const context = { account, knowledge: townKnowledge, translate: echoPhrases, locale: 'ca', now: testDay } as const;
  expect(townKnowledge.protocol.attention(account, testDay).open).toBe(false);
  expect(hoursText(context, caseStateOf('C001-TEST', testDay, { kind: 'person' }))).toEqual([
    'caseInsideHours ca 14.00',
  ]);
});

test('who waits for a person beside a deadline of another day learns that it may be today', () => {
  const account = accountWith({ department: 'oiac' });
  const context = { account, knowledge: townKnowledge, translate: echoPhrases, locale: 'ca', now: testDay } as const;
  const first = (dueAt: number) => ({ id: 'chat', dueAt, metAt: null, breached: false, since: testDay });
  const said = [testDay + 2 * hour, testDay + 24 * hour].map((dueAt) =>
    hoursText(context, caseStateOf('C001-TEST', testDay, { kind: 'person', first: first(dueAt) })),
  );
  expect(said).toEqual([['caseInsideHours ca 14.00'], ['casePerhapsToday ca 14.00']]);
});

test('who waits learns how many go before, in words of its own where that is one or nobody', () => {
  const context = {
    account: accountWith({}),
    knowledge: townKnowledge,
    translate: echoPhrases,
    locale: 'ca',
    now: testDay,
  } as const;
  const said = [null, 0, 1, 2].map((ahead) => lineText(context, ahead).join());
  expect(said).toEqual(['', 'caseNext ca', 'caseAheadOne ca', 'caseAhead ca 2']);
});
