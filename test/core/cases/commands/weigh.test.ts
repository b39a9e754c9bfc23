import { describe, expect, test } from '@jest/globals';
import { allowedCommands } from '../../../../src/core/cases/policy.ts';
import { testDay } from '../../../support/clock.ts';
import { boss, caseWith, code, doing, happenings, ona, refusal, said, stateWith } from '../desk.ts';

const reasons = 'Hi ha pressupost per posar-ne quatre aquest any.';
const suggestion = (changes = {}) => stateWith([caseWith({ kind: 'suggestion', ...changes })], {});

describe('what the council makes of a suggestion', () => {
  test('is a reply to its author, with the reasons, and is remembered with where they are sealed', () => {
    const result = doing(suggestion(), ona, { kind: 'weigh', outcome: 'accepted', text: ` ${reasons} ` }, {});
    expect(said(result).slice(1)).toEqual([`suggestion.accepted ca ${code}\n\n${reasons}`]);
    expect(result.state.cases[0]).toMatchObject({
      weighed: { outcome: 'accepted', revision: 5, at: testDay },
      staffAt: testDay,
      first: { metAt: testDay },
    });
    expect(happenings(result)).toEqual(expect.arrayContaining(['case.replied', 'case.weighed']));
    // Events never hold text.
    expect(JSON.stringify(result.events)).not.toContain(reasons);
  });

  test('tells who asked to be told, and may change', () => {
    const reported = suggestion({ emailUpdates: { revision: 2, confirmed: true } });
    const studied = doing(reported, ona, { kind: 'weigh', outcome: 'studied', text: '' }, {});
    expect(said(studied).slice(1)).toEqual([`suggestion.studied ca ${code}`]);
    expect(studied.sideEffects).toContainEqual({ type: 'notify-citizen', case: code });
    const refused = doing(studied.state, ona, { kind: 'weigh', outcome: 'refused', text: reasons }, { revision: 5 });
    expect(refused.state.cases[0]?.weighed).toMatchObject({ outcome: 'refused', revision: 6 });
  });

  test('needs reasons, a suggestion, and nobody else in the conversation', () => {
    const accept = { kind: 'weigh', outcome: 'accepted', text: reasons } as const;
    expect(refusal(suggestion(), ona, { ...accept, text: 'Sí.' }, {})).toBe('case.step');
    expect(refusal(stateWith([caseWith({ kind: 'incident' })], {}), ona, accept, {})).toBe('case.step');
    expect(refusal(suggestion({ status: 'closed' }), ona, accept, {})).toBe('case.closed');
    const taken = stateWith([caseWith({ kind: 'suggestion' })], { takeover: { by: 'pau', since: 0, case: code } });
    expect(refusal(taken, ona, accept, {})).toBe('case.taken');
  });
});

describe('a suggestion from a conversation is published', () => {
  const publish = { kind: 'publish', text: 'Més fonts al parc', place: false, media: false } as const;

  test('by a person, with the text alone', () => {
    const result = doing(suggestion(), ona, publish, {});
    expect(result.state.cases[0]?.published).toEqual({ revision: 5, description: true, place: false, media: false });
    expect(refusal(suggestion(), ona, { ...publish, place: true }, {})).toBe('case.step');
    expect(refusal(suggestion({ surface: 'public' }), ona, publish, {})).toBe('case.step');
    expect(refusal(stateWith([caseWith({ kind: 'complaint' })], {}), ona, publish, {})).toBe('case.step');
  });

  test('and is offered so in the console', () => {
    const may = (kind: 'suggestion' | 'complaint') =>
      allowedCommands({ case: caseWith({ kind }), handledBy: null }, boss).filter((each) =>
        ['publish', 'weigh', 'publish-note'].includes(each),
      );
    expect([may('suggestion').sort(), may('complaint')]).toEqual([['publish', 'weigh'], []]);
  });
});
