import { deepStrictEqual } from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../src/core/model/case.ts';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import { noDanger } from '../../../src/core/model/danger.ts';
import { type Classification, kinds } from '../../../src/core/model/kind.ts';
import type { Decision, Detection, Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnInput } from '../../../src/core/turn/draft.ts';
import { runTurn } from '../../../src/core/turn/pipeline.ts';
import { accountWith } from '../../support/account.ts';
import { anyChoiceValue, anyContent, anyLocale, anyText } from '../../support/arbitrary.ts';
import { testDay } from '../../support/clock.ts';
import { deepFreeze } from '../../support/deepFreeze.ts';
import { townAlarm, townDoubt } from '../../support/knowledge.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { town, townKnowledge } from '../../support/town.ts';
import { turnOf } from '../../support/turn.ts';

const anyEntry = fc.constantFrom(...town.entries.map(({ id }) => id), 'gone.away');

const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), entry: anyEntry }),
  fc.record({ kind: fc.constant('clarify' as const), entries: fc.array(anyEntry, { minLength: 2, maxLength: 3 }) }),
  fc.constant<Decision>({ kind: 'escalate' }),
  fc.constant<Decision>({ kind: 'reword' }),
);

const anyDetection: fc.Arbitrary<Detection> = fc.record({
  locale: fc.oneof(anyLocale, fc.constant('other' as const)),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  isDistinctive: fc.boolean(),
});

const anyClassification: fc.Arbitrary<Classification> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    isRule: fc.boolean(),
  })
  .map(({ kind, confidence, isRule }) => ({
    ...{ kind, confidence, ranked: [] },
    rule: isRule ? { id: `${kind}.rule`, kind, evidence: { start: 0, end: 0 } } : null,
  }));

const anyKnowledge: fc.Arbitrary<Knowledge> = fc
  .record({ decision: anyDecision, detection: anyDetection, classification: anyClassification })
  .map(({ decision, detection, classification }) => ({
    ...townKnowledge,
    classify: () => classification,
    understand: () => ({ ranked: [{ entry: 'padro.alta', confidence: 0.7 }], decision }),
    detect: () => detection,
  }));

/** Cases as turns open them, open, put off and closed. */
const anyCases: fc.Arbitrary<readonly CaseState[]> = fc.array(
  fc
    .record({
      words: fc.constantFrom('el fanal no funciona', 'soc periodista', 'us trobaré', 'passeu-me amb algú'),
      status: fc.constantFrom('open' as const, 'snoozed' as const, 'closed' as const),
      assignee: fc.option(fc.constant('ann')),
      daysAgo: fc.nat({ max: 20 }),
    })
    .map(({ words, status, assignee, daysAgo }, index = 0): CaseState => {
      const [opened] = turnOf(words, { revision: index + 1 }).state.cases;
      const at = testDay - daysAgo * 24 * 3_600_000;
      const closed = status === 'closed' ? ({ at, by: 'ann', reason: 'resolved' } as const) : null;
      return { ...(opened as CaseState), status, assignee, closed, snoozedUntil: status === 'snoozed' ? at : null };
    }),
  { maxLength: 3 },
);

const anyState: fc.Arbitrary<ConversationState> = fc
  .record({
    cases: anyCases.map((cases) => cases.map((each, index) => ({ ...each, code: `OLD0-000${index}` }))),
    isTakenOver: fc.boolean(),
    breaches: fc.nat({ max: 3 }),
    language: fc.option(fc.record({ locale: anyLocale, explicit: fc.boolean() }, { noNullPrototype: true })),
    introduced: fc.boolean(),
    offered: fc.array(anyChoiceValue, { maxLength: 6 }),
    unansweredInARow: fc.nat({ max: 9 }),
    pace: fc.record({ backlog: fc.double({ min: 0, max: 25, noNaN: true }), at: fc.nat(), warned: fc.boolean() }),
  })
  .map(({ isTakenOver, ...changes }) => ({
    ...newConversation(testDay - 60_000),
    ...changes,
    takeover: isTakenOver && changes.cases[0] ? { by: 'ann', since: testDay, case: changes.cases[0].code } : null,
    pace: { ...changes.pace, at: testDay - (changes.pace.at % 60_000) },
  }));

const anyInput: fc.Arbitrary<TurnInput> = fc
  .record({
    state: anyState,
    first: fc.boolean(),
    content: anyContent,
    surface: fc.constantFrom('private', 'public'),
    localeHint: fc.option(anyLocale),
    knowledge: anyKnowledge,
    danger: fc.constantFrom(noDanger, townDoubt, townAlarm),
  })
  .map(
    ({ state, first, content, surface, localeHint, knowledge, danger }): TurnInput => ({
      state,
      first,
      inbound: { id: 'm1', content, localeHint },
      account: accountWith({}),
      surface,
      person: 'p-1',
      knowledge,
      danger,
      translate: echoPhrases,
      transfer: null,
      issueCode: () => 'K7QF2MDX',
      revision: 1,
      issueCaseCode: () => 'C4SE-0001',
      caseLink: (code) => `https://bot.example/cas/${code}`,
      now: testDay,
    }),
  );

const typesOf = (input: TurnInput) => runTurn(input).events.map(({ type }) => type);

describe('a turn, whatever arrives in whatever state', () => {
  test('gives an answer, unless a person serves, others read what deserves none, or a pause was asked for', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { events, outbound } = runTurn(input);
        const limited = events.some(({ type }) => type === 'turn.limited');
        const silent =
          input.surface === 'public' &&
          events.some((event) => event.type === 'protocol.applied' && event.actions.includes('do-not-engage'));
        expect(outbound.length > 0 || limited || silent || input.state.takeover !== null).toBe(true);
        expect(outbound.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  test('says nothing during a takeover, but in emergencies, of what was not kept, and of what is the citizen’s own', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { events, outbound } = runTurn(input);
        if (input.state.takeover === null || outbound.length === 0) return;
        const types = events.map(({ type }) => type);
        const own = events.some(
          (event) =>
            (event.type === 'choice.taken' && /^(erase|command):/.test(event.value)) || event.type === 'command.run',
        );
        const isNotified = types.includes('protocol.applied') || types.includes('files.not-kept');
        expect(own || isNotified).toBe(true);
      }),
    );
  });

  test('never loses a case, opens at most one, and lets lists know of every change', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { events, state, sideEffects } = runTurn(input);
        const opened = events.filter(({ type }) => type === 'case.opened');
        expect(opened.length).toBeLessThanOrEqual(1);
        const codes = state.cases.map(({ code }) => code);
        expect(codes).toEqual([...new Set(codes)]);
        expect(codes).toEqual(expect.arrayContaining(input.state.cases.map(({ code }) => code)));
        if (JSON.stringify(state.cases) !== JSON.stringify(input.state.cases)) {
          expect(sideEffects).toContainEqual({ type: 'index-cases' });
        }
        for (const { proposals } of state.cases) expect(proposals.every(({ decided }) => decided === null)).toBe(true);
      }),
    );
  });

  test('shows no code and no link of a case in public', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { outbound } = runTurn({ ...input, surface: 'public' });
        const said = outbound.map(({ text }) => text).join(' ');
        expect(said).not.toMatch(/bot\.example|C4SE-0001|OLD0-/);
      }),
    );
  });

  test('is a pure function: frozen input, the same result again, and data that JSON keeps as it is', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        deepFreeze(input);
        const result = runTurn(input);
        deepStrictEqual(runTurn(input), result);
        deepStrictEqual(JSON.parse(JSON.stringify(result)), result);
      }),
    );
  });

  test('writes down first that something came, and ends a question in one way only', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const types = typesOf(input);
        expect(types.indexOf('message.received')).toBe(input.first ? 1 : 0);
        expect(types.filter((type) => type === 'message.received')).toHaveLength(1);
        const outcomes = ['question.answered', 'question.clarified', 'question.unanswered'];
        expect(types.filter((type) => outcomes.includes(type)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('says that it is an automatic assistant before it says anything else', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { outbound, state } = runTurn(input);
        const limited = typesOf(input).includes('turn.limited');
        // Where it is silent there is nothing that could be taken for a person's.
        if (input.state.introduced || limited || outbound.length === 0 || input.state.takeover !== null) return;
        const said = /(?:^|\n)(introduction|introductionPublic|unsupportedLanguage) /;
        if (input.danger.level === 'none') expect(outbound[0]?.text.search(said)).toBe(0);
        // Whom to call comes even before.
        else expect(outbound.some(({ text }) => said.test(text))).toBe(true);
        expect(state.introduced).toBe(true);
      }),
    );
  });

  test('puts nothing that the person wrote into events and state', () => {
    const secret = 'xyzzy-plugh';
    const hide = (text: string) => `${text}${secret}`;
    fc.assert(
      fc.property(anyInput, anyText, (input, text) => {
        const { content } = input.inbound;
        const escalations = {
          start: content,
          text: { kind: 'text', text: hide(text) },
          choice: { kind: 'choice', value: hide(`entry:${text}`), text: hide(text) },
          edit: { kind: 'edit', of: secret, text: hide(text) },
          location: { kind: 'location', latitude: 41.3, longitude: 2.1, text: hide(text) },
          contact: { kind: 'contact', phone: secret, text: hide(text) },
          continue: { kind: 'continue', code: secret, text: hide(text) },
          files: { kind: 'files', files: [{ id: 'f', name: secret, type: 'image/png', size: 1 }], text: hide(text) },
        } as const;
        const { events, state } = runTurn({
          ...input,
          state: { ...input.state, offered: [] },
          inbound: { ...input.inbound, content: escalations[content.kind] },
        });
        expect(JSON.stringify([events, state])).not.toContain(secret);
      }),
    );
  });

  test('offers only what it would take', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { state, outbound } = runTurn(input);
        const last = outbound.findLast(({ choices }) => choices.length > 0);
        if (last) expect(state.offered).toEqual(last.choices.map(({ value }) => value));
        for (const value of last ? state.offered : []) {
          const taken = runTurn({
            ...input,
            state,
            inbound: { id: 'm2', content: { kind: 'choice', value, text: '' }, localeHint: null },
            now: testDay + 3_600_000,
          });
          expect(taken.events).toContainEqual({ type: 'choice.taken', value });
        }
      }),
    );
  });
});
