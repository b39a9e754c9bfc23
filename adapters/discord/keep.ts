import type { IIdentifyThrottler } from 'discord.js';
import type { Clock } from '../../src/core/ports.ts';
import { createIdentifyThrottle } from './identifyThrottle.ts';
import { createMissed, type Missed } from './missed.ts';
import { createSessions, type Sessions } from './session.ts';

/** What an account keeps while it is closed and opened again in one process. */
export interface Keep {
  readonly sessions: Sessions;
  readonly missed: Missed;
  readonly throttle: IIdentifyThrottler;
}

export function createKeep(clock: Clock): Keep {
  return { sessions: createSessions(), missed: createMissed(), throttle: createIdentifyThrottle(clock) };
}
