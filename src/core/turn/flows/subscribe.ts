import { subscribeHere, subscriptionChanged } from '../../model/announcements/decideSubscription.ts';
import type { SubscriptionChoice } from '../../model/announcements/subscription.ts';
import type { Turn } from '../turnDraft.ts';

/** Has the person told of what they chose: here, or at an address whose reader is asked first. False: they chose nothing. */
export function subscribe(turn: Turn): boolean {
  const choice = choiceIn(turn);
  if (choice === null) return false;
  const { now, revision, subscriberAt } = turn.input;
  const email = turn.slots.email?.value ?? '';
  if (turn.slots.how?.value === 'email') {
    if (email === '') return false;
    turn.subscriber = { email };
    turn.state = { ...turn.state, subscribedAt: subscriberAt?.(email) ?? null };
    turn.events.push({ type: 'subscription.asked' });
    turn.sideEffects.push({ type: 'subscribe-by-mail', ...choice, locale: turn.locale });
    return true;
  }
  const before = turn.state.subscription ?? null;
  const { subscription, event } = subscribeHere(before, choice, turn.locale, { now, revision });
  turn.state = { ...turn.state, subscription };
  turn.events.push(event);
  turn.sideEffects.push(subscriptionChanged);
  return true;
}

function choiceIn({ slots, input }: Turn): SubscriptionChoice | null {
  const { alerts = [], neighbourhoods = [] } = input.knowledge.flows;
  const alert = alerts.find(({ id }) => id === slots.alert?.value);
  if (alert === undefined) return null;
  const where = neighbourhoods.find(({ id }) => id === slots.neighbourhood?.value);
  return {
    alerts: [alert.id],
    neighbourhood: where?.id ?? null,
    pace: slots.pace?.value === 'digest' ? 'digest' : 'at-once',
  };
}
