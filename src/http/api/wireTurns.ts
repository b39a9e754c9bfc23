import type { CaseEvent } from '../../core/model/event.ts';
import type { SlotType } from '../../core/model/flow.ts';
import type { Localised } from '../../core/model/locale.ts';
import type { NotKept } from '../../core/model/message.ts';
import type { StatementKind } from '../../core/model/rights/personalData.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';

/** What a citizen told of a case in a flow, as one list; without those that were erased. */
export interface CollectedView {
  /** Name of the flow. */
  readonly title: Localised;
  readonly conversation: string;
  /** The turn that changed it last, and when that was. */
  readonly revision: number;
  readonly at: number;
  readonly values: readonly CollectedValue[];
}

export interface CollectedValue {
  readonly title: Localised;
  readonly type: SlotType;
  /** As it was said back to the citizen. */
  readonly text: string;
  /** The name of the option of a choice; null: it is none. */
  readonly option: Localised | null;
  /** Degrees of WGS 84; null: no position was shared. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly files: readonly ShownFile[];
}

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

export interface CaseTurns {
  /** Oldest first. */
  readonly turns: readonly CaseTurn[];
  /** Whether there is something in between that the reader may not see: it belongs to other cases, or to none. */
  readonly hidden: boolean;
  /** Whether there are more: continue after `last`. */
  readonly more: boolean;
  /** Revision of the case's conversation up to which turns were read, shown or not. */
  readonly last: number;
}

/** One commit of the conversation, in any of its channels. */
export interface CaseTurn {
  readonly conversation: string;
  readonly account: string;
  readonly channel: string;
  readonly revision: number;
  readonly at: number;
  /** What the citizen said; null: nothing, or erased. */
  readonly citizen: {
    readonly text: string;
    /** Who a request is from that a program filed, its place and pictures elsewhere, a line each. Absent: none. */
    readonly besides?: readonly string[];
    readonly files: readonly ShownFile[];
    /** What they sent that was not kept. */
    readonly notKept: readonly NotKept[];
  } | null;
  /** What the bot or staff said to the citizen, light Markdown. */
  readonly said: readonly {
    readonly text: string;
    readonly by: 'bot' | 'staff';
    readonly state: 'waiting' | 'sent' | 'failed';
    readonly files: readonly ShownFile[];
  }[];
  /** What the person, or staff for them, stated about what was said; null: nothing. */
  readonly statement: { readonly kind: StatementKind; readonly text: string } | null;
  /** What a ticket system says about the case, or why it refused it. Absent: nothing. */
  readonly ticketNote?: string;
  /** The command of a colleague. */
  readonly command: { readonly by: string; readonly command: StaffCommand } | null;
  readonly erased: boolean;
  /** Whether it cannot be read because its key is lost, which is not an erasure. */
  readonly lost: boolean;
  /** Why the bot acted as it did. */
  readonly reasoning: {
    readonly kind: { readonly kind: string; readonly confidence: number; readonly rule: string | null } | null;
    readonly protocol: {
      readonly rule: string;
      readonly actions: readonly string[];
      readonly cites: readonly string[];
    } | null;
    readonly ranked: readonly { readonly entry: string; readonly title: string; readonly confidence: number }[];
    readonly answered: string | null;
  };
  readonly happened: readonly CaseEvent[];
}

/** What staff noted about a person. */
export interface ContactNote {
  readonly conversation: string;
  /** Of the commit that holds it. */
  readonly revision: number;
  readonly at: number;
  readonly by: string | null;
  readonly text: string;
}
