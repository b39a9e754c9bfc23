import { actOnSubscription, subscriptionChanged } from '../../model/announcements/decideSubscription.ts';
import type { ParsedCommand } from '../../model/parsedCommand.ts';
import { say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';

/** Words such as "stop", which mean something else to people without a subscription. */
const words: readonly ParsedCommand[] = ['stop-alerts', 'pause-alerts', 'resume-alerts'];

/** Whether a command says something in this conversation: "baixa" may be about another matter. */
export function concerns({ state }: Turn, command: ParsedCommand): boolean {
  return !words.includes(command) || (state.subscription ?? null) !== null || hasReminders(state);
}

const hasReminders = (state: Turn['state']) => (state.reminders ?? []).length > 0;

/** Shows, pauses, resumes and ends the person's subscription. */
export function performAlerts(turn: Turn, command: ParsedCommand): void {
  const subscription = turn.state.subscription ?? null;
  if (subscription === null && !hasReminders(turn.state)) return offer(turn);
  // Reminders have no pause: what there is is shown, and how it ends.
  if (command === 'alerts' || (subscription === null && command !== 'stop-alerts')) return show(turn);
  const kind = command === 'stop-alerts' ? 'end' : command === 'pause-alerts' ? 'pause' : 'resume';
  if (subscription !== null) {
    const step = actOnSubscription(turn.state, { kind }, turn.input);
    if (step !== null) {
      turn.state = step.state;
      turn.events.push(...step.events);
      turn.sideEffects.push(...step.sideEffects);
    }
  }
  if (kind === 'end' && hasReminders(turn.state)) {
    turn.state = { ...turn.state, reminders: [] };
    turn.events.push({ type: 'subscription.changed' });
    turn.sideEffects.push(subscriptionChanged);
  }
  if (kind === 'end') return say(turn, 'alerts.ended', []);
  if (kind === 'pause') return say(turn, 'alerts.paused', ['command:resume-alerts', 'command:stop-alerts']);
  say(turn, 'alerts.resumed', ['command:pause-alerts', 'command:stop-alerts']);
}

/** Ends all of it: what was asked for here ends with what was written here. */
export function endAlerts(turn: Turn): void {
  const { subscription = null, subscribedAt = null } = turn.state;
  const isSubscriber = subscription !== null || hasReminders(turn.state);
  if (isSubscriber) {
    turn.events.push({ type: 'subscription.ended' });
    turn.sideEffects.push(subscriptionChanged);
  }
  if (subscribedAt !== null) turn.sideEffects.push({ type: 'end-subscription', conversation: subscribedAt });
  turn.state = { ...turn.state, subscription: null, subscribedAt: null, reminders: [] };
}

/** Nothing is told yet: how it can be. */
function offer(turn: Turn): void {
  const definition = turn.input.knowledge.flows.all.find(({ steps }) =>
    steps.some((step) => step.kind === 'do' && step.action.name === 'subscribe'),
  );
  if (definition === undefined) return say(turn, 'alerts.none', []);
  say(turn, 'alerts.none', [`start:${definition.id}`]);
}

function show(turn: Turn): void {
  const { subscription = null, reminders = [] } = turn.state;
  const { translate, knowledge } = turn.input;
  const { alerts = [], neighbourhoods = [] } = knowledge.flows;
  const lines: string[] = [];
  if (subscription !== null) {
    const named = alerts.filter(({ id }) => subscription.alerts.includes(id)).map(({ title }) => title[turn.locale]);
    const where = neighbourhoods.find(({ id }) => id === subscription.neighbourhood)?.name;
    const place = where === undefined ? '' : ` (${where})`;
    lines.push(translate('alerts.yours', turn.locale, { what: `${named.join(', ')}${place}` }));
    lines.push(translate(subscription.pace === 'digest' ? 'alerts.digest' : 'alerts.atOnce', turn.locale, {}));
  }
  if (reminders.length > 0) lines.push(translate('alerts.reminders', turn.locale, { what: String(reminders.length) }));
  if (subscription?.state === 'paused') lines.push(translate('alerts.isPaused', turn.locale, {}));
  const pause = subscription?.state === 'paused' ? 'command:resume-alerts' : 'command:pause-alerts';
  sayText(turn, lines.join('\n\n'), [...(subscription === null ? [] : [pause]), 'command:stop-alerts']);
}
