import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideRegister, emptyRegister } from '../../src/accounts/decideRegister.ts';
import { mainAccount, toAccount } from '../../src/accounts/toAccount.ts';
import {
  type AccountRecord,
  type AccountRegister,
  accountStates,
  type Crisis,
} from '../../src/core/model/accountRecord.ts';
import { richCapabilities } from '../support/account.ts';
import { deepFreeze } from '../support/deepFreeze.ts';
import { definitionOf, recordOf } from './support/definitions.ts';

const ids = ['library', 'pool', 'town', 'web'];

const anyRecords: fc.Arbitrary<readonly AccountRecord[]> = fc
  .tuple(
    ...ids.map((id) =>
      fc
        .record({
          state: fc.constantFrom(...accountStates),
          main: fc.boolean(),
          url: fc.constantFrom(null, `https://${id}.example`),
        })
        .map(({ state, main, url }) => recordOf(id, { state, definition: definitionOf(id, { main, url }) })),
    ),
  )
  .map((records) => records);

function accountsOf(records: readonly AccountRecord[], crisis: Crisis | null) {
  return records.map((record) =>
    toAccount(record, richCapabilities, {
      tenant: 'default',
      defaults: { name: 'Bot', locale: 'ca', pace: { burst: 1, perMinute: 1 } },
      records,
      crisis,
      linksOf: () => null,
    }),
  );
}

const crisisTowards = (towards: string): Crisis => ({ towards, message: 'No hi ha aigua', since: 1 });

describe('a crisis', () => {
  test('freezes every account but one and sends people there', () => {
    fc.assert(
      fc.property(anyRecords, fc.constantFrom(...ids), (records, towards) => {
        const target = records.find(({ id }) => id === towards);
        const calm = accountsOf(records, null);
        for (const [index, { id, status }] of accountsOf(records, crisisTowards(towards)).entries()) {
          if (id === towards) expect(status).toEqual(calm[index]?.status);
          else {
            const url = target?.state === 'open' ? target.definition?.url : null;
            const to = url ? { name: `Name of ${towards}`, url } : null;
            expect(status).toEqual({ kind: 'frozen', towards: to, message: 'No hi ha aigua' });
          }
        }
      }),
    );
  });

  test('begun and ended, leaves the register and every account as they were, but for when it ended', () => {
    fc.assert(
      fc.property(anyRecords, fc.constantFrom(...ids), (records, towards) => {
        const before: AccountRegister = deepFreeze({ ...emptyRegister, accounts: ids, active: { pool: '2026-11-01' } });
        const begun =
          decideRegister(before, { type: 'begin-crisis', towards, message: null, by: 'anna' }, 5)?.state ?? null;
        expect(begun?.crisis).toEqual({ towards, message: null, since: 5 });
        const ended = decideRegister(begun, { type: 'end-crisis', by: 'anna' }, 6)?.state;
        expect(ended).toEqual({ ...before, crisisEndedAt: 6 });
        expect(accountsOf(records, ended?.crisis ?? null)).toEqual(accountsOf(records, null));
      }),
    );
  });

  test('is not begun twice, and not ended where there is none', () => {
    const on =
      decideRegister(null, { type: 'begin-crisis', towards: 'web', message: null, by: 'anna' }, 5)?.state ?? null;
    const begin = { type: 'begin-crisis', towards: 'pool', message: null, by: 'anna' } as const;
    expect(() => decideRegister(on, begin, 6)).toThrow(expect.objectContaining({ code: 'account.step' }));
    expect(() => decideRegister(null, { type: 'end-crisis', by: 'anna' }, 6)).toThrow(
      expect.objectContaining({ code: 'account.step' }),
    );
  });
});

describe('what an account does not answer', () => {
  test('is for the main account, which is open; that one points to none', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const main = mainAccount(records);
        for (const account of accountsOf(records, null)) {
          const { elsewhere } = account.links;
          if (main === null || account.id === main.id || main.definition?.url === null) expect(elsewhere).toBeNull();
          else expect(elsewhere).toEqual({ name: `Name of ${main.id}`, url: `https://${main.id}.example` });
        }
        expect(main === null || main.state === 'open').toBe(true);
      }),
    );
  });

  test('is for the web chat that is always there when none is named', () => {
    const records = [recordOf('library', {}), recordOf('web', { definition: null })];
    const [library] = records.map((record) =>
      toAccount(record, richCapabilities, {
        tenant: 'default',
        defaults: { name: 'Finestreta', locale: 'ca', pace: { burst: 1, perMinute: 1 } },
        records,
        crisis: null,
        linksOf: (id) => (id === 'web' ? { profile: 'https://xat.example/xat', start: null } : null),
      }),
    );
    expect(library?.links.elsewhere).toEqual({ name: 'Finestreta', url: 'https://xat.example/xat' });
  });

  test('an account that rests by decision sends people there as well', () => {
    const records = [
      recordOf('library', { state: 'frozen' }),
      recordOf('town', { definition: definitionOf('town', { main: true, url: 'https://town.example' }) }),
    ];
    expect(accountsOf(records, null)[0]?.status).toEqual({
      kind: 'frozen',
      towards: { name: 'Name of town', url: 'https://town.example' },
      message: null,
    });
  });
});

test('days of use only move on, and what is known already is no news', () => {
  const first =
    decideRegister(null, { type: 'active', accounts: ['pool', 'constructor'], day: '2026-11-24' }, 0)?.state ?? null;
  expect(first?.active).toEqual({ pool: '2026-11-24', constructor: '2026-11-24' });
  expect(decideRegister(first, { type: 'active', accounts: ['pool'], day: '2026-11-24' }, 0)).toBeNull();
  expect(decideRegister(first, { type: 'active', accounts: ['pool'], day: '2026-11-23' }, 0)).toBeNull();
  const later = decideRegister(first, { type: 'active', accounts: ['pool', 'town'], day: '2026-11-25' }, 0);
  expect(later?.events).toEqual([{ type: 'accounts.active', accounts: ['pool', 'town'] }]);
});
