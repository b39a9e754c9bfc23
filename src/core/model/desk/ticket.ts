/** A case in a ticket system of the city: ids and decisions only. What was sent and what came back is sealed, or not kept. */
export interface CaseTicket {
  /** The ticket system, as the settings name it. */
  readonly system: string;
  /** `sending`: an attempt began whose result is not known yet; `unsure`: nobody knows whether it arrived. */
  readonly status: 'waiting' | 'sending' | 'sent' | 'unsure' | 'failed';
  /** How often it was wanted there: a later attempt is another one. */
  readonly round: number;
  /** When the status changed, milliseconds since 1970. */
  readonly at: number;
  /** Its number there; null: it has none yet. */
  readonly number: string | null;
  /** What the number is asked for with, where the system gives it later. */
  readonly token: string | null;
  readonly fault: TicketFault | null;
  /** How it stands there; null: nothing was heard yet. */
  readonly there: 'open' | 'closed' | null;
  /** By which what was heard last is known again; null: nothing was. */
  readonly mark: string | null;
  /** When the last attempt began: what its person wrote later is not in it. Absent: none did. */
  readonly begunAt?: number;
  /** What was told of what its person said after it was sent. Absent: nothing yet. */
  readonly later?: LaterToTicket;
}

/** How a ticket system is told what the person said of a case after it was sent: times only. */
export interface LaterToTicket {
  /** `unsure`: nobody knows whether it arrived. */
  readonly status: 'waiting' | 'sending' | 'sent' | 'unsure' | 'failed';
  /** What was said until then surely is there, milliseconds since 1970. */
  readonly sentUntil: number;
  /** What was said until then was in the last attempt. */
  readonly until: number;
  /** When the status changed. */
  readonly at: number;
  readonly fault: TicketFault | null;
}

/** After how long an attempt that began, and of which nothing was heard, is left to a person, milliseconds. */
const stuckMs = 60 * 60_000;

/** Whether what the person said later did not get there, as far as is known, so that somebody may have it sent again. */
export function isLaterOpen({ status, later }: CaseTicket): boolean {
  return status === 'sent' && (later?.status === 'failed' || later?.status === 'unsure');
}

/** Whether a person may decide what became of an attempt: nobody knows, or nothing has been heard of it for long. */
export function isUnknown({ status, at }: CaseTicket, now: number): boolean {
  return status === 'unsure' || (status === 'sending' && now - at >= stuckMs);
}

/**
 * Why a case did not get into a ticket system: `closed` before it was sent; `nothing` is left to send, or it may only be
 * kept; `removed` from the settings; `unreachable` for hours; or the status with which it was refused, as in `http-400`.
 */
export type TicketFault = 'closed' | 'nothing' | 'removed' | 'unreachable' | `http-${number}`;

/** What the service does about a ticket, or hears of it. */
export type TicketStep =
  | { readonly type: 'want'; readonly system: string }
  /** An attempt begins whose repetition might make a second ticket. */
  | { readonly type: 'begin'; readonly round: number }
  /** The attempt did not reach the system. */
  | { readonly type: 'not-sent'; readonly round: number }
  | { readonly type: 'sent'; readonly round: number; readonly number: string | null; readonly token: string | null }
  | { readonly type: 'unsure'; readonly round: number }
  /** `says`: why the system refused it; null: it did not say. */
  | { readonly type: 'fail'; readonly round: number; readonly fault: TicketFault; readonly says: string | null }
  | { readonly type: 'number'; readonly number: string }
  /** What became of sending what was said of it later, until a time. */
  | {
      readonly type: 'later';
      readonly is: LaterToTicket['status'];
      readonly until: number;
      readonly fault: TicketFault | null;
    }
  /** `note`: what it says about it; `closes`: whether the case ends where the ticket does. */
  | {
      readonly type: 'received';
      readonly there: 'open' | 'closed';
      readonly note: string | null;
      readonly mark: string;
      readonly closes: boolean;
    };

/** What became of a ticket. */
export type TicketHappening =
  | 'wanted'
  | 'begun'
  | 'not-sent'
  | 'sent'
  | 'unsure'
  | 'failed'
  | 'numbered'
  | 'noted'
  | 'closed'
  | 'reopened'
  | 'wanted-again'
  | 'settled'
  /** What its person said later is on its way, was told, did not get there, or nobody knows. */
  | 'later-waiting'
  | 'later-sending'
  | 'later-sent'
  | 'later-failed'
  | 'later-unsure'
  | 'later-wanted-again';

/** Something became of a case in a ticket system. `number`: its number there; null: it has none. */
export interface TicketNews {
  readonly what: TicketHappening;
  readonly system: string;
  readonly number: string | null;
}
