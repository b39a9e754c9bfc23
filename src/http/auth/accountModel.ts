import type { Locale } from '../../core/model/locale.ts';
import type { SessionSummary, SignedIn, Ways } from '../../identity/auth.ts';
import type { SignInFault } from './staffPage.ts';

/** Where the forms of the page lead, with the requested language. */
export interface AccountPaths {
  readonly password: string;
  readonly prove: string;
  readonly factor: string;
  readonly codes: string;
  readonly passkey: string;
  readonly removePasskey: string;
  readonly session: string;
  readonly everywhere: string;
  readonly signOut: string;
  readonly console: string;
}

export type Done = 'password' | 'factor' | 'passkey' | 'passkeyRemoved' | 'session';

export interface AccountView {
  readonly signedIn: SignedIn;
  readonly sessions: readonly SessionSummary[];
  readonly ways: Ways;
  /** Whether browsers accept passkeys at the address of the page. */
  readonly takesPasskeys: boolean;
  readonly locale: Locale;
  /** The town's, a name of the IANA list. */
  readonly timeZone: string;
  readonly paths: AccountPaths;
  /** What was just completed; null: nothing. */
  readonly done: Done | null;
  readonly fault: SignInFault | null;
}
