import type { CaseCode } from './case.ts';
import type { Kind } from './kind.ts';
import type { Localised } from './locale.ts';
import type { SlotValues } from './message.ts';
import type { SurveyTerms } from './participation/surveyTerms.ts';

export type { SlotValue, SlotValues } from './message.ts';

import type { Move } from './understanding.ts';

/** What a flow can ask for. Each has its own ways to be said, and its own check. */
export const slotTypes = [
  'text',
  'choice',
  'place',
  'date',
  'time',
  'phone',
  'email',
  'number',
  'photo',
  'case-code',
  'consent',
] as const;

export type SlotType = (typeof slotTypes)[number];

/** One of the answers that a choice allows. */
export interface FlowOption {
  readonly id: string;
  readonly title: Localised;
  /** Other words for it, each the whole answer or a part of it. */
  readonly words: Localised<readonly string[]>;
  /** What the service must be able to do for it: without it, it is not offered. Absent: nothing. */
  readonly needs?: 'mail';
}

/** Something that a flow wants to know. */
export interface FlowSlot {
  readonly id: string;
  readonly type: SlotType;
  /** What it is called when its value is said back. */
  readonly title: Localised;
  /** Whether the flow goes on without it. */
  readonly optional: boolean;
  /** Empty unless it is a choice. */
  readonly options: readonly FlowOption[];
  /** Whether the message that began the flow is its value. */
  readonly opening: boolean;
  /** Why it is needed, for people who would rather not say it. Absent: there is no special text. */
  readonly why?: Localised;
  /** Whether an address counts only once its reader confirmed it by a code. Absent: no. */
  readonly confirm?: true;
}

/** What a flow can have done. */
export type FlowAction =
  /**
   * Opens a case for the matter, or adds to the open one of the same matter. `department`: whose it is, whatever it is
   * about; `fallback`: whose it is where the message does not say.
   */
  | {
      readonly name: 'open-case';
      readonly kind: Kind;
      readonly department: string | null;
      readonly fallback: string | null;
    }
  /** Takes the open case of this conversation as the flow's own. */
  | { readonly name: 'use-case' }
  | { readonly name: 'mark-urgent' }
  | { readonly name: 'withdraw-case' }
  | { readonly name: 'show-cases' }
  /** Shows the case of a code, or says how it can be seen. */
  | { readonly name: 'show-case'; readonly slot: string }
  /** Gives an entry's answer. */
  | { readonly name: 'answer'; readonly entry: string; readonly exception: string | null }
  /** Drops the value of a slot. */
  | { readonly name: 'forget'; readonly slot: string }
  | { readonly name: 'person' }
  /** Has the person told of what they chose, once they agreed. */
  | { readonly name: 'subscribe' }
  /** Reminds the person of a day that they named. */
  | { readonly name: 'remind' };

/** The names of all actions, in the order in which editors see them. */
export const flowActionNames = [
  'open-case',
  'use-case',
  'mark-urgent',
  'withdraw-case',
  'show-cases',
  'show-case',
  'answer',
  'forget',
  'person',
  'subscribe',
  'remind',
] as const satisfies readonly FlowAction['name'][];

/** `next`: the step that follows; null: the flow ends. */
export type FlowStep = { readonly id: string; readonly next: string | null } & (
  | { readonly kind: 'collect'; readonly slot: string; readonly ask: Localised }
  | { readonly kind: 'say'; readonly text: Localised }
  /** Goes on with `then` where the condition holds. */
  | { readonly kind: 'if'; readonly when: string; readonly then: string | null }
  /** Says back what was collected, and goes on when the person agrees. */
  | { readonly kind: 'confirm'; readonly ask: Localised }
  | { readonly kind: 'do'; readonly action: FlowAction }
);

/** What begins a flow, besides a button and its own wordings. */
interface FlowStart {
  readonly kinds: readonly Kind[];
  readonly moves: readonly Move[];
  /** Whether it begins where the person says that a matter is settled, and a case is open. */
  readonly settled: boolean;
  /** Whether it begins where somebody wants what an entry is about that offers it. Absent: no. */
  readonly wished?: true;
  /** Whether it begins where somebody asks to be called, once a case is open. Absent: no. */
  readonly callback?: true;
}

/** What of a request may be public, as a council decides it for all requests of a service. */
export const publishableFields = ['description', 'place'] as const;

type PublishableField = (typeof publishableFields)[number];

/** A flow that other programs may go through in one message, as a service that they list. */
export interface FlowService {
  readonly description: Localised;
  /** What services it stands with; null: it stands alone. */
  readonly group: Localised | null;
  /** The slots that a program may fill, in their order. */
  readonly slots: readonly string[];
  /** What is public of a request before anybody has looked at it. */
  readonly open: readonly PublishableField[];
}

/**
 * A matter that takes several messages, as plain data. Steps only lead forward, so every path ends. Flows that it calls
 * are part of it, so that its version covers them.
 */
export interface FlowDefinition {
  readonly id: string;
  /** Hash of everything in it. */
  readonly version: string;
  /** As a button shows it: "Report something in the street". */
  readonly title: Localised;
  /** As in "you were telling us about …". */
  readonly about: Localised;
  readonly start: FlowStart;
  /** Absent: only people go through it, in a conversation. */
  readonly service?: FlowService;
  /** Whether it is a survey: its answers are counted, and its results published. Absent: it is none. */
  readonly survey?: SurveyTerms;
  readonly slots: readonly FlowSlot[];
  readonly first: string | null;
  readonly steps: readonly FlowStep[];
}

/** What was told in a flow of its case, for the staff who handle it. It is sealed with the commit that changed it. */
export interface Collected {
  readonly case: CaseCode;
  readonly flow: string;
  readonly version: string;
  readonly slots: SlotValues;
  /** The slot with an address that was confirmed by a code. Absent: none. */
  readonly confirmed?: string;
}

/** How far a conversation is in a flow: ids and decisions only. */
export interface FlowProgress {
  readonly flow: string;
  /** The version with which it began, and with which it ends. */
  readonly version: string;
  /** The step that waits for the person. */
  readonly step: string;
  readonly filled: readonly string[];
  /** Slots that were asked for and stay open, and questions that were agreed to. */
  readonly passed: readonly string[];
  /** The filled slot with the address that a code confirmed last. Absent: none. */
  readonly confirmed?: string;
  /** How often the question was put that is open now. */
  readonly asked: number;
  /** When it was put last, milliseconds since 1970. */
  readonly askedAt: number;
  /** How often it was put again after something else was answered. Absent: never. */
  readonly broughtBack?: number;
  /** Whether nobody asked for it by name: who turns to something else has left it. Absent: somebody did. */
  readonly offered?: true;
  /** The case of the matter; null: none yet. */
  readonly case: CaseCode | null;
  /** Id of the conversation that has the case, where the flow came from another channel. Absent: this one. */
  readonly home?: string;
  /**
   * Whether the person is asked whether to go on, which answer to change, or for the code that confirms one; null: the
   * step's own question is open.
   */
  readonly aside: 'resume' | 'change' | 'code' | null;
}

/** What the citizen of a case said of it in another conversation, to which they moved its flow. */
export interface CaseAddition {
  readonly case: CaseCode;
  /** Somebody may get hurt: staff see the case first. */
  readonly isUrgent: boolean;
  /** The citizen says that it is settled. */
  readonly isSettled: boolean;
}

/** A flow that goes on in another conversation. */
export interface LeftFlow {
  readonly flow: string;
  /** When its question was put last: a later one is another. */
  readonly until: number;
}

/** A flow under way that its person takes along to another channel. */
export interface MovedFlow extends OpenFlow {
  readonly progress: FlowProgress;
}

/** A flow under way, with what its turn needs of it. */
export interface OpenFlow {
  readonly definition: FlowDefinition;
  readonly slots: SlotValues;
}

export function slotOf(definition: FlowDefinition, id: string): FlowSlot | undefined {
  return definition.slots.find((slot) => slot.id === id);
}

export function stepOf(definition: FlowDefinition, id: string | null): FlowStep | undefined {
  return id === null ? undefined : definition.steps.find((step) => step.id === id);
}
