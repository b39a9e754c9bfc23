import { describe, expect, test } from '@jest/globals';
import { countsIn, erases, isAside, needsBefore, problemsIn } from '../../../src/content/unanswered/readCommit.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import { makeCommit, noon } from '../../contract/store/fixture.ts';
import { caseStateOf } from '../../support/caseState.ts';

const understood: Event = {
  type: 'question.understood',
  knowledge: 'v1',
  ranked: [{ entry: 'padro.alta', confidence: 0.9 }],
};
const answered = (more: object = {}): Event => ({
  type: 'question.answered',
  entry: 'padro.alta',
  knowledge: 'v1',
  locale: 'ca',
  ...more,
});
const unanswered = (reason: 'unknown' | 'none-of-these' | 'not-understood' | 'files'): Event => ({
  type: 'question.unanswered',
  reason,
  knowledge: 'v1',
});

/** The commit of a turn with these events, in a conversation with these choices and cases. */
function commitWith(
  events: readonly Event[],
  { revision = 1, offered = [], cases = [] }: { revision?: number; offered?: string[]; cases?: CaseState[] } = {},
): Commit {
  return makeCommit('ana', revision, { events, state: { ...newConversation(noon), offered, cases } });
}

const asked = commitWith([understood, answered({ aspect: 'cost' })]);
const measured = (commit: Commit, before: Commit | null = null) =>
  countsIn(commit, before, 'ca').map(({ measure, entry, aspect }) => `${measure} ${entry} ${aspect}`.trim());

describe('what a turn leaves to editors', () => {
  test('is its own question, or the one before that the person refuses', () => {
    expect(problemsIn(commitWith([understood, unanswered('unknown')]), null)).toEqual([
      { question: 1, why: 'unknown', reply: null },
    ]);
    const refusal = commitWith([{ type: 'choice.taken', value: 'none' }, unanswered('none-of-these')], { revision: 2 });
    expect(needsBefore(refusal)).toBe(true);
    expect(problemsIn(refusal, asked)).toEqual([{ question: 1, why: 'none-of-these', reply: null }]);
    // Nothing was asked before.
    expect(problemsIn(refusal, commitWith([]))).toEqual([]);
    expect(problemsIn(commitWith([understood, unanswered('files')]), null)).toEqual([]);
    expect(problemsIn(asked, null)).toEqual([]);
  });

  test('is the question whose answer was no use, with what is wrong with it', () => {
    const rated = (useful: boolean): Event => ({ type: 'answer.rated', entry: 'padro.alta', useful, answer: 1 });
    const old: Event = { type: 'answer.faulted', entry: 'padro.alta', fault: 'old', answer: 1 };
    expect(problemsIn(commitWith([rated(false), old], { revision: 2 }), null)).toEqual([
      { question: 1, why: 'not-useful', reply: null },
      { question: 1, why: 'fault-old', reply: null },
    ]);
    expect(problemsIn(commitWith([rated(true)], { revision: 2 }), null)).toEqual([]);
    expect(measured(commitWith([rated(true)]))).toEqual(['useful padro.alta']);
    expect(measured(commitWith([rated(false), old]))).toEqual(['useless padro.alta']);
  });

  test('is a question that was pointed elsewhere, or passed on at once', () => {
    const applied = (actions: readonly string[]): Event => ({
      type: 'protocol.applied',
      rule: 'r',
      protocol: 'p',
      actions,
    });
    const opened = (kind: 'question' | 'incident'): Event => ({
      ...{ type: 'case.opened', case: 'C4SE-0001', by: null, kind, rule: 'r', protocol: 'p', department: 'oiac' },
      ...{ firstDueAt: null, resolutionDueAt: null },
    });
    const whyOf = (...events: readonly Event[]) =>
      problemsIn(commitWith([understood, ...events]), null).map(({ why }) => why);
    expect(whyOf(applied(['point-elsewhere']))).toEqual(['outside']);
    expect(whyOf(opened('question'))).toEqual(['passed-on']);
    expect(whyOf(opened('incident'))).toEqual([]);
    expect(whyOf(answered(), opened('question'))).toEqual([]);
  });

  test('is what staff answered, or was rated badly, in a case that began with a question', () => {
    const cases = [caseStateOf('C4SE-0001', noon, { kind: 'question', openedBy: 3 })];
    const reply: Event = { type: 'case.replied', case: 'C4SE-0001', by: 'anna' };
    const rated = (rating: number): Event => ({ type: 'case.rated', case: 'C4SE-0001', by: null, rating });
    const of = (...events: readonly Event[]) => problemsIn(commitWith(events, { revision: 7, cases }), null);
    expect(of(reply)).toEqual([{ question: 3, why: 'staff-answered', reply: 7 }]);
    expect(of(rated(2))).toEqual([{ question: 3, why: 'low-rating', reply: null }]);
    expect(of(rated(3))).toEqual([]);
    const lamp = [caseStateOf('C4SE-0001', noon, { kind: 'incident', openedBy: 3 })];
    expect(problemsIn(commitWith([reply], { cases: lamp }), null)).toEqual([]);
  });

  test('is not a message that only asks for a person', () => {
    const person: Event = { type: 'message.classified', kind: 'person', confidence: 1, rule: null, knowledge: 'v1' };
    expect(isAside(commitWith([person, understood]))).toBe(true);
    expect(isAside(commitWith([]))).toBe(true);
    expect(isAside(asked)).toBe(false);
  });

  test('goes with an erasure', () => {
    const effect = { type: 'erase-content' } as const;
    expect(erases(asked)).toBe(false);
    expect(erases({ ...asked, outbox: [{ ordinal: 0, kind: 'effect', sideEffect: effect }] })).toBe(true);
    expect(erases({ ...asked, outbox: [{ ordinal: 0, kind: 'side-effects', sideEffects: [effect] }] })).toBe(true);
  });
});

describe('what a turn adds to the figures', () => {
  test('is the entry and aspect that was asked for and given', () => {
    expect(measured(asked)).toEqual(['asked padro.alta cost', 'given padro.alta cost', 'asked', 'given']);
    expect(measured(commitWith([understood, answered({ exception: 'menors' })]))).toContain(
      'given padro.alta exceptions',
    );
  });

  test('is what was offered, chosen and refused', () => {
    const clarified: Event = { type: 'question.clarified', entries: ['padro.alta', 'padro.baixa'], knowledge: 'v1' };
    const offer = commitWith([understood, clarified], { offered: ['entry:padro.alta', 'entry:padro.baixa', 'none'] });
    expect(measured(offer)).toEqual([
      'asked padro.alta',
      'offered padro.alta',
      'offered padro.baixa',
      'asked',
      'offered',
    ]);
    const choice = { type: 'choice.taken', value: 'entry:padro.baixa' } as const;
    expect(measured(commitWith([choice, answered({ entry: 'padro.baixa' })], { revision: 2 }), offer)).toEqual([
      'chosen padro.baixa',
    ]);
    const none = commitWith([{ type: 'choice.taken', value: 'none' }, unanswered('none-of-these')], { revision: 2 });
    expect(measured(none, offer)).toEqual(['refused padro.alta', 'refused padro.baixa']);
  });

  test('is an answer that was wrong, and a case that followed it', () => {
    const wrong = commitWith([unanswered('not-understood')], { revision: 2 });
    expect(measured(wrong, asked)).toEqual(['refused padro.alta cost']);
    const opened: Event = {
      ...{ type: 'case.opened', case: 'C4SE-0001', by: null, kind: 'person', rule: 'r', protocol: 'p' },
      ...{ department: 'oiac', firstDueAt: null, resolutionDueAt: null },
    };
    expect(measured(commitWith([opened], { revision: 2 }), asked)).toEqual(['escalated', 'escalated padro.alta cost']);
    expect(measured(commitWith([opened]), null)).toEqual(['escalated']);
  });
});
