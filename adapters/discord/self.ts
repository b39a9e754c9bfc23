import type { Account } from '../../src/core/model/account.ts';
import type { ChannelDeps } from '../adapter.ts';
import type { Api } from './api.ts';
import type { ResumeState } from './resumeState.ts';
import type { Settings } from './settings.ts';

/** An open account, as the rest of the folder uses it. */
export interface DiscordAccount {
  readonly account: () => Account;
  readonly settings: Settings;
  /** User id of the bot. */
  readonly bot: string;
  readonly application: string;
}

/** Dependencies for receiving an account's events. */
export interface ReceiveDeps {
  readonly self: DiscordAccount;
  readonly api: Api;
  readonly resumeState: ResumeState;
  readonly channel: ChannelDeps;
  /** Whether this process still holds the account's lease. */
  readonly held: () => boolean;
}
