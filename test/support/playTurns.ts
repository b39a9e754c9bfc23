import type { InboundContent } from '../../src/core/model/message.ts';
import type { Understanding } from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { TurnInput, TurnResult } from '../../src/core/turn/turnDraft.ts';
import { shapeOf } from '../../src/language/understanding/shape.ts';
import { testDay } from './clock.ts';
import { turnOf, understood, underWay } from './turn.ts';

/** A message, and what is other than in the rest of its conversation when it comes. */
interface PlayedMessage {
  readonly content: InboundContent | string;
  readonly changes?: Partial<TurnInput>;
}

const minute = 60_000;

/**
 * Plays messages, one a minute, each on the state, the form and the values that the one before left behind; the result of the last.
 * `state` and `now` are those of the first.
 */
export function playTurns(
  said: readonly PlayedMessage[],
  {
    knowledge,
    state: from = underWay({}),
    now = testDay,
    ...changes
  }: Partial<TurnInput> & { readonly knowledge: Knowledge },
): TurnResult {
  let result: TurnResult = { state: from, slots: {}, collected: null, events: [], outbound: [], sideEffects: [] };
  for (const [index, { content, changes: own }] of said.entries()) {
    const { state, slots } = result;
    const known = own?.knowledge ?? knowledge;
    const definition = known.flows.all.find(({ id }) => id === state.flow?.flow);
    result = turnOf(content, {
      knowledge,
      state,
      flow: definition === undefined ? null : { definition, slots },
      revision: index + 1,
      now: now + index * minute,
      ...changes,
      ...own,
    });
  }
  return result;
}

/** A text that has its own shape, and otherwise is read as given. */
export function readAsSaid(text: string, read: Partial<Understanding> = {}): PlayedMessage & { content: string } {
  return { content: text, changes: { understanding: understood(text, { shape: shapeOf(text), ...read }) } };
}
