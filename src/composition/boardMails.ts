import { createHmac } from 'node:crypto';
import { type BoardLinks, createBoardLinks } from '../core/cases/board/boardLinks.ts';
import { doWhatIsDue } from '../core/engine/keepLooking.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import { createDeskSettings } from '../core/journal/deskSettings.ts';
import type { AgentId } from '../core/model/agent.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { type BoardMailDeps, createBoardMails } from '../notifications/email/boardMail.ts';

/** Milliseconds: nothing else tells that something is due. */
const tenMinutes = 10 * 60_000;
const pauses = { longest: tenMinutes, shortest: tenMinutes, failed: tenMinutes } as const;

/** The figures of the board by e-mail. */
export interface BotBoardMails {
  readonly links: BoardLinks;
  /** Sends somebody the figures no more, as they asked by the link of an e-mail. */
  end(agent: AgentId): Promise<unknown>;
  /** Queues what is due, until the end. For one process of all, though two would do no harm. Never rejects. */
  follow(end: AbortSignal): Promise<void>;
}

/** Null where no mail server is configured. */
export function openBoardMails(
  deps: Omit<BoardMailDeps, 'settings' | 'links' | 'post' | 'records'> & {
    readonly records: Parameters<typeof createDeskSettings>[0]['records'];
    readonly post: BoardMailDeps['post'] | null;
    readonly secret: Uint8Array;
    readonly timer: Timer;
    readonly log: Log;
  },
): { readonly boardMails: BotBoardMails | null; readonly sideEffects: Pick<SideEffectDeps, 'sendBoard'> } {
  const { tenant, records, post, secret, publicUrl, timer, log } = deps;
  if (post === null) return { boardMails: null, sideEffects: {} };
  const settings = createDeskSettings({ tenant, records });
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest();
  const links = createBoardLinks({ mac, url: publicUrl });
  const mails = createBoardMails({ ...deps, settings, links, post });
  const look = async () => {
    await mails.look();
    return null;
  };
  const failure = 'the figures of the board could not be queued; it will be retried';
  return {
    sideEffects: { sendBoard: mails.send },
    boardMails: {
      links,
      end: (agent) => settings.endBoardMail(agent, agent),
      follow: (end) => doWhatIsDue({ look, pauses, failure, clock: deps.clock, timer, end, log }),
    },
  };
}
