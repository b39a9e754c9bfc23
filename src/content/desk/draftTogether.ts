import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentRecord } from '../../core/model/records.ts';
import type { Tree } from '../documents/tree.ts';
import type { TogetherStep } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import type { BulkOutcome } from './views.ts';

/** How often work is repeated because others were faster. */
const maxAttempts = 20;

/** Steps on several documents, and what they come to. */
export interface PlannedSteps {
  readonly steps: readonly TogetherStep[];
  readonly outcome: BulkOutcome;
}

/**
 * Plans steps on several documents and takes them in one commit, again where others overtook it.
 * @throws {CodedError} `content.moved`, and what `plan` throws
 */
export async function draftTogether(
  { log, trees }: Pick<DeskDeps, 'log' | 'trees'>,
  by: AgentId,
  plan: (state: ContentRecord, live: Tree) => Promise<PlannedSteps>,
): Promise<BulkOutcome> {
  for (let attempt = 1; ; attempt++) {
    const state = await log.state();
    const { steps, outcome } = await plan(state, await trees.get(state.live.tree));
    if (steps.length === 0) return outcome;
    try {
      await log.take({ type: 'together', steps, by });
      return outcome;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'content.moved' || attempt >= maxAttempts) throw error;
    }
  }
}
