import type { Agent } from '../core/model/agent.ts';

/** Somebody who is listed, with what an administrator wants to know of them. */
export interface StaffMember extends Agent {
  /** When they last signed in, milliseconds since 1970; null: never, as far as was recorded. */
  readonly signedInAt: number | null;
  /** The invitation that they have not used; null: there is none. */
  readonly invitation: { readonly expiresAt: number } | null;
}

/** A one-time link that was made for somebody. */
export interface SentLink {
  /** Whether it was e-mailed to them. */
  readonly mailed: boolean;
  /** Address to pass on to them; null: it was e-mailed, and nobody else needs it. */
  readonly link: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}
