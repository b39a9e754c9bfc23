import type { Agent, AgentId } from '../../core/model/agent.ts';
import type { Localised } from '../../core/model/locale.ts';

/** What the service is connected to, without any secret. Null: it is not configured. */
export interface Connections {
  readonly mail: { readonly server: string; readonly from: string } | null;
  /** The gateway of text messages, and the countries whose mobile numbers it sends to, by calling code. */
  readonly sms: {
    readonly server: string;
    readonly sender: string | null;
    readonly countries: readonly string[];
  } | null;
  readonly signIn: { readonly issuer: string; readonly clientId: string } | null;
  /** Who must have a second factor. */
  readonly secondFactor: 'required' | 'privileged' | 'off';
}

/** What came of a test. */
export interface ConnectionAnswer {
  /**
   * Null: it works. Else a code of an error, an HTTP status, a network code as `ECONNREFUSED`, or what is wrong with an
   * identity provider: `unreachable`, `refused`, `not-json`, `other-issuer`, `incomplete`, `no-keys`; or why nothing was
   * tried: `number`: it is no mobile number that messages may go to; `too-many`: enough was sent in this hour.
   */
  readonly code: string | null;
  /** More about it, in English; null: nothing. */
  readonly detail: string | null;
}

/** Connections to other systems, for administrators. Each test is recorded in the journal with its author. */
export interface ConnectionDesk {
  view(): Connections;
  /** Sends an e-mail to the person who asks. */
  testMail(by: Agent): Promise<ConnectionAnswer>;
  /** Sends a text message to a number as somebody typed it, in the language of who asks. */
  testSms(phone: string, by: Agent): Promise<ConnectionAnswer>;
  /** Reads what the identity provider says about itself. */
  testSignIn(by: AgentId): Promise<ConnectionAnswer>;
  /** Sends a signed `ping`. @throws {CodedError} `route.unknown` when there is no such web hook */
  testHook(name: string, by: AgentId): Promise<ConnectionAnswer>;
}

/** What pages need to show the web chat of an account. */
export interface EmbedSites {
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly sites: readonly {
    readonly account: string;
    readonly name: string;
    /** Public. */
    readonly siteKey: string;
    /** Origins of the pages that may show it, besides the service's own. */
    readonly origins: readonly string[];
  }[];
}

/** A department as the content has it, and who is notified of its cases. */
export interface DepartmentView {
  readonly id: string;
  readonly name: Localised;
  /** Address of the head of the area; null: none is known. */
  readonly head: string | null;
  /** Whether it answers for everything that no other one does. */
  readonly isGeneral: boolean;
  /** Ids of people in it who may sign in. */
  readonly members: readonly AgentId[];
  /** By role of the protocol: whom it means here now, where nobody is responsible for the case yet. */
  readonly notified: readonly {
    readonly role: string;
    readonly people: readonly AgentId[];
    /** Whether the head is, at their address. */
    readonly head: boolean;
  }[];
}
