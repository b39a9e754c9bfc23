import type { Agent, AgentId } from '../core/model/agent.ts';

/** Who is signed in, by one session. */
export interface SignedIn {
  readonly agent: Agent;
  /** Id of the session; it lets nobody in. */
  readonly session: string;
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
  /** Address under which it reached us, as far as that may be believed: `https://host:port`. */
  readonly origin: string;
  /** Whether it was sent by a page by itself, with nobody at the keyboard: it does not keep a session alive. */
  readonly byItself: boolean;
}

/** After too many failures nobody is let in for a while, not even with the right words. `retryAfter`: whole seconds. */
export interface Locked {
  readonly retryAfter: number;
}

export type Refusal = 'wrong' | Locked;

/** Whether a result is that somebody is turned away for a while. */
export function isLocked(result: unknown): result is Locked {
  return typeof result === 'object' && result !== null && 'retryAfter' in result;
}

/** One place where somebody is signed in. */
export interface SessionSummary {
  readonly id: string;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly seenAt: number;
  readonly isThis: boolean;
}

/** What is needed to set up codes as a second factor. */
export interface NewSecondFactor {
  /** `otpauth://…`, for an app that reads it from a QR code. */
  readonly uri: string;
  /** The same for typing. */
  readonly secret: string;
  /** Each lets in once when the app is lost. */
  readonly backupCodes: readonly string[];
}

/** A passkey of somebody (WebAuthn). */
export interface Passkey {
  readonly id: string;
  /** Of the browser that made it. */
  readonly userAgent: string;
  readonly createdAt: number;
  /** Null: never yet. */
  readonly usedAt: number | null;
}

/** By what somebody can prove who they are. */
export interface Ways {
  readonly hasPassword: boolean;
  /** Whether codes of an app are set up. */
  readonly hasCodes: boolean;
  readonly passkeys: readonly Passkey[];
  /** Whether they proved moments ago who they are: only then may they change what lets them in. */
  readonly isFresh: boolean;
}

/** What a browser is asked when it makes or uses a passkey: the options of WebAuthn in JSON. */
export type PasskeyQuestion = Readonly<Record<string, unknown>>;

/** A sign-in that was refused. */
export interface RefusedSignIn {
  readonly at: number;
  /** Who is listed with the name that was given; null: nobody. */
  readonly agent: Agent | null;
  /** A part of the address that many share: `10.1.2.0/24`. */
  readonly network: string;
  readonly reason: 'password' | 'code' | 'passkey' | 'provider' | 'locked';
}

/** Passwords, second factors and sessions of staff. */
export interface StaffAuth {
  /** Who sends a request; null: nobody who is signed in. */
  who(caller: Caller): Promise<Answer<SignedIn | null>>;
  signIn(caller: Caller, email: string, password: string): Promise<Answer<'in' | 'second-factor' | Refusal>>;
  /** What a sign-in that is half done can go on with; null: none is. */
  secondStep(caller: Caller): Promise<{ readonly codes: boolean; readonly passkeys: boolean } | null>;
  /** Second step of a sign-in: six digits of the app, or a backup code. */
  confirm(caller: Caller, code: string): Promise<Answer<'in' | 'expired' | Refusal>>;
  /** Asks for a passkey: of whoever has done the first step, or else of anybody. */
  askPasskey(caller: Caller): Promise<PasskeyQuestion>;
  /** Signs in with a passkey, alone or as the second step. `answer`: what the browser said, in JSON. */
  signInWithPasskey(caller: Caller, answer: string): Promise<Answer<'in' | Refusal>>;
  signOut(caller: Caller): Promise<Answer<null>>;
  /** Ends all sessions of whoever asks, this one too. */
  signOutEverywhere(caller: Caller): Promise<Answer<null>>;
  sessions(caller: Caller): Promise<readonly SessionSummary[]>;
  endSession(caller: Caller, session: string): Promise<void>;
  ways(caller: Caller): Promise<Ways>;
  /** Proves once more by the password who somebody is, for some minutes. `stale`: they have none, and sign in again. */
  prove(caller: Caller, password: string): Promise<'proven' | 'stale' | Refusal>;
  /** Changes the password of whoever asks and ends their other sessions. */
  changePassword(caller: Caller, current: string, next: string): Promise<Answer<'changed' | PasswordFault | Refusal>>;
  /**
   * Begins to set up codes, or to renew them; they count once `proveSecondFactor` has seen one, and until then the old
   * ones do. `stale`, here and below: they did not prove moments ago who they are.
   */
  beginSecondFactor(caller: Caller): Promise<NewSecondFactor | 'stale'>;
  /** The other sessions end when it is set. */
  proveSecondFactor(caller: Caller, code: string): Promise<'set' | 'expired' | Refusal>;
  /** New backup codes instead of the old ones. */
  renewBackupCodes(caller: Caller): Promise<readonly string[] | 'stale'>;
  /** Asks the browser to make a passkey. */
  beginPasskey(caller: Caller): Promise<PasskeyQuestion | 'stale'>;
  /** Keeps the passkey that the browser has made; the other sessions end. */
  addPasskey(caller: Caller, answer: string): Promise<'set' | 'expired'>;
  /** `last`: it is the only second factor of somebody who must have one. */
  removePasskey(caller: Caller, id: string): Promise<'removed' | 'last' | 'stale'>;
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
  finishOidc(caller: Caller, query: string): Promise<Answer<'in' | 'second-factor' | 'refused'>>;
  /** Sign-ins that were refused, the newest first. */
  refused(): Promise<readonly RefusedSignIn[]>;
}

/** What is wrong with a new password. */
export type PasswordFault = 'too-short' | 'too-long' | 'is-name' | 'common';
