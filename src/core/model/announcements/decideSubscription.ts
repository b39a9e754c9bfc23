import { type ConversationState, newConversation } from '../conversation.ts';
import { CodedError } from '../errors.ts';
import type { SideEffect } from '../event.ts';
import type { Locale } from '../locale.ts';
import type { AskedByMail, Subscription, SubscriptionChoice, SubscriptionEvent } from './subscription.ts';

/** What a step of a subscription is decided on. */
interface SubscriptionMoment {
  readonly now: number;
  /** Of the commit that the step would make. */
  readonly revision: number;
}

export interface SubscriptionStep {
  readonly state: ConversationState;
  readonly events: readonly SubscriptionEvent[];
  readonly sideEffects: readonly SideEffect[];
}

/** The list of subscribers has to learn of it. */
export const subscriptionChanged: SideEffect = { type: 'subscription-changed' };

/** Begins a subscription in a conversation whose person said yes, or adds to the one that is there. */
export function subscribeHere(
  before: Subscription | null,
  choice: SubscriptionChoice,
  locale: Locale,
  { now, revision }: SubscriptionMoment,
): { readonly subscription: Subscription; readonly event: SubscriptionEvent } {
  const { alerts, pace, neighbourhood } = choice;
  if (before === null || before.state === 'asked')
    return {
      subscription: {
        alerts,
        neighbourhood,
        pace,
        locale,
        by: 'here',
        state: 'active',
        since: now,
        asked: revision,
        keyedAt: now,
        sent: [],
      },
      event: { type: 'subscription.begun' },
    };
  const isNew = before.state === 'paused' || alerts.some((id) => !before.alerts.includes(id));
  return {
    subscription: {
      ...before,
      alerts: [...new Set([...before.alerts, ...alerts])],
      neighbourhood,
      pace,
      locale,
      state: 'active',
      // What was announced before they wanted it is no news.
      since: isNew ? now : before.since,
    },
    event: { type: 'subscription.changed' },
  };
}

/** Asks the reader of an address whether they want what somebody typed it for. Nothing is told before they say yes. */
export function askByMail(
  state: ConversationState | null,
  { locale, askedIn, ...choice }: AskedByMail,
  { now, revision }: SubscriptionMoment,
): SubscriptionStep {
  const known = state?.subscription ?? null;
  const subscription: Subscription =
    known === null || known.state === 'asked'
      ? {
          ...choice,
          locale,
          by: 'email',
          state: 'asked',
          since: now,
          asked: revision,
          ...(askedIn === undefined ? {} : { askedIn }),
          keyedAt: now,
          sent: [],
        }
      : { ...known, asked: revision, pending: choice };
  return {
    state: {
      ...(state ?? newConversation(now)),
      language: { locale: subscription.locale, explicit: true },
      subscription,
    },
    events: [{ type: 'subscription.asked' }],
    sideEffects: [{ type: 'ask-subscriber' }, subscriptionChanged],
  };
}

/** What somebody does with their subscription: by a word, or by a link of an e-mail. */
export type SubscriptionAct =
  | { readonly kind: 'confirm'; readonly asked: number }
  | { readonly kind: 'pause' | 'resume' | 'end' }
  | { readonly kind: 'change'; readonly choice: SubscriptionChoice };

/** Null: it changes nothing. @throws {CodedError} `subscription.gone` */
export function actOnSubscription(
  state: ConversationState | null,
  act: SubscriptionAct,
  { now }: SubscriptionMoment,
): SubscriptionStep | null {
  const known = state?.subscription ?? null;
  if (state === null || known === null) {
    if (act.kind === 'end') return null;
    throw gone();
  }
  const to = (
    event: Exclude<SubscriptionEvent['type'], `subscription.${'notified' | 'not-sent' | 'refused'}`>,
    next: Subscription | null,
  ) => ({
    state: { ...state, subscription: next },
    events: [{ type: event }],
    sideEffects: [subscriptionChanged],
  });
  switch (act.kind) {
    case 'confirm': {
      if (act.asked !== known.asked) throw gone();
      const { pending, ...rest } = known;
      if (known.state !== 'asked' && pending === undefined) return null;
      if (known.state === 'asked') return to('subscription.begun', { ...rest, state: 'active', since: now });
      return to('subscription.changed', { ...rest, ...pending, state: 'active', since: now });
    }
    case 'pause':
      return known.state === 'active' ? to('subscription.paused', { ...known, state: 'paused' }) : null;
    case 'resume':
      return known.state === 'paused' ? to('subscription.resumed', { ...known, state: 'active', since: now }) : null;
    case 'change': {
      if (known.state === 'asked') throw gone();
      const isNew = act.choice.alerts.some((id) => !known.alerts.includes(id));
      return to('subscription.changed', { ...known, ...act.choice, since: isNew ? now : known.since });
    }
    case 'end':
      return to('subscription.ended', null);
  }
}

function gone(): CodedError {
  return new CodedError('subscription.gone', 'This link is no longer valid: ask for the announcements again.');
}
