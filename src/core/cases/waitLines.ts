import type { Account } from '../model/account.ts';
import type { CaseState } from '../model/case.ts';
import type { Locale } from '../model/locale.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Translate } from '../ports/translate.ts';
import { isWaiting } from './waiting.ts';

/** Where and when somebody is told how long they may wait. */
export interface WaitContext {
  readonly account: Pick<Account, 'id'>;
  readonly knowledge: Pick<Knowledge, 'protocol'>;
  readonly translate: Translate;
  readonly locale: Locale;
  readonly now: number;
}

/** How many cases go before one now; nothing where that is not known. It says what is, and promises nothing. */
export function lineText({ translate, locale }: WaitContext, ahead: number | null): readonly string[] {
  if (ahead === null) return [];
  if (ahead === 0) return [translate('caseNext', locale, {})];
  if (ahead === 1) return [translate('caseAheadOne', locale, {})];
  return [translate('caseAhead', locale, { before: String(ahead) })];
}

/**
 * The hours of the department that has a case: when they begin again where it is closed, and until when they are where
 * somebody waits for a person. They come from the calendar: nobody knows who is at their desk.
 */
export function hoursText(context: WaitContext, caseState: CaseState): readonly string[] {
  const { account, knowledge, translate, locale, now } = context;
  const { protocol } = knowledge;
  const { open, until } = protocol.attention({ id: account.id, department: caseState.department, hours: null }, now);
  if (!open) return [translate('caseOutsideHours', locale, { opening: protocol.opening(until, now, locale) })];
  if (caseState.kind !== 'person' || !isWaiting(caseState)) return [];
  // Beside a deadline of another day, the hours of today alone would seem to say something else.
  const isLater = (caseState.first?.dueAt ?? 0) > until;
  const key = isLater ? 'casePerhapsToday' : 'caseInsideHours';
  return [translate(key, locale, { time: protocol.clock(until, locale) })];
}
