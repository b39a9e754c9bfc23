import type { AgentId } from '../agent.ts';
import type { CaseCloseReason, CasePriority } from '../case.ts';
import type { Kind } from '../kind.ts';
import type { Locale } from '../locale.ts';
import type { Absence } from './absence.ts';
import type { ApiKeyEvent } from './apiKey.ts';
import type { BoardMail, BoardPace } from './boardMail.ts';
import type { Capacity } from './capacity.ts';
import type { ContentRemindedEvent } from './notification.ts';
import type { HeldMailEvent, SendHeld } from './notificationChoice.ts';

/** A word that staff put on cases. */
export interface CaseLabel {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`; its text is black or white, whichever is easier to read on it. */
  readonly colour: string;
}

/** One command of a macro. `canned`: a reply with the text of a canned reply, in the citizen's language. */
export type MacroStep =
  | { readonly kind: 'label'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'set-priority'; readonly priority: CasePriority }
  | { readonly kind: 'canned'; readonly reply: string }
  /** `me`: the person who runs it. */
  | { readonly kind: 'assign'; readonly to: { readonly agent: AgentId } | { readonly department: string } | 'me' }
  | { readonly kind: 'close'; readonly reason: CaseCloseReason };

/** The kinds of steps in the order in which they run: what may fail in silence first, what ends the case last. */
export const macroStepKinds = ['label', 'set-priority', 'canned', 'assign', 'close'] as const;

/** A named list of commands that run one after the other. */
export interface Macro {
  readonly id: string;
  readonly name: string;
  /** At most one of each kind, in the order of `macroStepKinds`. */
  readonly steps: readonly MacroStep[];
}

/** What is done with cases that nobody has yet. All conditions that are not null must hold. */
export interface ShareRule {
  readonly id: string;
  readonly name: string;
  readonly when: {
    readonly kind: Kind | null;
    readonly department: string | null;
    readonly locale: Locale | null;
    readonly account: string | null;
    /** Words that are all in what was said, however they are written. */
    readonly words: string | null;
  };
  readonly does: {
    readonly department: string | null;
    readonly agent: AgentId | null;
    readonly labels: readonly string[];
    readonly priority: CasePriority | null;
  };
}

/** A council's labels, macros and rules, made by supervisors, and its absences. */
export interface DeskSettings {
  /** One a person at most; those that have ended are left out with the next change. */
  readonly absences: readonly Absence[];
  /** Who gets the figures of the board by e-mail: one line a person at most. */
  readonly boardMails: readonly BoardMail[];
  /** One a person at most; who has none has the usual one. */
  readonly capacities: readonly Capacity[];
  /** The first that fits a case counts. */
  readonly rules: readonly ShareRule[];
  readonly labels: readonly CaseLabel[];
  readonly macros: readonly Macro[];
}

/** Their state in the journal. */
export interface DeskSettingsRecord extends Omit<DeskSettings, 'rules' | 'absences' | 'boardMails' | 'capacities'> {
  /** Left out in records of versions that had none. */
  readonly rules?: readonly ShareRule[];
  readonly absences?: readonly Absence[];
  readonly boardMails?: readonly BoardMail[];
  readonly capacities?: readonly Capacity[];
  readonly record: 'desk-settings';
  readonly shape: 1;
}

/**
 * A label, a macro, a rule, an absence, a figure mail or a capacity was made, changed or removed; the last three have the id of
 * their person.
 */
export interface DeskSettingsEvent {
  readonly type: 'desk.changed';
  readonly by: AgentId;
  readonly what: 'label' | 'macro' | 'rule' | 'absence' | 'board-mail' | 'capacity';
  readonly id: string;
  readonly removed: boolean;
}

/** What happened to what staff set up for the work at the counter, and for other programs. */
export type DeskEvent = DeskSettingsEvent | ApiKeyEvent | ContentRemindedEvent | HeldMailEvent;

/** What staff get by e-mail at its own time. */
export type DeskSideEffect =
  /** The figures of the board go to somebody by e-mail, once for each period. */
  | { readonly type: 'send-board'; readonly agent: AgentId; readonly pace: BoardPace; readonly period: string }
  | SendHeld;
