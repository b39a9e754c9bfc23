import type { CaseCode } from '../../model/case.ts';
import { changeCase, indexCases } from '../openCase.ts';
import { say } from '../replies/say.ts';
import type { Turn } from '../draft.ts';

/** Notes how well the citizen was served, 1 to 5; whoever thinks again may say so. */
export function rateCase(turn: Turn, code: CaseCode, rating: number): void {
  changeCase(turn, code, { rating });
  if (turn.state.askedToRate === code) turn.state = { ...turn.state, askedToRate: null };
  turn.events.push({ type: 'case.rated', case: code, by: null, rating });
  indexCases(turn);
  say(turn, 'rated', []);
}
