import type { RecordLog } from '../core/journal/recordLog.ts';
import type { StaffDirectory } from '../core/model/agent.ts';
import { type Commit, isRecord } from '../core/model/commit.ts';
import type { Notice } from '../core/model/event.ts';
import type { NoticeRecord } from '../core/model/records.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Notices, Notifier, ToldNotice } from '../core/ports/notifications.ts';
import { noticesTopic, outboxTopic, type PubSub } from '../core/ports/pubsub.ts';
import type { MailSender } from './email/emailSender.ts';
import { whoIsTold } from './recipients.ts';
import type { HookSender } from './webhooks/webhookSender.ts';

/** The account that records of notices name: none of people's can be called so. */
const noticesAccount = '(notices)';

/** What is worth a letter; the rest is seen in the console, by web hooks and in a place of staff's own. */
const mailed: readonly Notice['reason'][] = ['alert', 'assigned', 'mentioned', 'deadline', 'breached', 'glass-broken'];

export interface NotifierDeps {
  readonly directory: Pick<StaffDirectory, 'list'>;
  readonly notices: Pick<Notices, 'put'>;
  readonly records: Pick<RecordLog, 'append'>;
  /** Departments whose head of the area has an address, by their ids. */
  readonly hasHead: (department: string) => boolean;
  /** Null where no mail server is set. */
  readonly mail: MailSender | null;
  readonly hooks: HookSender;
  readonly pubsub: PubSub;
  readonly clock: Clock;
}

/**
 * Makes what tells staff. Each e-mail and each call of a web hook is a record of its own with one task in the outbox: it
 * is put there once, whatever is repeated, and tried by itself until it has gone out.
 */
export function createNotifier(deps: NotifierDeps): Notifier {
  const { directory, notices, records, hasHead, mail, hooks, pubsub, clock } = deps;

  async function queue(tenant: string, id: string, target: string, notice: Notice): Promise<void> {
    const place = { tenant, account: noticesAccount, name: `notice ${id} ${target}` };
    await records.append<NoticeRecord>(place, '', (known) =>
      known !== null
        ? null
        : {
            events: [{ type: 'notice.queued', notice: id, target }],
            state: { record: 'notice', shape: 1, notice: id, target },
            sideEffects: [{ type: 'send-notice', id, target, notice }],
          },
    );
  }

  async function tell(notice: ToldNotice): Promise<void> {
    await notices.put(notice);
    pubsub.publish(noticesTopic(notice.person));
  }

  return {
    async carryOutNotice(notice, { tenant, revision, state }) {
      const id = idOf(notice, revision);
      const staff = await directory.list(tenant);
      const { department } = notice;
      const { people, head } = whoIsTold(notice, {
        staff,
        assignee: assigneeOf(notice, state),
        hasHead: hasHead(department),
      });
      const { case: code, reason, dueAt } = notice;
      const at = clock();
      for (const { id: person } of people) await tell({ tenant, person, id, at, code, reason, department, dueAt });
      const letters = mail !== null && mailed.includes(reason);
      const targets = [
        ...(letters ? people.map((person) => `mail:${person.id}`) : []),
        ...(letters && head ? [`head:${department}`] : []),
        ...hooks.targetsOf(reason),
      ];
      for (const target of targets) await queue(tenant, id, target, notice);
      if (targets.length > 0) pubsub.publish(outboxTopic);
    },

    async sendNotice({ id, target, notice }, { tenant }) {
      if (target.startsWith('hook:')) return hooks.send({ tenant, id, target, notice });
      // Turned off since: there is nobody who would send it.
      return (await mail?.send({ tenant, id, target, notice })) ?? false;
    },
  };
}

/** Names a notice: the same each time its commit asks for it. */
function idOf({ case: code, reason }: Notice, revision: number): string {
  return `${code}.${revision}.${reason}`;
}

function assigneeOf({ case: code }: Notice, state: Commit['state']): string | null {
  if (isRecord(state)) return null;
  return state.cases.find((each) => each.code === code)?.assignee ?? null;
}
