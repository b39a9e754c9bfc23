import type { Account } from '../../src/core/model/account.ts';
import type { ChannelDeps } from '../adapter.ts';
import type { Api } from './api.ts';
import type { Keep } from './keep.ts';
import type { Settings } from './settings.ts';

/** An open account, as the rest of the folder sees it. */
export interface Self {
  readonly account: () => Account;
  readonly settings: Settings;
  /** The bot's user. */
  readonly bot: string;
  readonly application: string;
}

/** What it takes to listen for an account. */
export interface ReceiveDeps {
  readonly self: Self;
  readonly api: Api;
  readonly keep: Keep;
  readonly channel: ChannelDeps;
  /** Whether this process may still act for the account. */
  readonly held: () => boolean;
}
