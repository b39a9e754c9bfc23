import type { Agent, AgentId } from '../core/agent.ts';

/** Who is signed in, by one session. */
export interface SignedIn {
  readonly agent: Agent;
  /** Id of the session; it lets nobody in. */
  readonly session: string;
  /** How they signed in: with a password here, or at the city's own identity provider. */
  readonly method: 'password' | 'oidc';
  /** Whether a second factor is set up. */
  readonly secondFactor: boolean;
  /** Whether they must set one up before they may do anything else. */
  readonly mustAddSecondFactor: boolean;
}

/** What came of a request, and the cookies (`Set-Cookie` lines) that its answer must carry. */
export interface Answer<T> {
  readonly result: T;
  readonly cookies: readonly string[];
}

/** What a request says of its sender. */
export interface Caller {
  /** Its `Cookie` header. */
  readonly cookie: string;
  /** What stands for its address, see `addressKey`. */
  readonly address: string;
  readonly userAgent: string;
  /** Whether it was sent by a page by itself, with nobody at the keyboard: it does not keep a session alive. */
  readonly byItself: boolean;
}

/** `locked`: after too many failures nobody is let in for a while, not even with the right words. */
export type Refusal = 'wrong' | 'locked';

/** One place where somebody is signed in. */
export interface SessionSummary {
  readonly id: string;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly seenAt: number;
  readonly isThis: boolean;
}

/** What is needed to set up a second factor. */
export interface NewSecondFactor {
  /** `otpauth://…`, for an app that reads it from a QR code. */
  readonly uri: string;
  /** The same for typing. */
  readonly secret: string;
  /** Each lets in once when the app is lost. */
  readonly backupCodes: readonly string[];
}

/** Passwords, second factors and sessions of staff. */
export interface StaffAuth {
  /** Who sends a request; null: nobody who is signed in. */
  who(caller: Caller): Promise<Answer<SignedIn | null>>;
  signIn(caller: Caller, email: string, password: string): Promise<Answer<'in' | 'second-factor' | Refusal>>;
  /** Second step of a sign-in: six digits of the app, or a backup code. */
  confirm(caller: Caller, code: string): Promise<Answer<'in' | 'expired' | Refusal>>;
  signOut(caller: Caller): Promise<Answer<null>>;
  /** Ends all sessions of whoever asks, this one too. */
  signOutEverywhere(caller: Caller): Promise<Answer<null>>;
  sessions(caller: Caller): Promise<readonly SessionSummary[]>;
  endSession(caller: Caller, session: string): Promise<void>;
  /** Changes the password of whoever asks and ends their other sessions. */
  changePassword(caller: Caller, current: string, next: string): Promise<Answer<'changed' | PasswordFault | Refusal>>;
  /** Begins to set up a second factor; it counts once `proveSecondFactor` has seen a code. */
  beginSecondFactor(caller: Caller, password: string): Promise<Answer<NewSecondFactor | Refusal>>;
  proveSecondFactor(caller: Caller, code: string): Promise<Answer<'set' | Refusal>>;
  /** New backup codes instead of the old ones. */
  renewBackupCodes(caller: Caller, password: string): Promise<Answer<readonly string[] | Refusal>>;
  /** Lets somebody of the directory come in at the identity provider, who has no password yet. */
  enrol(agent: Agent): Promise<void>;
  /** Gives somebody a password who came by a one-time link: older sessions and second factors end. */
  setPassword(agent: Agent, password: string): Promise<void>;
  /** Ends whatever lets somebody in. */
  shut(agent: AgentId): Promise<void>;
  /** Whether people can sign in at the city's identity provider. */
  readonly offersOidc: boolean;
  /** Where to send the browser to sign in there. */
  beginOidc(caller: Caller): Promise<Answer<{ readonly location: string }>>;
  /** They came back from there, with the query that the provider gave. */
  finishOidc(caller: Caller, query: string): Promise<Answer<'in' | 'refused'>>;
}

/** What is wrong with a new password. */
export type PasswordFault = 'too-short' | 'too-long' | 'is-name' | 'common';
