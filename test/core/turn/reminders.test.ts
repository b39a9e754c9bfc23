import { describe, expect, test } from '@jest/globals';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { eventsOf, textsOf, turnOf, underWay } from '../../support/turn.ts';

const knowledge = townWithFlows(await shippedFlows(), {});
const definition = knowledge.flows.all.find(({ id }) => id === 'reminder');
if (definition === undefined) throw new Error('the flow ships');
/** A Thursday. */
const now = Date.parse('2026-11-26T11:00Z');

/** Asks for a reminder and answers what is asked. */
function asked(answers: readonly string[], state: ConversationState = underWay({})) {
  let last = turnOf({ kind: 'choice', value: 'start:reminder', text: 'x' }, { knowledge, state, now });
  for (const answer of answers) {
    const flow = definition === undefined ? null : { definition, slots: last.slots };
    last = turnOf(answer, { knowledge, state: last.state, flow, now });
  }
  return last;
}

test('reminders have no pause: who asks for one is shown them, and how they end', () => {
  const { state } = asked(['recollida', 'dilluns', 'sí']);
  const press = (command: string) =>
    turnOf({ kind: 'choice', value: `command:${command}`, text: 'x' }, { knowledge, state, now });
  const paused = press('pause-alerts');
  expect([textsOf(paused)[0], paused.state.reminders?.length]).toEqual(['alerts.reminders ca 1', 1]);
  expect(paused.outbound[0]?.choices.map(({ value }) => value)).toEqual(['command:stop-alerts']);
  const ended = press('stop-alerts');
  expect([textsOf(ended)[0], ended.state.reminders]).toEqual(['alerts.ended ca', []]);
});

describe('somebody is reminded', () => {
  test.each([
    ['the day before their collection, every week', ['recollida', 'dilluns', 'sí'], '2026-11-29', true],
    ['a week before a period of payment ends', ['termini', '20/12/2026', 'sí'], '2026-12-13', false],
    ['a month before a document expires', ['dni', '1/3/2027', 'sí'], '2027-01-30', false],
    ['tomorrow, where the right day is over', ['termini', '28/11/2026', 'sí'], '2026-11-27', false],
  ])('%s', (_, answers, day, weekly) => {
    expect(asked(answers.slice(0, -1)).state.reminders ?? []).toEqual([]);
    const { state, sideEffects, ...others } = asked(answers);
    expect(state.reminders).toMatchObject([{ day, weekly }]);
    expect(sideEffects).toContainEqual({ type: 'subscription-changed' });
    expect(eventsOf({ state, sideEffects, ...others })).toContain('subscription.changed');
    expect(state.flow).toBeNull();
  });

  test('of nothing that is over, that they did not agree to, or beyond twenty', () => {
    const past = asked(['termini', '26/11/2026', 'sí']);
    expect([past.state.reminders ?? [], textsOf(past)[0]]).toEqual([[], 'alerts.pastDay ca']);
    expect(asked(['recollida', 'dilluns', 'no']).state.reminders ?? []).toEqual([]);
    const many = Array.from({ length: 20 }, () => ({ what: 'tax' as const, day: '2026-12-01', weekly: false }));
    const full = asked(['recollida', 'dilluns', 'sí'], underWay({ reminders: many }));
    expect(full.state.reminders).toHaveLength(20);
  });
});
