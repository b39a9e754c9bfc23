import { doWhatIsDue } from '../core/engine/keepLooking.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { createHeldMails, type HeldMailDeps, type HeldMails } from '../notifications/email/heldMails.ts';

/** Milliseconds: quiet hours end at a minute, and nothing else tells that they do. */
const minute = 60_000;
const pauses = { longest: minute, shortest: minute, failed: minute } as const;

/** E-mails that wait for the end of quiet hours. */
export interface BotHeldMails {
  /** Queues those whose time has come, until the end. For one process of all, though two would do no harm. Never rejects. */
  follow(end: AbortSignal): Promise<void>;
}

/** Null where no mail server is configured. */
export function openHeldMails(
  deps: Omit<HeldMailDeps, 'post'> & {
    readonly post: HeldMailDeps['post'] | null;
    readonly timer: Timer;
    readonly log: Log;
  },
): {
  readonly mails: HeldMails | null;
  readonly following: BotHeldMails | null;
  readonly sideEffects: Pick<SideEffectDeps, 'sendHeld'>;
} {
  const { post, clock, timer, log } = deps;
  if (post === null) return { mails: null, following: null, sideEffects: {} };
  const mails = createHeldMails({ ...deps, post });
  const look = async () => {
    await mails.look();
    return null;
  };
  const failure = 'what was held back in quiet hours could not be queued; it will be retried';
  return {
    mails,
    following: { follow: (end) => doWhatIsDue({ look, pauses, failure, clock, timer, end, log }) },
    sideEffects: { sendHeld: mails.send },
  };
}
