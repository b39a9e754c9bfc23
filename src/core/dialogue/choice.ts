import type { CaseCode } from '../model/case.ts';
import { type AnswerFault, answerFaults } from '../model/event.ts';
import { isLocale, type Locale } from '../model/locale.ts';
import { isParsedCommand, type ParsedCommand } from '../model/parsedCommand.ts';
import { type Aspect, isAspect } from '../model/understanding.ts';
/** What a choice value refers to. Values outlive a conversation's turns, so they name things and never positions. */
export type ChoiceMeaning =
  | { readonly kind: 'entry'; readonly id: string }
  | { readonly kind: 'aspect'; readonly id: string; readonly aspect: Aspect }
  | { readonly kind: 'exception'; readonly id: string; readonly exception: string }
  | { readonly kind: 'command'; readonly command: ParsedCommand }
  | { readonly kind: 'locale'; readonly locale: Locale }
  | { readonly kind: 'erase'; readonly confirmed: boolean }
  | { readonly kind: 'rate'; readonly code: CaseCode; readonly rating: number }
  /** Rates an answer; `fault` says what is wrong with one that is not useful. */
  | { readonly kind: 'useful'; readonly id: string }
  | { readonly kind: 'useless'; readonly id: string; readonly fault: AnswerFault | null }
  | { readonly kind: 'reopen'; readonly code: CaseCode }
  /** Takes a case back, or says that it is settled. */
  | { readonly kind: 'withdraw'; readonly code: CaseCode }
  /** Asks where the citizen of a case wants to be told of answers. */
  | { readonly kind: 'notify'; readonly code: CaseCode }
  /** Begins a flow. */
  | { readonly kind: 'start'; readonly flow: string }
  /** Steers the flow under way. `step`: the question that it answers; null: whichever is open. */
  | { readonly kind: 'flow'; readonly act: FlowAct; readonly step: string | null }
  /** Answers a flow's question. */
  | { readonly kind: 'slot'; readonly slot: string; readonly option: string }
  /** Names the answer that is to be changed. */
  | { readonly kind: 'change'; readonly slot: string }
  | { readonly kind: 'none' };

/** What a person may do with any flow by a button. */
const flowActs = ['yes', 'no', 'skip', 'resume', 'cancel'] as const;

export type FlowAct = (typeof flowActs)[number];

/** Reads a choice value; null when it means nothing. A client may send anything. */
export function meaningOf(value: string): ChoiceMeaning | null {
  if (value === 'none') return { kind: 'none' };
  const [kind, rest] = split(value);
  if (kind === 'entry' && rest) return { kind, id: rest };
  if (kind === 'useful' && rest) return { kind, id: rest };
  const [id, side] = splitAt(rest, '/');
  const fault = answerFaults.find((each) => each === side) ?? null;
  if (kind === 'useless' && id && (fault !== null || side === '')) return { kind, id, fault };
  if (kind === 'aspect' && isAspect(side)) return { kind, id, aspect: side };
  if (kind === 'exception' && side) return { kind, id, exception: side };
  if (kind === 'start' && isName(rest)) return { kind, flow: rest };
  const act = kind === 'flow' ? flowActs.find((each) => each === id) : undefined;
  if (act !== undefined && /^[a-zA-Z0-9/-]*$/.test(side)) return { kind: 'flow', act, step: side || null };
  if (kind === 'slot' && isName(id) && isName(side)) return { kind, slot: id, option: side };
  if (kind === 'change' && isName(rest)) return { kind, slot: rest };
  if (kind === 'command' && isParsedCommand(rest)) return { kind, command: rest };
  if (kind === 'locale' && isLocale(rest)) return { kind, locale: rest };
  const rated = kind === 'rate' ? /^([0-9A-Z]{4}-[0-9A-Z]{4}):([1-5])$/.exec(rest) : null;
  if (rated) return { kind: 'rate', code: rated[1] ?? '', rating: Number(rated[2]) };
  if ((kind === 'reopen' || kind === 'withdraw' || kind === 'notify') && /^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(rest))
    return { kind, code: rest };
  if (kind === 'erase' && (rest === 'yes' || rest === 'no')) return { kind, confirmed: rest === 'yes' };
  return null;
}

const isName = (text: string) => /^[a-zA-Z][a-zA-Z0-9-]*$/.test(text);

function split(value: string): [string, string] {
  return splitAt(value, ':');
}

function splitAt(value: string, border: string): [string, string] {
  const at = value.indexOf(border);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}
