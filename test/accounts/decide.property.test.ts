import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AccountStep, decideStep, initialRecord, stepsFrom } from '../../src/accounts/lifecycle.ts';
import type { AccountRecord } from '../../src/core/model/accountRecord.ts';
import { CodedError } from '../../src/core/model/errors.ts';
import { deepFreeze } from '../support/deepFreeze.ts';
import { definitionOf } from './support/definitions.ts';

const types = ['request', 'approve', 'refuse', 'open', 'change', 'freeze', 'unfreeze', 'close'] as const;

const anyStep = (id: string): fc.Arbitrary<AccountStep> =>
  fc
    .record({ type: fc.constantFrom(...types), channel: fc.constantFrom('toy', 'other', 'webchat') })
    .map(
      ({ type, channel }): AccountStep =>
        type === 'request' || type === 'change' ? { type, definition: definitionOf(id, { channel }) } : { type },
    );

interface Taken {
  readonly before: AccountRecord | null;
  readonly step: AccountStep;
  readonly by: string;
  /** Null when the step was refused. */
  readonly after: AccountRecord | null;
  readonly events: readonly { readonly type: string }[];
  readonly at: number;
}

/** Plays steps one after the other, each an hour after the one before. */
function play(id: string, steps: readonly (AccountStep & { readonly by: string })[]): readonly Taken[] {
  let record: AccountRecord | null = null;
  return steps.map(({ by, ...step }, index) => {
    const before: AccountRecord | null = record;
    const at = (index + 1) * 3_600_000;
    try {
      const { events, state } = decideStep(id, deepFreeze(before), deepFreeze(step), { by, accounts: [by] }, at);
      record = state;
      return { before, step, by, after: state, events, at };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      expect(['account.step', 'account.unknown', 'account.own-request']).toContain(error.code);
      return { before, step, by, after: null, events: [], at };
    }
  });
}

const anyLife = (id: string) =>
  fc.array(fc.tuple(anyStep(id), fc.constantFrom('anna', 'berta', 'carla')), { maxLength: 30 }).map((steps) =>
    play(
      id,
      steps.map(([step, by]) => ({ ...step, by })),
    ),
  );

/** What the guide says of the life of an account, written down apart from the code. */
const leadsTo: Readonly<Record<string, readonly string[]>> = {
  none: ['requested'],
  requested: ['requested', 'approved', 'refused'],
  refused: ['requested'],
  approved: ['approved', 'requested', 'open', 'closed'],
  open: ['open', 'frozen', 'closed'],
  frozen: ['frozen', 'open', 'closed'],
  closed: [],
};

describe('whatever steps are tried, in whatever order', () => {
  test('an account goes only where the guide leads it, and what is closed stays closed', () => {
    fc.assert(
      fc.property(anyLife('library'), (life) => {
        for (const { before, after } of life) {
          if (after !== null) expect(leadsTo[before?.state ?? 'none']).toContain(after.state);
        }
      }),
    );
  });

  test('nothing opens that was not requested and then approved', () => {
    fc.assert(
      fc.property(anyLife('library'), (life) => {
        const path = life.filter(({ after }) => after !== null).map(({ step }) => step.type);
        const opened = path.indexOf('open');
        fc.pre(opened >= 0);
        const before = path.slice(0, opened).filter((type) => type !== 'change' && type !== 'refuse');
        expect(before).toContain('request');
        // What was changed after its approval was approved again.
        expect(path[opened - 1]).toBe('approve');
      }),
    );
  });

  test('who wrote what is approved did not approve it', () => {
    fc.assert(
      fc.property(anyLife('library'), (life) => {
        let writers: readonly string[] = [];
        for (const { after, step, by } of life) {
          if (after === null) continue;
          if (step.type === 'request') writers = [by];
          if (step.type === 'change' && after.state === 'requested') writers = [...writers, by];
          if (step.type === 'approve') {
            expect(after.writtenBy).not.toContain(by);
            const [last] = writers.slice(-1);
            expect(last).not.toBe(by);
          }
        }
      }),
    );
  });

  test('each step that is taken is one event about this account, and its time is kept where the state changed', () => {
    fc.assert(
      fc.property(anyLife('library'), (life) => {
        for (const { before, after, events, at, step, by } of life) {
          if (after === null) continue;
          expect(events).toEqual([{ type: expect.stringMatching(/^account\./), account: 'library', by }]);
          expect(after.since).toBe(before?.state === after.state ? before.since : at);
          expect(after.openedAt).toBe(before?.openedAt ?? (step.type === 'open' ? at : null));
        }
      }),
    );
  });

  test('once it was approved, an account never leaves its channel', () => {
    fc.assert(
      fc.property(anyLife('library'), (life) => {
        const channels = life
          .filter(({ after }) => after?.openedAt !== null && after !== null)
          .map(({ after }) => after?.definition?.channel);
        expect(new Set(channels).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('what is refused says which steps there are, and those can be taken', () => {
    fc.assert(
      fc.property(anyLife('library'), (life) => {
        for (const { before, after, step } of life) {
          if (before === null || after === null) continue;
          expect(stepsFrom(before)).toContain(step.type);
        }
      }),
    );
  });

  test('the web chat that is always there is open from the beginning, may rest, and never ends', () => {
    fc.assert(
      fc.property(anyLife('web'), (life) => {
        expect(initialRecord('web')?.state).toBe('open');
        for (const { after } of life) if (after !== null) expect(['open', 'frozen']).toContain(after.state);
        for (const { after } of life) expect(after?.definition?.channel ?? 'webchat').toBe('webchat');
      }),
    );
  });
});

test.each([
  ['approve', null, 'account.unknown', '-- request FILE'],
  ['open', 'requested', 'account.step', 'approve, refuse, change'],
  ['approve', 'closed', 'account.step', 'no further step is possible'],
  ['freeze', 'approved', 'account.step', 'open, change, close'],
] as const)('%s from %s is refused with what can be done', (type, state, code, hint) => {
  const record = state && { ...(initialRecord('web') as AccountRecord), id: 'library', state };
  expect(() => decideStep('library', record, { type }, { by: 'anna', accounts: ['anna'] }, 0)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(hint) }),
  );
});
