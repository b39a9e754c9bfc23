import type { Agent, AgentId } from '../../model/agent.ts';
import type { CaseState } from '../../model/case.ts';
import type { ShareRule } from '../../model/desk/deskSettings.ts';
import { CodedError } from '../../model/errors.ts';
import type { CommandReceipt, OwnCommand, StaffCommand } from '../../model/staffCommand.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../../ports/caseIndex.ts';
import { caseTokens } from '../caseSearchText.ts';
import { candidatesFor } from './assignment.ts';
import type { DeputyOf } from './standIn.ts';

/** Cases that are read at once; the most urgent come first. */
const pageLimit = 200;

/** The first rule that fits a case; null: none. Pure. */
export function shareRuleFor(
  row: Pick<CaseRow, 'case' | 'account' | 'tokens'>,
  rules: readonly ShareRule[],
): ShareRule | null {
  return rules.find(({ when }) => fits(row, when)) ?? null;
}

function fits(
  { case: caseState, account, tokens }: Pick<CaseRow, 'case' | 'account' | 'tokens'>,
  when: ShareRule['when'],
) {
  const isOf = (wanted: string | null, is: string) => wanted === null || wanted === is;
  return (
    isOf(when.kind, caseState.kind) &&
    isOf(when.department, caseState.department) &&
    isOf(when.locale, caseState.locale) &&
    isOf(when.account, account) &&
    (when.words === null || hasAll(tokens, caseTokens(when.words)))
  );
}

/** Text without a letter or digit is in no case, rather than in all. */
const hasAll = (tokens: readonly string[], words: readonly string[]) =>
  words.length > 0 && words.every((word) => tokens.includes(word));

/**
 * What a rule does to a case, in order; a person is given it only while they, or their deputy (null:
 * nobody), are there and may have it. Pure.
 */
export function shareCommands(
  { does }: ShareRule,
  caseState: CaseState,
  agents: readonly Agent[],
  deputy: AgentId | null,
): readonly StaffCommand[] {
  const department = does.department ?? caseState.department;
  const isThere = candidatesFor({ department, locale: caseState.locale }, agents, new Map()).some(
    ({ id }) => id === (deputy ?? does.agent),
  );
  return [
    ...(does.labels.length === 0 ? [] : [{ kind: 'label', add: does.labels, remove: [] } as const]),
    ...(does.priority === null ? [] : [{ kind: 'set-priority', priority: does.priority } as const]),
    ...(does.department === null ? [] : [{ kind: 'assign', to: { department: does.department } } as const]),
    ...(does.agent === null || !isThere ? [] : [{ kind: 'assign', to: { agent: does.agent } } as const]),
  ];
}

/**
 * Applies the rules of the council to cases that nobody has, before they are given to who is there. A rule does a thing to
 * a case once: what staff change afterwards stays.
 */
export function createSharer({
  index,
  directory,
  rules,
  handleOwnCommand,
  deputyOf,
}: {
  readonly index: Pick<CaseIndex, 'find'>;
  readonly directory: { list(tenant: string): Promise<readonly Agent[]> };
  readonly rules: () => Promise<readonly ShareRule[]>;
  readonly handleOwnCommand: (envelope: OwnCommand) => Promise<CommandReceipt>;
  /** Absent: nobody has a deputy. */
  readonly deputyOf?: DeputyOf;
}): (tenant: string) => Promise<void> {
  /** What was done, so that the journal need not be asked about it again. */
  let done = new Set<string>();

  return async (tenant) => {
    const known = await rules();
    if (known.length === 0) return;
    if (done.size > 10_000) done = new Set();
    const unassigned = queryWith(tenant, { statuses: ['open'], assignee: 'nobody', limit: pageLimit });
    let agents: readonly Agent[] | null = null;
    for (let after: string | null = null; ; ) {
      const { rows, next } = await index.find({ ...unassigned, after });
      for (const row of rows) {
        const rule = shareRuleFor(row, known);
        if (rule === null) continue;
        agents ??= await directory.list(tenant);
        await share(row, rule, agents);
      }
      if (next === null) return;
      after = next;
    }
  };

  async function share(row: CaseRow, rule: ShareRule, agents: readonly Agent[]): Promise<void> {
    const { tenant, conversation } = row;
    const { code } = row.case;
    const deputy = rule.does.agent === null ? null : ((await deputyOf?.(tenant, rule.does.agent)) ?? null);
    for (const command of shareCommands(rule, row.case, agents, deputy?.id ?? null)) {
      const target = command.kind === 'assign' && command.to !== null && 'agent' in command.to ? 'agent' : command.kind;
      const id = ['share', code, rule.id, target].join(' ');
      if (done.has(`${tenant} ${id}`)) continue;
      done.add(`${tenant} ${id}`);
      try {
        await handleOwnCommand({ id, tenant, conversation, case: code, command });
      } catch (error) {
        // Somebody took or closed it, or what the rule names is gone: the others of its steps are still done.
        if (error instanceof CodedError && error.code.startsWith('case.')) continue;
        done.delete(`${tenant} ${id}`);
        throw error;
      }
    }
  }
}
