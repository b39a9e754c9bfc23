import { setImmediate } from 'node:timers/promises';
import type { AttentionHours } from '../../core/model/accountRecord.ts';
import type { CompiledProtocol, Decision, Due, Trait } from '../../core/model/protocol.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../../core/ports/caseIndex.ts';
import { needsPerson } from '../../core/turn/applyProtocol.ts';
import type { DeadlineShift, RuleReplay } from './trialViews.ts';

/** An account as the protocol looks at it. */
export interface ReplayAccount {
  readonly id: string;
  readonly department: string | null;
  readonly hours: AttentionHours | null;
}

/** A protocol, and what its rules ask for. */
interface ReplaySide {
  readonly protocol: Pick<CompiledProtocol, 'decide'>;
  readonly rules: readonly { readonly id: string; readonly when: { readonly traits: readonly Trait[] } }[];
}

/**
 * What a changed protocol would have made of cases, by the rule that decides them now. Nothing that people wrote is
 * read. A case is known to have the traits that its rule asks for, and no others.
 */
export async function replayCases(
  rows: readonly CaseRow[],
  accounts: readonly ReplayAccount[],
  before: ReplaySide,
  after: Pick<ReplaySide, 'protocol'>,
): Promise<readonly RuleReplay[]> {
  const found = new Map<string, RuleReplay>();
  for (const [index, { account, case: own }] of rows.entries()) {
    // A case takes almost a millisecond: messages are answered meanwhile.
    if (index % atOnce === 0) await setImmediate();
    const circumstances = {
      kind: own.kind,
      traits: before.rules.find(({ id }) => id === own.rule)?.when.traits ?? [],
      surface: own.surface,
      account: accounts.find(({ id }) => id === account) ?? { id: account, department: null, hours: null },
      department: own.department,
      at: own.openedAt,
    };
    const was = before.protocol.decide(circumstances);
    const is = after.protocol.decide(circumstances);
    found.set(was.rule, add(found.get(was.rule) ?? empty(was.rule), was, is));
  }
  return [...found.values()].sort((a, b) => b.changed - a.changed || b.cases - a.cases);
}

/** Cases between two looks at what else there is to do. */
const atOnce = 8;

const still: DeadlineShift = { earlier: 0, later: 0, more: 0, fewer: 0 };

const empty = (rule: string): RuleReplay => ({
  rule,
  cases: 0,
  changed: 0,
  rules: [],
  departments: [],
  first: still,
  resolution: still,
  unopened: 0,
});

function add(sum: RuleReplay, was: Decision, is: Decision): RuleReplay {
  const first = shifted(sum.first, was.first, is.first);
  const resolution = shifted(sum.resolution, was.resolution, is.resolution);
  const isUnopened = needsPerson(was) && !needsPerson(is);
  const isMoved = was.department !== is.department;
  const isOther = was.rule !== is.rule;
  const isChanged = isOther || isMoved || isUnopened || first !== sum.first || resolution !== sum.resolution;
  return {
    rule: sum.rule,
    cases: sum.cases + 1,
    changed: sum.changed + (isChanged ? 1 : 0),
    rules: isOther ? counted(sum.rules, { rule: is.rule }) : sum.rules,
    departments: isMoved ? counted(sum.departments, { from: was.department, to: is.department }) : sum.departments,
    first,
    resolution,
    unopened: sum.unopened + (isUnopened ? 1 : 0),
  };
}

function shifted(shift: DeadlineShift, was: Due | null, is: Due | null): DeadlineShift {
  if (was === null) return is === null ? shift : { ...shift, more: shift.more + 1 };
  if (is === null) return { ...shift, fewer: shift.fewer + 1 };
  if (is.at === was.at) return shift;
  return is.at < was.at ? { ...shift, earlier: shift.earlier + 1 } : { ...shift, later: shift.later + 1 };
}

function counted<T extends object>(
  list: readonly (T & { readonly cases: number })[],
  key: T,
): readonly (T & { readonly cases: number })[] {
  const isIt = (each: T) => (Object.keys(key) as (keyof T)[]).every((name) => each[name] === key[name]);
  const known = list.find(isIt);
  if (known === undefined) return [...list, { ...key, cases: 1 }];
  return list.map((each) => (each === known ? { ...each, cases: each.cases + 1 } : each));
}

const pageSize = 200;
/** Most cases that are checked: they take some ten seconds. */
export const mostCases = 10_000;

/** The cases that were opened since a time, of too many those that changed last; what was opened since was changed since, too. */
export async function casesSince(
  index: Pick<CaseIndex, 'find'>,
  tenant: string,
  since: number,
): Promise<readonly CaseRow[]> {
  const found: CaseRow[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<CaseIndex['find']>> = await index.find(
      queryWith(tenant, { order: 'changed', after, limit: pageSize }),
    );
    found.push(...page.rows.filter(({ case: { openedAt } }) => openedAt >= since));
    const oldest = page.rows.at(-1)?.changedAt ?? 0;
    after = oldest < since || found.length >= mostCases ? null : page.next;
  } while (after !== null);
  return found.slice(0, mostCases);
}
