import { describe, expect, test } from '@jest/globals';
import { allowedCommands } from '../../../../src/core/cases/policy.ts';
import { caseWith, code, doing, ona, refusal, stateWith } from '../desk.ts';

const fresh = stateWith([caseWith({})], {});
const note = (text: string) => ({ kind: 'contact-note', text }) as const;

describe('a note about a person', () => {
  test('is remembered by the commit that seals it, and tells nobody else', () => {
    const result = doing(fresh, ona, note('Hi sent poc.'), {});
    expect(result.state.contactNotes).toEqual([5]);
    expect(result.events).toEqual([{ type: 'case.contact-noted', case: code, by: 'ona' }]);
    expect(result.outbound).toEqual([]);
    expect(JSON.stringify(result.state)).not.toContain('Hi sent');
    expect(result.sideEffects).toEqual([{ type: 'index-cases' }]);
  });

  test('is taken off once, also in a closed case', () => {
    const closed = caseWith({ status: 'closed', closed: { at: 1, by: 'ona', reason: 'resolved' } });
    const state = stateWith([closed], { contactNotes: [2, 3] });
    const result = doing(state, ona, { kind: 'remove-contact-note', note: 2 }, {});
    expect(result.state.contactNotes).toEqual([3]);
    expect(doing(result.state, ona, { kind: 'remove-contact-note', note: 2 }, {}).events).toEqual([]);
    expect(doing(state, ona, note('Truqueu-li.'), {}).state.contactNotes).toEqual([2, 3, 5]);
  });

  test('is refused where several people write, without text, with too much, and one too many', () => {
    const common = caseWith({ surface: 'public' });
    expect(refusal(stateWith([common], {}), ona, note('x'), {})).toBe('case.step');
    expect(allowedCommands({ case: common, handledBy: null }, ona)).not.toContain('contact-note');
    expect(refusal(fresh, ona, note('  '), {})).toBe('case.step');
    expect(refusal(fresh, ona, note('x'.repeat(1_001)), {})).toBe('case.step');
    const full = stateWith([caseWith({})], { contactNotes: Array.from({ length: 20 }, (_, at) => at + 1) });
    expect(refusal(full, ona, note('x'), {})).toBe('case.step');
  });
});
