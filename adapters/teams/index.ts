import type { Platform } from '../adapter.ts';
import { publicCloud } from './cloud.ts';
import { createTeamsPlatform } from './platform.ts';

/** Microsoft Teams, and what else speaks the Bot Framework's protocol. */
export const platform: Platform = createTeamsPlatform(publicCloud);
