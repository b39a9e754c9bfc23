import { deepStrictEqual } from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../src/core/model/case.ts';
import {
  type ConversationState,
  type DialogueState,
  type LastReply,
  newConversation,
} from '../../../src/core/model/conversation.ts';
import { noDanger } from '../../../src/core/model/danger.ts';
import { type Classification, kinds } from '../../../src/core/model/kind.ts';
import { textOf } from '../../../src/core/model/message.ts';
import {
  aspects,
  type Detection,
  moves,
  notUnderstood,
  type Part,
  type Ranked,
  type RankedAspect,
  type Understanding,
  understandingOf,
} from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { runTurn } from '../../../src/core/turn/pipeline.ts';
import type { TurnInput, TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { anyChoiceValue, anyContent, anyLocale, anyText } from '../../support/arbitrary.ts';
import { testDay } from '../../support/clock.ts';
import { deepFreeze } from '../../support/deepFreeze.ts';
import { townAlarm, townDoubt } from '../../support/knowledge.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { town } from '../../support/town.ts';
import { turnInput, turnOf } from '../../support/turn.ts';

const anyEntry = fc.constantFrom(...town.entries.map(({ id }) => id), 'gone.away');

const share = fc.double({ min: 0, max: 1, noNaN: true });

const anyTopics: fc.Arbitrary<readonly Ranked[]> = fc
  .uniqueArray(fc.record({ entry: anyEntry, confidence: share }, { noNullPrototype: true }), {
    maxLength: 4,
    selector: ({ entry }) => entry,
  })
  .map((topics) => topics.sort((a, b) => b.confidence - a.confidence));

const anyAspects: fc.Arbitrary<readonly RankedAspect[]> = fc.array(
  fc.record(
    { aspect: fc.constantFrom(...aspects, 'exceptions' as const), confidence: share },
    { noNullPrototype: true },
  ),
  { maxLength: 3 },
);

const anyPart: fc.Arbitrary<Part> = fc.record({ topics: anyTopics, aspects: anyAspects }, { noNullPrototype: true });

const anyDetection: fc.Arbitrary<Detection> = fc.record({
  locale: fc.oneof(anyLocale, fc.constant('other' as const)),
  confidence: share,
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

/** The town, in which a message does any one thing, or nothing is known of what messages do. */
const anyKnowledge: fc.Arbitrary<Knowledge> = fc
  .option(fc.constantFrom(...moves))
  .map((move) => ({ ...talkTown, moves: move === null ? null : always(move) }));

const anyUnderstanding: fc.Arbitrary<Understanding> = fc
  .record({
    part: anyPart,
    questions: fc.array(anyPart, { maxLength: 3 }),
    rest: fc.option(anyPart),
    detection: anyDetection,
    foreign: fc.constantFrom(null, 'fr', 'sv'),
    smallTalk: fc.option(fc.constant('smalltalk.thanks')),
    kind: anyClassification,
    danger: fc.constantFrom(noDanger, townDoubt, townAlarm),
    likeness: fc.option(share),
    ordinal: fc.constantFrom(null, 1, 2, -1),
    traits: fc.constantFrom([], ['accessibility' as const]),
  })
  .map(({ part, detection, foreign, likeness, ordinal, ...rest }) => {
    const { shape, ...nothing } = notUnderstood('v1');
    return {
      ...nothing,
      ...rest,
      ...part,
      language: { ...detection, foreign },
      exceptions: likeness === null ? [] : [{ entry: 'padro.alta', exception: 'no-contract', likeness }],
      shape: { ...shape, words: 3, ordinal },
    };
  });

const anyLast: fc.Arbitrary<LastReply | null> = fc.oneof(
  fc.constantFrom(
    null,
    { did: 'simplified' } as const,
    { did: 'left-unanswered' } as const,
    { did: 'passed-on' } as const,
    { did: 'chatted' } as const,
  ),
  fc.array(anyEntry, { maxLength: 2 }).map((others) => ({ did: 'answered' as const, others })),
  fc.array(anyEntry, { maxLength: 2 }).map((others) => ({ did: 'clarified' as const, others })),
);

const anyDialogue: fc.Arbitrary<DialogueState> = fc.record(
  {
    focus: fc.uniqueArray(
      fc.record(
        { entry: anyEntry, aspect: fc.constantFrom(null, 'exceptions' as const, ...aspects) },
        { noNullPrototype: true },
      ),
      { maxLength: 4, selector: ({ entry }) => entry },
    ),
    last: anyLast,
  },
  { noNullPrototype: true },
);

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
    dialogue: anyDialogue,
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
    understanding: anyUnderstanding,
  })
  .map(
    ({ content, localeHint, understanding, ...rest }): TurnInput =>
      turnInput(content, {
        ...rest,
        inbound: { id: 'm1', content, localeHint },
        person: 'p-1',
        revision: 1,
        // The words of a choice are ours: they tell of no danger.
        understanding: content.kind === 'choice' ? { ...understanding, danger: noDanger } : understanding,
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

  test('is the same again with the understanding that it recorded, without anybody who understands', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        // Nothing is understood of a message without words.
        const isRead = textOf(given.inbound).trim() !== '';
        const input = isRead ? given : { ...given, understanding: notUnderstood('v1') };
        const result = runTurn(input);
        const stored: TurnResult = JSON.parse(JSON.stringify(result));
        const recorded = stored.events.find((event) => event.type === 'message.received')?.understanding;
        const { knowledge } = input;
        const understanding =
          recorded === undefined ? notUnderstood(knowledge.version) : understandingOf(recorded, knowledge.helpFor);
        deepStrictEqual(runTurn({ ...input, understanding }), result);
      }),
    );
  });

  test('writes down first that something came, and ends a question in one way only', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { events } = runTurn(input);
        const types = events.map(({ type }) => type);
        expect(types.indexOf('message.received')).toBe(input.first ? 1 : 0);
        expect(types.filter((type) => type === 'message.received')).toHaveLength(1);
        const outcomes = ['question.answered', 'question.clarified', 'question.unanswered'];
        const ends = types.filter((type) => outcomes.includes(type)).join(' ');
        const reason = events.find((event) => event.type === 'question.unanswered')?.reason;
        // What has no fact is followed by the whole, what was not meant by other readings; two questions by two answers.
        if (reason === 'no-fact') expect(ends).toMatch(/^question\.unanswered( question\.(answered|unanswered))?$/);
        else if (reason === 'not-understood') expect(ends).toMatch(/^question\.unanswered( question\.clarified)?$/);
        else if (types.includes('message.resolved') && input.understanding.questions.length > 1)
          expect(ends).toMatch(/^(question\.\w+)?( question\.\w+){0,2}$/);
        else expect(ends).toMatch(/^(question\.\w+)?$/);
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
        if (input.understanding.danger.level === 'none') expect(outbound[0]?.text.search(said)).toBe(0);
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
