import { capabilities as discord } from '../../../adapters/discord/capabilities.ts';
import { teamsCapabilities as teams } from '../../../adapters/teams/capabilities.ts';
import { telegramCapabilities as telegram } from '../../../adapters/telegram/capabilities.ts';
import { terminalCapabilities as terminal } from '../../../adapters/terminal/capabilities.ts';
import { webchatCapabilities as web } from '../../../adapters/webchat/capabilities.ts';
import type { WalkedChannel } from './walkFlows.ts';

/** Every channel on which people meet the bot; the page without JavaScript has the web chat's account. */
export const walkedChannels: Readonly<Record<string, WalkedChannel>> = {
  web: { capabilities: web, isForm: false },
  'no JavaScript': { capabilities: web, isForm: true },
  telegram: { capabilities: telegram, isForm: false },
  teams: { capabilities: teams, isForm: false },
  discord: { capabilities: discord, isForm: false },
  terminal: { capabilities: terminal, isForm: false },
};
