import type { Waiting } from '../../../core/cases/waiting.ts';
import type { CompiledProtocol } from '../../../core/model/protocol.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import type { ActFault, SentAct } from './act.ts';
import type { Progress } from './caseProgress.ts';
import type { CaseMessage } from './conversation.ts';
import type { Typed } from './form.ts';

/** All that the page of a case is drawn from. */
export interface CasePageView {
  readonly language: PageLanguage;
  readonly progress: Progress;
  /** How long it may have to wait; null unless it is unassigned. */
  readonly wait: Waiting | null;
  /** Whether people attend `now`, and until when they do or do not; null: the case needs nobody. */
  readonly attention: { readonly open: boolean; readonly until: number; readonly now: number } | null;
  readonly protocol: CompiledProtocol;
  /** What opened the page, so that it can be reloaded. */
  readonly typed: Typed;
  /** Whether there is a public log, so that its citizen can have the proof. */
  readonly offersProof: boolean;
  /** What was said in it; null where others read along. */
  readonly talk: Talk | null;
}

/** The conversation of a case on its page, and what its citizen just did there. */
export interface Talk {
  readonly messages: readonly CaseMessage[];
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: string;
  readonly mb: number;
  /** Whether people can be told of answers by e-mail. */
  readonly mails: boolean;
  /** Whether they can be by text message. */
  readonly texts: boolean;
  /** By what browsers know us; null: nobody is told on a device. */
  readonly pushKey: string | null;
  readonly done: SentAct['act'];
  readonly fault: ActFault | 'step' | 'code' | 'codeGone' | 'codes' | null;
  /** What they had written, when the form is shown again. */
  readonly text: string;
}
