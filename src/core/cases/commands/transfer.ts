import type { AgentId } from '../../model/agent.ts';
import { notify } from '../caseDraft.ts';
import { type CommandDraft, change } from './commandDraft.ts';

/** Whether the author of the command gives a case back to who passed it on. */
export function isReturn({ caseState: { transferred }, by }: CommandDraft, to: AgentId | null): boolean {
  return to !== null && by !== null && by !== to && transferred?.by === to;
}

/**
 * Remembers who passed a case on, until somebody takes it. Who passes it further without a comment, as in sharing out what
 * came to a department, leaves that of the first; so does the service.
 */
export function noteTransfer(work: CommandDraft, to: AgentId | null, comment: string | undefined): void {
  const { by, input, caseState } = work;
  const before = caseState.transferred ?? null;
  if (by === null) return;
  if (to === by) return acceptTransfer(work);
  const gaveBack = isReturn(work, to);
  if (comment !== undefined || before === null || before.by === by) {
    const transferred = { by, at: input.now, revision: input.revision + 1 };
    change(work, { transferred: gaveBack ? { ...transferred, isReturn: true } : transferred });
  } else if (gaveBack) change(work, { transferred: null });
}

/** Tells who passed a case on that the author of the command has it now. */
export function acceptTransfer(work: CommandDraft): void {
  const { transferred } = work.caseState;
  if (transferred === undefined || transferred === null) return;
  change(work, { transferred: null });
  if (transferred.by === work.by || transferred.isReturn === true) return;
  notify(work, work.caseState, { reason: 'transfer-taken', agents: [transferred.by], roles: [] });
}
