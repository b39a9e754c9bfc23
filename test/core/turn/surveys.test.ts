import { describe, expect, test } from '@jest/globals';
import { createHolds } from '../../../src/content/flows/conditions.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { Inbound } from '../../../src/core/model/message.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnInput, TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { parkSurvey } from '../../participation/surveys.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { playTurns } from '../../support/playTurns.ts';
import { town } from '../../support/town.ts';
import { eventsOf, textsOf, turnOf, underWay } from '../../support/turn.ts';

const now = Date.parse('2026-12-02T10:00Z');

function knowing(changes: Readonly<Record<string, unknown>> = {}): Knowledge {
  const known = createKnowledge(town);
  return { ...known, flows: { ...known.flows, all: [parkSurvey(changes)], holds: createHolds() } };
}

/** Presses buttons and writes, one message after the other, in one language. */
function play(
  said: readonly string[],
  knowledge: Knowledge,
  locale: Locale,
  from: Partial<TurnInput> = {},
): TurnResult {
  const messages = said.map((text) => ({ content: /^\w+:/.test(text) ? pressed(text) : text }));
  const state = underWay({ language: { locale, explicit: true } });
  return playTurns(messages, {
    ...{ state, now, surveyLink: (id) => `https://bot.example/participa/${id}` },
    ...from,
    knowledge,
  });
}

const pressed = (value: string) => ({ kind: 'choice', value, text: value }) as const;
const newestOf = (result: TurnResult) => textsOf(result).join('\n');

describe('a survey in the chat', () => {
  test.each<[Locale, string]>([
    ['ca', 'no, deixa-la oberta'],
    ['es', 'sí'],
    ['en', 'yes'],
  ])('asks what the way needs, and counts what was chosen, in %s', (locale) => {
    const knowledge = knowing();
    const begun = play(['start:park'], knowledge, locale);
    expect(newestOf(begun)).toContain(`How often do you go? ${locale}`);
    const answered = play(['start:park', 'slot:often/daily', '2', 'flow:skip/closed'], knowledge, locale);
    expect(answered.answered).toEqual({
      questions: ['often', 'missing', 'closed'],
      answers: { often: 'daily', missing: 'water' },
    });
    expect(answered.sideEffects).toContainEqual({ type: 'count-answer', survey: 'park', once: true });
    expect(newestOf(answered)).toContain(`survey.thanks ${locale} The park ${locale}`);
    expect(newestOf(answered)).toContain('https://bot.example/participa/park');
    // Neither events nor state say what was answered.
    expect(JSON.stringify([answered.events, answered.state])).not.toMatch(/daily|water/);
    expect(answered.state.surveys).toEqual(['park']);
    expect([answered.state.flow, answered.slots]).toEqual([null, {}]);
  });

  test('takes one answer of a conversation, and more where the council wants that', () => {
    const all = ['start:park', 'slot:often/never', 'flow:skip/closed', 'start:park'];
    const refused = play(all, knowing(), 'ca');
    expect(newestOf(refused)).toContain('survey.answered ca');
    expect(eventsOf(refused)).not.toContain('flow.started');
    expect(newestOf(play(all, knowing({ once: false }), 'ca'))).toContain('How often do you go?');
    // Also after a new start.
    const { state } = play([...all.slice(0, 3), '/restart'], knowing(), 'ca');
    expect(newestOf(play(['start:park'], knowing(), 'ca', { state }))).toContain('survey.answered');
  });

  test('takes none before it begins and after it is over, also where somebody is in the middle of it', () => {
    const begin = (at: string) => play(['start:park'], knowing({ until: '2026-12-10' }), 'es', { now: Date.parse(at) });
    expect(newestOf(begin('2026-11-30T22:00Z'))).toContain('survey.before es');
    expect(newestOf(begin('2026-12-10T23:30Z'))).toContain('survey.over es');
    const late = play(['start:park', 'slot:often/never', 'flow:skip/closed'], knowing({ until: '2026-12-10' }), 'es', {
      now: Date.parse('2026-12-10T22:58:30Z'),
    });
    expect([newestOf(late).includes('survey.over es'), late.answered]).toEqual([true, undefined]);
  });

  test('is offered below the answers that its file names, until it was answered', () => {
    const offered = (state: ConversationState) =>
      play(['entry:padro.alta'], knowing(), 'ca', { state }).outbound.flatMap(({ choices }) =>
        choices.map(({ value }) => value),
      );
    expect(offered(underWay({ offered: ['entry:padro.alta'] }))).toContain('start:park');
    expect(offered(underWay({ offered: ['entry:padro.alta'], surveys: ['park'] }))).not.toContain('start:park');
  });
});

describe('answers that come from the page', () => {
  const inbound = (answers: Readonly<Record<string, string>>): Inbound => ({
    id: 'm1',
    content: { kind: 'choice', value: 'start:park', text: 'The park' },
    localeHint: 'en',
    survey: { id: 'park', answers },
  });

  test('count without what the way did not ask for, and leave the conversation as it is', () => {
    const state = underWay({ offered: ['entry:padro.alta'] });
    const result = turnOf('', {
      knowledge: knowing(),
      inbound: inbound({ often: 'never', missing: 'water', closed: 'no', other: 'x' }),
      state,
      now,
    });
    expect(result.answered?.answers).toEqual({ often: 'never', closed: 'no' });
    expect(result.state).toEqual({ ...state, pace: result.state.pace, surveys: ['park'] });
    expect(newestOf(result)).toBe('survey.thanks en The park en');
  });

  test('are counted without a word where a person handles the conversation', () => {
    const state = underWay({ takeover: { by: 'ona', since: now, case: 'C4SE-0001' } });
    const result = turnOf('', { knowledge: knowing(), inbound: inbound({ often: 'daily' }), state, now });
    expect([result.outbound, result.answered?.answers]).toEqual([[], { often: 'daily' }]);
  });

  test('that say nothing, or are of a survey that is no more, count nothing', () => {
    expect(newestOf(turnOf('', { knowledge: knowing(), inbound: inbound({ often: 'weekly' }), now }))).toContain(
      'survey.empty',
    );
    const gone = turnOf('', { inbound: inbound({ often: 'daily' }), now });
    expect([gone.answered, gone.sideEffects]).toEqual([undefined, []]);
  });
});
