import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Kind, kinds } from '../../src/core/model/kind.ts';
import { locales } from '../../src/core/model/locale.ts';
import type { Action, Protocol, Trait } from '../../src/protocol/index.ts';
import { decide, loadShipped, tuesday } from './shipped.ts';

let shipped: Protocol;
beforeAll(async () => {
  ({ shipped } = await loadShipped());
});

interface Row {
  readonly kind: Kind;
  readonly surface?: 'public' | 'private';
  readonly traits?: readonly Trait[];
  readonly rule: string;
  readonly does: readonly Action[];
  readonly never?: readonly Action[];
  readonly cites: readonly string[];
}

/** The guide's table of kinds of messages, row by row: from what is written to what is done, and what says so. */
const handling: readonly (readonly [string, Row])[] = [
  [
    'question',
    {
      kind: 'question',
      surface: 'public',
      rule: 'question',
      does: ['answer'],
      never: ['move-to-private'],
      cites: ['G9 5.1'],
    },
  ],
  [
    'question that needs research',
    {
      kind: 'question',
      traits: ['needs-research'],
      rule: 'question-research',
      does: ['acknowledge', 'forward'],
      cites: ['G7 p37'],
    },
  ],
  [
    'private matter',
    {
      kind: 'question',
      surface: 'public',
      traits: ['private-topic'],
      rule: 'private-question',
      does: ['move-to-private'],
      never: ['answer'],
      cites: ['G1 p17', 'ICS p11'],
    },
  ],
  [
    'private matter, as a complaint',
    {
      kind: 'complaint',
      surface: 'public',
      traits: ['private-topic'],
      rule: 'private-complaint',
      does: ['move-to-private', 'forward'],
      cites: ['G1 p17', 'ICS p11'],
    },
  ],
  [
    'private matter where nobody reads along',
    {
      kind: 'question',
      traits: ['private-topic'],
      rule: 'question',
      does: ['answer'],
      never: ['move-to-private'],
      cites: ['G9 5.1'],
    },
  ],
  [
    'outside this channel’s scope',
    { kind: 'out-of-scope', rule: 'out-of-scope', does: ['point-elsewhere'], cites: ['ICS p11', 'DAAM p12'] },
  ],
  [
    'complaint, or a decision questioned',
    { kind: 'complaint', surface: 'public', rule: 'complaint', does: ['answer', 'acknowledge'], cites: ['G9'] },
  ],
  ['incident', { kind: 'incident', rule: 'incident', does: ['answer', 'forward'], cites: ['Barcelona art. 93'] }],
  [
    'positive criticism',
    {
      kind: 'constructive-criticism',
      surface: 'public',
      rule: 'positive-criticism',
      does: ['answer'],
      never: ['move-to-private', 'do-not-engage'],
      cites: ['G1 p17'],
    },
  ],
  [
    'negative criticism',
    {
      kind: 'destructive-criticism',
      surface: 'public',
      rule: 'negative-criticism',
      does: ['forward', 'answer'],
      never: ['do-not-engage'],
      cites: ['G1 p17', 'G1 p23', 'G9'],
    },
  ],
  ['praise', { kind: 'praise', rule: 'praise', does: ['acknowledge'], cites: ['G9 5'] }],
  [
    'factual error',
    {
      kind: 'false-information',
      surface: 'public',
      rule: 'false-information',
      does: ['answer'],
      never: ['propose-removal'],
      cites: ['DAAM p33', 'USAF'],
    },
  ],
  [
    'opinion, political debate',
    {
      kind: 'politics',
      surface: 'public',
      rule: 'politics',
      does: ['do-not-engage'],
      never: ['propose-removal'],
      cites: ['Terrassa', 'Amer'],
    },
  ],
  [
    'insult, not constructive',
    {
      kind: 'insult',
      surface: 'public',
      rule: 'insult-public',
      does: ['do-not-engage', 'propose-removal'],
      never: ['propose-block'],
      cites: ['ICS p24', 'ICS p27'],
    },
  ],
  [
    'false information',
    {
      kind: 'false-information',
      surface: 'public',
      traits: ['deliberate'],
      rule: 'false-deliberate',
      does: ['do-not-engage', 'propose-removal'],
      cites: ['Terrassa'],
    },
  ],
  [
    'pure advertising',
    {
      kind: 'spam',
      surface: 'public',
      rule: 'spam-public',
      does: ['do-not-engage', 'propose-removal'],
      never: ['propose-block'],
      cites: ['Terrassa', 'G9 5.2'],
    },
  ],
  [
    'personal data',
    {
      kind: 'personal-data',
      surface: 'public',
      rule: 'personal-data-public',
      does: ['propose-removal', 'move-to-private'],
      never: ['propose-block'],
      cites: ['G9 5.2'],
    },
  ],
  [
    'fraud',
    {
      kind: 'question',
      surface: 'public',
      traits: ['fraud'],
      rule: 'fraud',
      does: ['propose-removal'],
      never: ['propose-block', 'answer'],
      cites: ['G9 5.2'],
    },
  ],
  [
    'infringement',
    {
      kind: 'spam',
      surface: 'public',
      traits: ['infringement'],
      rule: 'infringement',
      does: ['propose-removal'],
      never: ['propose-block'],
      cites: ['G9 5.2'],
    },
  ],
  [
    'conflict that the team cannot manage',
    { kind: 'complaint', traits: ['conflict'], rule: 'conflict', does: ['forward', 'alert'], cites: ['DAAM p11'] },
  ],
  [
    'emergency',
    { kind: 'emergency', surface: 'public', rule: 'emergency', does: ['answer', 'alert'], cites: ['common practice'] },
  ],
];

describe('how each kind of message is handled, as the guide says', () => {
  test.each(handling)('%s', (_, { kind, surface = 'private', traits = [], rule, does, never = [], cites }) => {
    const decision = decide(shipped, { kind, surface, traits });
    expect(decision.rule).toBe(rule);
    expect(decision.actions).toEqual(expect.arrayContaining([...does]));
    expect(decision.actions.filter((action) => never.includes(action))).toEqual([]);
    expect(decision.cites).toEqual(expect.arrayContaining([...cites]));
    expect(decision.protocol).toBe(shipped.version);
  });

  test('blocks only after repeated breaches, where guides disagree', () => {
    for (const kind of ['spam', 'insult', 'personal-data'] as const) {
      const again = decide(shipped, { kind, surface: 'public', traits: ['repeated'] });
      expect(again.actions).toContain('propose-block');
      expect(again.cites).toContain('G7 p39');
    }
    for (const trait of ['fraud', 'infringement'] as const) {
      const again = decide(shipped, { kind: 'question', surface: 'public', traits: [trait, 'repeated'] });
      expect(again.actions).toContain('propose-block');
    }
    expect(shipped.repeatedAfter).toBeGreaterThan(1);
  });

  test('always answers respectful criticism, where guides disagree', () => {
    for (const kind of ['constructive-criticism', 'destructive-criticism', 'complaint'] as const) {
      for (const surface of ['public', 'private'] as const) {
        for (const at of [tuesday, tuesday + 12 * 3_600_000]) {
          const decision = decide(shipped, { kind, surface, at });
          expect(decision.actions).toContain('answer');
          expect(decision.first?.duration).toEqual({ unit: 'working-hours', amount: 2 });
        }
      }
    }
  });

  test('keeps text, time, reason and rule before anything against anybody, and asks a person first', () => {
    const sanctions: readonly Action[] = ['propose-removal', 'propose-warning', 'propose-block'];
    for (const rule of shipped.rules) {
      if (!rule.do.some((action) => sanctions.includes(action))) continue;
      expect(rule.confirmation).toBe('person');
      expect(rule.when.surface).toBe('public');
      expect(shipped.conditions[rule.breaks ?? '']).toBeDefined();
    }
    expect(decide(shipped, { kind: 'insult', surface: 'public' }).evidence).toEqual(['text', 'time', 'reason', 'rule']);
    expect(decide(shipped, { kind: 'question' }).evidence).toEqual([]);
  });

  test('names the six conditions for taking part', () => {
    const names = ['on-topic', 'respectful', 'no-personal-data', 'no-fraud', 'no-infringement', 'no-advertising'];
    expect(Object.keys(shipped.conditions)).toEqual(names);
    for (const { cites } of Object.values(shipped.conditions)) expect(cites).toEqual(['G9 5.2']);
  });

  test('restates the subject of a question, and disagrees with facts, in the person’s language', () => {
    expect(decide(shipped, { kind: 'question' }).tone).toBe('restating');
    expect(decide(shipped, { kind: 'false-information' }).tone).toBe('factual');
    expect(shipped.tones.cordial?.cites).toEqual(['G9 2.1', 'ICS p9', 'Navarra', 'Llei 1/1998 art. 4, 9']);
  });

  test('points to 112 and tells a person at once, at any hour', () => {
    for (const at of [tuesday, Date.parse('2026-12-25T03:00+01:00')]) {
      const decision = decide(shipped, { kind: 'emergency', at });
      expect(decision.first?.at).toBe(at);
      expect(decision.escalations.every((escalations) => escalations.at === at)).toBe(true);
      expect(decision.escalations.flatMap(({ roles }) => roles)).toEqual(
        expect.arrayContaining(['agent', 'supervisor']),
      );
      for (const locale of locales) expect(shipped.replies[decision.reply ?? '']?.[locale]).toMatch(/112/);
    }
  });

  test('says something of every kind, everywhere, at any hour', () => {
    for (const kind of kinds) {
      for (const surface of ['public', 'private'] as const) {
        for (const at of [tuesday, Date.parse('2026-11-29T03:00+01:00')]) {
          expect(decide(shipped, { kind, surface, at }).actions.length).toBeGreaterThan(0);
        }
      }
    }
  });
});
