import type { Content } from '../../../src/content/content.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { CaseIndex } from '../../../src/core/ports/caseIndex.ts';
import type { Journal } from '../../../src/core/ports/journal.ts';
import type { PubSub } from '../../../src/core/ports/pubsub.ts';
import { followOpenCases } from '../../../src/http/api/openCases.ts';
import { agentTopic } from '../../../src/http/api/presence.ts';
import type { News } from '../../../src/http/api/wire.ts';
import { createLocalPresence } from '../../../src/store/local/presence.ts';
import { standIn } from '../../support/standIn.ts';

const hourMs = 3_600_000;

/** Somebody of staff opens a case; `take` gets what their stream says of it from then on. */
export type FollowCase = (code: string, take: (news: News) => void) => Promise<void>;

export function followCase(deps: {
  /** They may see all cases. */
  readonly agent: Agent;
  readonly cases: Pick<CaseIndex, 'byCode'>;
  readonly journal: Journal;
  readonly pubsub: PubSub;
}): FollowCase {
  const { agent, journal, pubsub } = deps;
  const cases = standIn<CaseIndex>(deps.cases);
  const { tenant } = agent;
  const content = () => standIn<Content>({ calendar: {} });
  return async (code, take) => {
    const presence = createLocalPresence({ clock: Date.now, publish: () => {} });
    await presence.note(agentTopic(agent.id), code, 'here', hourMs);
    const streamDeps = { tenant, cases, content, presence, pubsub, journal };
    const stream = followOpenCases(agent, streamDeps, () => void look());
    const look = async () => (await stream.next(agent)).forEach(take);
    await look();
  };
}
