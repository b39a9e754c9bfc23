import { asksSomewhere } from '../../flows/phrasing.ts';
import type { FlowMessage, ReadingContext } from '../../flows/readSlot.ts';
import { textOf } from '../../model/message.ts';
import type { Turn } from '../turnDraft.ts';

/** The message of a turn, as a flow reads it. */
export function flowMessageOf(turn: Turn): FlowMessage {
  const { inbound, now, understanding, knowledge } = turn.input;
  return {
    content: inbound.content,
    text: textOf(inbound).trim(),
    locale: turn.locale,
    today: knowledge.protocol.date(now),
    asks: understanding.shape.asks || asksSomewhere(textOf(inbound)),
    places: understanding.shape.places,
  };
}

/** What the readers of flows know of the town. */
export function contextOf({ input }: Turn): ReadingContext {
  const { words, streets } = input.knowledge.flows;
  return { words, streets };
}
