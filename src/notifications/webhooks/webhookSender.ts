import { type CodedError, PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import type { Notification } from '../../core/model/event.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type {
  HookDelivery,
  HookView,
  NotificationDelivery,
  NotificationReport,
  NotificationStore,
} from '../../core/ports/notifications.ts';
import type { NotificationToSend } from '../email/emailSender.ts';
import { callHook, type WebhookAnswer } from './callWebhook.ts';
import { signedHeaders } from './signature.ts';
import type { Hook } from './webhook.ts';

/** Number of deliveries shown for each web hook. */
const deliveriesShown = 20;

/** Calls web hooks: `hook:` and a name. */
export interface HookSender {
  /** Targets that subscribe to a reason. */
  targetsOf(reason: Notification['reason']): readonly string[];
  /**
   * Resolves to whether it was called: one that has been removed from the settings since is not.
   * @throws `PlatformUnreachable` or `PlatformRefused`
   */
  send(notification: NotificationToSend): Promise<boolean>;
  /** Calls one with a signed `ping`, once. Null: there is none of this name. */
  ping(name: string, id: string): Promise<WebhookAnswer | null>;
  /** The web hooks with their newest deliveries, for administrators. */
  view(tenant: string): Promise<readonly HookView[]>;
}

interface WebhookDeps {
  readonly hooks: readonly Hook[];
  readonly notifications: Pick<NotificationStore, 'noteDelivery' | 'deliveries'>;
  /** Public address of the service, without a trailing slash. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Called for every call. */
  readonly observe?: (report: NotificationReport) => void;
}

export function createHookSender({ hooks, notifications, publicUrl, clock, observe }: WebhookDeps): HookSender {
  return {
    targetsOf: (reason) => hooks.filter(({ events }) => events.includes(reason)).map(({ name }) => `hook:${name}`),

    async send({ tenant, id, target, notification }) {
      const hook = hooks.find(({ name }) => target === `hook:${name}`);
      // Removed from the settings since.
      if (hook === undefined) return false;
      const at = clock();
      const body = bodyOf(notification, at, publicUrl);
      const headers = signedHeaders(hook.secret, { id: `${id}.${hook.name}`, at, body });
      const answer = await callHook(hook.url, headers, body);
      const { case: code, reason } = notification;
      const state = stateOf(answer);
      observe?.({ channel: 'webhook', hook: hook.name, outcome: state });
      await notifications.noteDelivery({
        tenant,
        target,
        notification: id,
        code,
        reason,
        at,
        state,
        fault: faultOf(answer),
      });
      if (state !== 'sent') throw asError(hook, answer, state);
      return true;
    },

    async ping(name, id) {
      const hook = hooks.find((each) => each.name === name);
      if (hook === undefined) return null;
      const at = clock();
      const body = JSON.stringify({ type: 'ping', timestamp: new Date(at).toISOString(), data: {} });
      const answer = await callHook(hook.url, signedHeaders(hook.secret, { id, at, body }), body);
      observe?.({ channel: 'webhook', hook: hook.name, outcome: stateOf(answer) });
      return answer;
    },

    view: (tenant) =>
      Promise.all(
        hooks.map(async ({ name, url, events }) => ({
          id: name,
          url,
          reasons: events,
          deliveries: (await notifications.deliveries(tenant, `hook:${name}`, deliveriesShown)).map(toView),
        })),
      ),
  };
}

/** The payload: ids, names of the protocol and times. Nothing about the citizen or what they wrote. */
function bodyOf(
  { case: code, reason, department, agents, roles, dueAt }: Notification,
  at: number,
  publicUrl: string,
): string {
  const due = dueAt === null ? null : new Date(dueAt).toISOString();
  const url = `${publicUrl}/console/cas/${encodeURIComponent(code)}`;
  return JSON.stringify({
    type: `case.${reason}`,
    timestamp: new Date(at).toISOString(),
    data: { case: code, department, agents, roles, dueAt: due, url },
  });
}

function stateOf(answer: WebhookAnswer): NotificationDelivery['state'] {
  if ('fault' in answer) return 'failed';
  if (answer.status >= 200 && answer.status < 300) return 'sent';
  // Gone, or redirected to an address that nobody has approved.
  return answer.status === 410 || (answer.status >= 300 && answer.status < 400) ? 'refused' : 'failed';
}

function faultOf(answer: WebhookAnswer): string | null {
  if ('fault' in answer) return answer.fault;
  return stateOf(answer) === 'sent' ? null : String(answer.status);
}

function toView({ notification: id, at, reason, state, attempts, fault }: NotificationDelivery): HookDelivery {
  const status = state === 'sent' ? 200 : Number(fault);
  const shownState = ({ sent: 'sent', failed: 'waiting', refused: 'failed' } as const)[state];
  return { id, at, reason, state: shownState, attempts, status: Number.isInteger(status) ? status : null };
}

function asError(hook: Hook, answer: WebhookAnswer, state: NotificationDelivery['state']): CodedError {
  const advice = `The web hook ${hook.name} answered ${faultOf(answer)}`;
  return state === 'refused'
    ? new PlatformRefused(`${advice}: fix its address in WEBHOOKS_FILE.`, { retryAt: null })
    : new PlatformUnreachable(`${advice}; the call will be retried.`);
}
