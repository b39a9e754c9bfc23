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
import { type Answer, callHook } from './callWebhook.ts';
import { signedHeaders } from './signature.ts';
import type { Hook } from './webhook.ts';

/** Deliveries of each web hook that are shown. */
const shown = 20;

/** Calls web hooks, `hook:` and a name. */
export interface HookSender {
  /** Targets that want to know of a reason. */
  targetsOf(reason: Notification['reason']): readonly string[];
  /**
   * Resolves to whether it was called: one that was taken out of the settings since is not.
   * @throws `PlatformUnreachable` or `PlatformRefused`
   */
  send(notification: NotificationToSend): Promise<boolean>;
  /** The web hooks with their newest deliveries, for administrators. */
  view(tenant: string): Promise<readonly HookView[]>;
}

export interface WebhookDeps {
  readonly hooks: readonly Hook[];
  readonly notifications: Pick<NotificationStore, 'noteDelivery' | 'deliveries'>;
  /** Address of the service, without a slash at its end. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Told of every call. */
  readonly observe?: (report: NotificationReport) => void;
}

export function createHookSender({ hooks, notifications, publicUrl, clock, observe }: WebhookDeps): HookSender {
  return {
    targetsOf: (reason) => hooks.filter(({ events }) => events.includes(reason)).map(({ name }) => `hook:${name}`),

    async send({ tenant, id, target, notification }) {
      const hook = hooks.find(({ name }) => target === `hook:${name}`);
      // Taken out of the settings since: nobody wants it any more.
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

    view: (tenant) =>
      Promise.all(
        hooks.map(async ({ name, url, events }) => ({
          ...{ id: name, url, reasons: events },
          deliveries: (await notifications.deliveries(tenant, `hook:${name}`, shown)).map(toView),
        })),
      ),
  };
}

/** What a receiver gets: ids, names of the protocol and times, nothing that a citizen said or is. */
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

function stateOf(answer: Answer): NotificationDelivery['state'] {
  if ('fault' in answer) return 'failed';
  if (answer.status >= 200 && answer.status < 300) return 'sent';
  // Gone, or moved to a place that nobody has looked at.
  return answer.status === 410 || (answer.status >= 300 && answer.status < 400) ? 'refused' : 'failed';
}

function faultOf(answer: Answer): string | null {
  if ('fault' in answer) return answer.fault;
  return stateOf(answer) === 'sent' ? null : String(answer.status);
}

function toView({ notification: id, at, reason, state, attempts, fault }: NotificationDelivery): HookDelivery {
  const status = state === 'sent' ? 200 : Number(fault);
  const shownState = ({ sent: 'sent', failed: 'waiting', refused: 'failed' } as const)[state];
  return { id, at, reason, state: shownState, attempts, status: Number.isInteger(status) ? status : null };
}

function asError(hook: Hook, answer: Answer, state: NotificationDelivery['state']): CodedError {
  const advice = `The web hook ${hook.name} answered ${faultOf(answer)}`;
  return state === 'refused'
    ? new PlatformRefused(`${advice}: mend its address in WEBHOOKS_FILE.`, { retryAt: null })
    : new PlatformUnreachable(`${advice}; it is called again.`);
}
