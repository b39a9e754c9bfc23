import type { AgentId } from '../../core/model/agent.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { FourEyes } from '../../core/ports/staffStore.ts';
import type { KnowledgeStore, PreparedKnowledge } from '../knowledgeStore.ts';
import type { ContentLog } from './contentLog.ts';
import type { Trees } from './trees.ts';

/** What a release would change for citizens. */
interface GateInput {
  readonly before: Knowledge;
  readonly after: PreparedKnowledge;
  /** Who publishes it. */
  readonly by: AgentId;
}

/** Looks at a release before it is made. @throws {CodedError} `content.blocked` where it must not be */
export type PublishGate = (input: GateInput) => Promise<void>;

export interface DeskDeps {
  readonly log: ContentLog;
  readonly trees: Trees;
  readonly knowledge: Pick<
    KnowledgeStore,
    'current' | 'content' | 'problems' | 'check' | 'prepare' | 'reload' | 'sourceName' | 'translatorOf'
  >;
  /** Whether a second person must approve each release. */
  readonly approval: 'required' | 'off';
  readonly gate: PublishGate;
  readonly fourEyes: FourEyes;
  /** Ids of all accounts, also of closed ones. */
  readonly accounts: () => readonly string[];
  readonly clock: Clock;
  readonly newId: () => string;
}
