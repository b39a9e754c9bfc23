import { isHeldBack, isInQuietHours } from '../../core/cases/notified/quietHours.ts';
import type { NotificationChoices } from '../../core/journal/notificationChoices.ts';
import type { RecordLog } from '../../core/journal/recordLog.ts';
import type { AgentId, StaffDirectory } from '../../core/model/agent.ts';
import type { HeldMail, HeldMailRecord, SendHeld } from '../../core/model/desk/notificationChoice.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { maxUnreadCodes, type NotificationStore } from '../../core/ports/notifications.ts';
import { outboxTopic, type PubSub } from '../../core/ports/pubsub.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { notificationsAccount } from '../notificationsAccount.ts';
import { stringsIn } from '../strings.ts';
import type { Post } from './emailSender.ts';

/** Most lines of one e-mail; the rest is counted. */
const maxLines = 50;

export interface HeldMailDeps {
  readonly tenant: string;
  readonly choices: Pick<NotificationChoices, 'of'>;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly notifications: Pick<NotificationStore, 'unread'>;
  readonly post: Post;
  readonly timeZone: () => string;
  readonly publicUrl: string;
  /** Language of e-mails to recipients whose language is unknown. */
  readonly locale: Locale;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

/** E-mails that wait until the quiet hours of their recipient are over, and then come as one. */
export interface HeldMails {
  /** Holds one back, once, if its recipient is to be left in peace now. Resolves to whether it did. */
  hold(mail: HeldMail): Promise<boolean>;
  /** Queues what waits for people who have no quiet hours now, whichever processes look. Resolves to how many e-mails. */
  look(): Promise<number>;
  /** Sends what was queued and was not read meanwhile; to who has gone, nothing. @throws as `Post` */
  send(sideEffect: SendHeld): Promise<void>;
}

export function createHeldMails(deps: HeldMailDeps): HeldMails {
  const { tenant, choices, records, directory, notifications, timeZone, clock } = deps;
  const stream = { tenant, account: notificationsAccount, name: 'held mail' };

  async function release(agent: AgentId): Promise<boolean> {
    const appended = await records.append<HeldMailRecord>(stream, '', (known, revision) => {
      const held = known?.held ?? [];
      const theirs = held.filter((each) => each.agent === agent);
      if (theirs.length === 0) return null;
      const id = `held.${revision}`;
      return {
        events: [{ type: 'notification.queued', notification: id, target: `mail:${agent}` }],
        state: { record: 'held-mail', shape: 1, held: held.filter((each) => each.agent !== agent) },
        sideEffects: [
          { type: 'send-held', id, agent, held: theirs.map(({ case: code, reason }) => ({ case: code, reason })) },
        ],
      };
    });
    return appended !== null;
  }

  return {
    async hold(mail) {
      const { agent, notification, reason } = mail;
      if (!isHeldBack(await choices.of(tenant, agent), reason, clock(), timeZone())) return false;
      await records.append<HeldMailRecord>(stream, '', (known) => {
        const held = known?.held ?? [];
        if (held.some((each) => each.agent === agent && each.notification === notification)) return null;
        return {
          events: [{ type: 'notification.held', agent, by: null }],
          state: { record: 'held-mail', shape: 1, held: [...held, mail] },
        };
      });
      return true;
    },

    async look() {
      const known = await records.newest<HeldMailRecord>(stream);
      let queued = 0;
      for (const agent of new Set(known?.state.held.map((each) => each.agent))) {
        const { quietHours } = await choices.of(tenant, agent);
        const isOver = quietHours === null || !isInQuietHours(quietHours, clock(), timeZone());
        if (isOver && (await release(agent))) queued += 1;
      }
      if (queued > 0) deps.pubsub.publish(outboxTopic);
      return queued;
    },

    async send({ id, agent: person, held }) {
      const agent = await directory.find(tenant, person);
      if (!agent?.active) return;
      const { codes } = await notifications.unread(tenant, person);
      const isWhole = codes.length < maxUnreadCodes;
      const news = held.filter(({ case: code }) => !isWhole || codes.includes(code));
      if (news.length > 0) await deps.post({ id, to: agent.email, ...textOf(news, agent.locales[0] ?? deps.locale) });
    },
  };

  function textOf(news: SendHeld['held'], locale: Locale): { readonly subject: string; readonly text: string } {
    const { mail, held } = stringsIn(locale);
    const console = `${deps.publicUrl}/console`;
    const lines = news
      .slice(0, maxLines)
      .map(({ case: code, reason }) =>
        reason === 'content-expires'
          ? `- ${held.services}\n  ${console}/contingut`
          : `- ${interpolate(mail.subject[reason], { code })}\n  ${console}/cas/${encodeURIComponent(code)}`,
      );
    const values = { n: news.length, more: news.length - maxLines, link: `${console}/avisos` };
    const blocks = [
      interpolate(held.intro, values),
      lines.join('\n'),
      ...(news.length > maxLines ? [interpolate(held.more, values)] : []),
      interpolate(held.why, values),
    ];
    return { subject: interpolate(held.subject, values), text: `${blocks.join('\n\n')}\n` };
  }
}
