import type { Agent, AgentId } from '../core/model/agent.ts';

/** A signed-in person, in one session. */
export interface SignedIn {
  readonly agent: Agent;
  /** Id of the session, which is no secret. */
  readonly session: string;
  /** Whether a second factor is set up. */
  readonly secondFactor: boolean;
  /** Whether they must set one up before doing anything else. */
  readonly mustAddSecondFactor: boolean;
}

/** The result of a request, and the cookies (`Set-Cookie` lines) that the response must carry. */
export interface AuthAnswer<T> {
  readonly result: T;
  readonly cookies: readonly string[];
}

/** What a request says about its sender. */
export interface Caller {
  /** Its `Cookie` header. */
  readonly cookie: string;
  /** The key of its address, see `addressKey`. */
  readonly address: string;
  readonly userAgent: string;
  /** Address under which the request reached the server, as far as it can be trusted: `https://host:port`. */
  readonly origin: string;
  /** Whether a page sent it automatically, without user activity: it does not keep a session alive. */
  readonly isAutomatic: boolean;
}

/**
 * Sign-in is locked for a while after too many failures, even with the right credentials. `retryAfter`: whole seconds.
 */
export interface Locked {
  readonly retryAfter: number;
}

export type SignInRefusal = 'wrong' | Locked;

/** Whether a result means that sign-in is locked. */
export function isLocked(result: unknown): result is Locked {
  return typeof result === 'object' && result !== null && 'retryAfter' in result;
}

/** One of a person's sessions. */
export interface SessionSummary {
  readonly id: string;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly seenAt: number;
  readonly isThis: boolean;
}

/** What a person needs to set up codes as a second factor. */
export interface NewSecondFactor {
  /** `otpauth://…`, for an app that reads it from a QR code. */
  readonly uri: string;
  /** The same secret, for typing. */
  readonly secret: string;
  /** Each is valid once, in case the app is lost. */
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

/** The second factors of a person, and whether they proved their identity recently. */
export interface Ways {
  readonly hasPassword: boolean;
  /** Whether codes from an app are set up. */
  readonly hasCodes: boolean;
  readonly passkeys: readonly Passkey[];
  /** Whether they proved their identity moments ago, which is required for changing credentials. */
  readonly isFresh: boolean;
}

/** What a browser is asked for when it creates or uses a passkey: the options of WebAuthn in JSON. */
export type PasskeyQuestion = Readonly<Record<string, unknown>>;

/** A sign-in that was refused. */
export interface RefusedSignIn {
  readonly at: number;
  /** The person with the given name; null: there is none. */
  readonly agent: Agent | null;
  /** A network shared by many addresses: `10.1.2.0/24`. */
  readonly network: string;
  readonly reason: 'password' | 'code' | 'passkey' | 'provider' | 'locked';
}

/** Passwords, second factors and sessions of staff. */
export interface StaffAuth {
  /** Who sent a request; null: nobody who is signed in. */
  who(caller: Caller): Promise<AuthAnswer<SignedIn | null>>;
  signIn(caller: Caller, email: string, password: string): Promise<AuthAnswer<'in' | 'second-factor' | SignInRefusal>>;
  /** The possible second steps of a sign-in in progress; null: there is none. */
  secondStep(caller: Caller): Promise<{ readonly codes: boolean; readonly passkeys: boolean } | null>;
  /** Second step of a sign-in: a six-digit code from the app, or a backup code. */
  confirm(caller: Caller, code: string): Promise<AuthAnswer<'in' | 'expired' | SignInRefusal>>;
  /** Asks for a passkey: of the person who has completed the first step, or else of anybody. */
  askPasskey(caller: Caller): Promise<PasskeyQuestion>;
  /** Signs in with a passkey, alone or as the second step. `answer`: the browser's response, in JSON. */
  signInWithPasskey(caller: Caller, answer: string): Promise<AuthAnswer<'in' | SignInRefusal>>;
  signOut(caller: Caller): Promise<AuthAnswer<null>>;
  /** Ends all sessions of the sender, including this one. */
  signOutEverywhere(caller: Caller): Promise<AuthAnswer<null>>;
  sessions(caller: Caller): Promise<readonly SessionSummary[]>;
  endSession(caller: Caller, session: string): Promise<void>;
  ways(caller: Caller): Promise<Ways>;
  /**
   * Proves a person's identity again by password, for some minutes. `stale`: they have no password and must sign in
   * again.
   */
  prove(caller: Caller, password: string): Promise<'proven' | 'stale' | SignInRefusal>;
  /** Changes the sender's password and ends their other sessions. */
  changePassword(
    caller: Caller,
    current: string,
    next: string,
  ): Promise<AuthAnswer<'changed' | PasswordFault | SignInRefusal>>;
  /**
   * Starts setting up or renewing codes. The new ones apply once `proveSecondFactor` has accepted one; until then the
   * old ones do. `stale`, here and below: the person has not proved their identity recently.
   */
  beginSecondFactor(caller: Caller): Promise<NewSecondFactor | 'stale'>;
  /** Setting it ends the person's other sessions. */
  proveSecondFactor(caller: Caller, code: string): Promise<'set' | 'expired' | SignInRefusal>;
  /** Replaces the backup codes. */
  renewBackupCodes(caller: Caller): Promise<readonly string[] | 'stale'>;
  /** Asks the browser to create a passkey. */
  beginPasskey(caller: Caller): Promise<PasskeyQuestion | 'stale'>;
  /** Stores the passkey that the browser has created; the person's other sessions end. */
  addPasskey(caller: Caller, answer: string): Promise<'set' | 'expired'>;
  /** `last`: it is the only second factor of a person who must have one. */
  removePasskey(caller: Caller, id: string): Promise<'removed' | 'last' | 'stale'>;
  /** Allows a person of the directory who has no password yet to sign in at the identity provider. */
  enrol(agent: Agent): Promise<void>;
  /** Sets the password of a person who came by a one-time link: older sessions and second factors end. */
  setPassword(agent: Agent, password: string): Promise<void>;
  /** Removes codes and passkeys of a person, and ends their sessions. */
  dropSecondFactors(agent: AgentId): Promise<void>;
  /** Removes all credentials and sessions of a person. */
  shut(agent: AgentId): Promise<void>;
  /** Whether people can sign in at the city's identity provider. */
  readonly offersOidc: boolean;
  /** Where to send the browser to sign in there. */
  beginOidc(caller: Caller): Promise<AuthAnswer<{ readonly location: string }>>;
  /** Handles the return from the provider, with its query. */
  finishOidc(caller: Caller, query: string): Promise<AuthAnswer<'in' | 'second-factor' | 'refused'>>;
  /** Refused sign-ins, newest first. */
  refused(): Promise<readonly RefusedSignIn[]>;
}

/** What is wrong with a new password. */
export type PasswordFault = 'too-short' | 'too-long' | 'is-name' | 'common';
