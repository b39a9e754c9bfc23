import { type BoardFigures, boardFiguresOf } from '../../core/cases/board/board.ts';
import type { BoardLinks } from '../../core/cases/board/boardLinks.ts';
import { boardPeriod, boardPeriodWith } from '../../core/cases/board/boardPeriod.ts';
import { hasRole } from '../../core/cases/policy.ts';
import type { DeskSettingsLog } from '../../core/journal/deskSettings.ts';
import type { RecordLog } from '../../core/journal/recordLog.ts';
import { type Agent, overseers, type StaffDirectory } from '../../core/model/agent.ts';
import type { SideEffect } from '../../core/model/event.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { NotificationRecord } from '../../core/model/records.ts';
import type { CaseIndex } from '../../core/ports/caseIndex.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { outboxTopic, type PubSub } from '../../core/ports/pubsub.ts';
import { createDates } from '../../core/util/dates.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { notificationsAccount } from '../notificationsAccount.ts';
import { stringsIn } from '../strings.ts';
import type { Post } from './emailSender.ts';

export interface BoardMailDeps {
  readonly tenant: string;
  readonly settings: Pick<DeskSettingsLog, 'read'>;
  readonly records: Pick<RecordLog, 'append'>;
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly cases: Pick<CaseIndex, 'facts'>;
  readonly post: Post;
  readonly links: Pick<BoardLinks, 'endLink'>;
  readonly timeZone: () => string;
  readonly publicUrl: string;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

/** The figures of the board by e-mail: numbers and links, never anything of a person. */
interface BoardMails {
  /** Queues what is due, once for each person and period, whichever processes look. Resolves to how many were queued. */
  look(): Promise<number>;
  /** Sends what was queued, unless it is wanted no more. @throws as `Post` */
  send(sideEffect: Extract<SideEffect, { type: 'send-board' }>): Promise<void>;
}

export function createBoardMails(deps: BoardMailDeps): BoardMails {
  const { tenant, settings, records, directory, cases, post, links, timeZone, publicUrl, pubsub, clock } = deps;

  /** Who may still see the board; null: nobody does any more. */
  async function readerOf(id: string): Promise<Agent | null> {
    const agent = await directory.find(tenant, id);
    return agent?.active && hasRole(agent, overseers) ? agent : null;
  }

  return {
    async look() {
      const now = clock();
      let queued = 0;
      for (const { agent, pace, since } of (await settings.read()).boardMails) {
        const { id: period, dueAt } = boardPeriod(pace, timeZone(), now);
        if (since >= dueAt || (await readerOf(agent)) === null) continue;
        const [notification, target] = [`board.${pace}.${period}`, `mail:${agent}`];
        const stream = { tenant, account: notificationsAccount, name: `notification ${notification} ${target}` };
        const appended = await records.append<NotificationRecord>(stream, '', (known) =>
          known !== null
            ? null
            : {
                events: [{ type: 'notification.queued', notification, target }],
                state: { record: 'notification', shape: 1, notification, target },
                sideEffects: [{ type: 'send-board', agent, pace, period }],
              },
        );
        if (appended !== null) queued += 1;
      }
      if (queued > 0) pubsub.publish(outboxTopic);
      return queued;
    },

    async send({ agent: id, pace, period }) {
      const { boardMails } = await settings.read();
      const agent = await readerOf(id);
      if (agent === null || !boardMails.some((each) => each.agent === id && each.pace === pace)) return;
      const zone = timeZone();
      const { since, until } = boardPeriodWith(pace, zone, period);
      const facts = await cases.facts(tenant, since);
      const locale = agent.locales[0] ?? 'ca';
      const end = links.endLink(id);
      const figures = boardFiguresOf(facts, { now: clock(), since, until, timeZone: zone });
      const { board } = stringsIn(locale);
      const values = { since: createDates(locale, zone).day(since), url: `${publicUrl}/console/tauler`, end };
      await post({
        id: `board.${pace}.${period}.${id.replace(/[^\w-]/g, '.')}`,
        to: agent.email,
        subject: interpolate(board.subject[pace], values),
        text: `${[interpolate(board.intro, values), linesOf(figures, locale), interpolate(board.look, values), interpolate(board.end, values)].join('\n\n')}\n`,
        headers: { 'List-Unsubscribe': `<${end}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      });
    },
  };
}

function linesOf(figures: BoardFigures, locale: Locale): string {
  const { board } = stringsIn(locale);
  const { open, late, today, week, waiting, unanswered, opened, closed, first, resolution, rated, meanRating } =
    figures;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const lines: readonly (readonly [string, number | null])[] = [
    [board.open, open],
    [board.waiting, waiting],
    [board.unanswered, unanswered],
    [board.late, late],
    [board.today, today],
    [board.week, week],
    [board.opened, opened],
    [board.closed, closed],
    [board.firstKept, first.kept],
    [board.firstMissed, first.missed],
    [board.resolutionKept, resolution.kept],
    [board.resolutionMissed, resolution.missed],
    [board.rated, rated],
    [board.meanRating, meanRating],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [`- ${name}: ${number.format(value)}`])).join('\n');
}
