import type { FlowVersions } from '../journal/flowVersions.ts';
import type { Commit } from '../model/commit.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { FlowDefinition, FlowProgress, OpenFlow } from '../model/flow.ts';
import type { Journal } from '../ports/journal.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Sealer } from '../ports/sealer.ts';

export interface OpenFlowDeps {
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly flowVersions: FlowVersions;
}

/** The flow that a conversation is in, with its values; null where it is in none, or they cannot be read any more. */
export async function openFlow(
  { journal, sealer, flowVersions }: OpenFlowDeps,
  knowledge: Pick<Knowledge, 'flows'>,
  { tenant, conversation }: Pick<Commit, 'tenant' | 'conversation'>,
  latest: { readonly revision: number; readonly state: ConversationState } | null,
): Promise<OpenFlow | null> {
  const progress = latest?.state.flow ?? null;
  if (latest === null || progress === null) return null;
  const definition =
    definitionIn(knowledge, progress) ?? (await flowVersions.find(tenant, progress.flow, progress.version));
  const [commit] = definition === null ? [] : await journal.read(conversation, latest.revision - 1, 1);
  const content = commit === undefined ? null : await sealer.open(commit);
  return definition === null || content === null ? null : { definition, slots: content.slots ?? {} };
}

/** The version of a conversation's flow, where the content still has it. */
export function definitionIn(
  { flows }: Pick<Knowledge, 'flows'>,
  progress: Pick<FlowProgress, 'flow' | 'version'>,
): FlowDefinition | null {
  return flows.all.find(({ id, version }) => id === progress.flow && version === progress.version) ?? null;
}
