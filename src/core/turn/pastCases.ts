import type { CaseCode, CaseState } from '../model/case.ts';
import { type ContactWay, updatesBy, waysOf } from '../model/contact/contact.ts';
import type { Kind } from '../model/kind.ts';
import type { Turn } from './turnDraft.ts';

/** Milliseconds after closing during which the citizen may reopen a case. */
const reopenWindowMs = 14 * 24 * 60 * 60_000;

/** Whether the citizen may reopen a case. */
export function mayReopen(turn: Turn, code: CaseCode): boolean {
  const caseState = turn.state.cases.find((each) => each.code === code);
  return caseState !== undefined && isRecent(turn, caseState);
}

/** The newest closed case of a kind that may be reopened; null: none. */
export function recentlyClosed(turn: Turn, kind: Kind): CaseState | null {
  return turn.state.cases.findLast((each) => each.kind === kind && isRecent(turn, each)) ?? null;
}

function isRecent(turn: Turn, { closed, mergedInto }: CaseState): boolean {
  return closed !== null && mergedInto === null && turn.input.now - closed.at < reopenWindowMs;
}

/** Whether the citizen may rate a case. */
export function mayRate(turn: Turn, code: CaseCode): boolean {
  return turn.state.cases.some((each) => each.code === code && each.status === 'closed');
}

/**
 * The ways by which the citizen may still ask to be told of answers in a case: it is theirs alone and open, and where they write
 * does not tell them on its own.
 */
export function waysToNotify({ input, state }: Turn, code: CaseCode): readonly ContactWay[] {
  const { account, surface } = input;
  if (surface === 'public' || account.capabilities.delivery === 'push') return [];
  const caseState = state.cases.find((each) => each.code === code);
  if (caseState === undefined || caseState.status === 'closed') return [];
  return waysOf(account).filter((way) => updatesBy(caseState, way)?.confirmed !== true);
}
