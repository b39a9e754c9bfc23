import type { CaseState } from '../../../src/core/model/case.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';

/** A command that changes what a case is sorted by. The citizen learns nothing of it, so nothing is held back. */
export type AttributeCommand = Extract<PostedCommand, { kind: 'label' | 'set-priority' }>;

/** What is set on a case, until the server has answered. */
export interface PendingAttribute {
  readonly id: string;
  readonly code: string;
  readonly command: AttributeCommand;
}

type Attributes = Pick<CaseState, 'labels' | 'priority'>;

/** A case as it will be once the commands are done. */
export function withAttributes<C extends Attributes>(caseState: C, commands: readonly AttributeCommand[]): C {
  let { priority, labels } = caseState;
  for (const command of commands) {
    if (command.kind === 'set-priority') priority = command.priority;
    else labels = [...new Set([...(labels ?? []), ...command.add])].filter((each) => !command.remove.includes(each));
  }
  return { ...caseState, priority, ...(labels === undefined ? {} : { labels }) };
}

/** The command that turns a case back into what it was; null: nothing has changed. */
export function backTo(before: Attributes, now: Attributes, kind: AttributeCommand['kind']): AttributeCommand | null {
  if (kind === 'set-priority') return before.priority === now.priority ? null : { kind, priority: before.priority };
  const [had, has] = [before.labels ?? [], now.labels ?? []];
  const add = had.filter((each) => !has.includes(each));
  const remove = has.filter((each) => !had.includes(each));
  return add.length + remove.length === 0 ? null : { kind, add, remove };
}
