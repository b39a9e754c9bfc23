import { ordersBooking } from '../../flows/orders.ts';
import type { Aspect } from '../../model/understanding.ts';
import { limitsOf } from '../evidence.ts';
import { answerDetail } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { prependText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';

/** Sides that tell how something is booked, the most exact first. */
const bookingSides: readonly Aspect[] = ['appointment', 'how', 'contact'];

/**
 * Says, to who orders to book something of the service spoken of, that nothing is booked here, and how it is done. False: nobody does, or the
 * message names another service.
 */
export function sayNotBooked(turn: Turn): boolean {
  const { input, text, state } = turn;
  const entry = input.knowledge.entry(state.dialogue.focus[0]?.entry ?? '');
  if (entry === undefined || isPublic(turn) || !ordersBooking(text)) return false;
  const [best] = input.understanding.topics;
  if (best !== undefined && best.entry !== entry.id && best.confidence >= limitsOf(turn).answer) return false;
  const side = bookingSides.find((each) => entry.aspects[each] !== undefined);
  answerDetail(turn, entry.id, side === undefined ? { kind: 'whole' } : { kind: 'aspect', aspect: side });
  prependText(turn, input.translate('notBookedHere', turn.locale, {}));
  return true;
}
