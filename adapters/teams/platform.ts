import type { Platform } from '../adapter.ts';
import { teamsCapabilities } from './capabilities.ts';
import { createTeamsChannel } from './channel.ts';
import type { Cloud } from './cloud.ts';
import { readSettings } from './settings.ts';

/** Teams and the other channels of the Bot Framework, in a cloud. */
export function createTeamsPlatform(cloud: Cloud): Platform {
  return {
    channel: 'teams',
    capabilities: teamsCapabilities,
    secrets: [{ name: 'clientSecret', optional: true }],
    announces: true,
    readSettings,
    createChannel: (deps) => createTeamsChannel(deps, cloud),
  };
}
