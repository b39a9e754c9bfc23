import type { Platform } from '../adapter.ts';
import { publicCloud } from './cloud.ts';
import { createTeamsPlatform } from './platform.ts';

/** Microsoft Teams, and the other channels of the Bot Framework. */
export const platform: Platform = createTeamsPlatform(publicCloud);
