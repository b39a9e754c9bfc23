import { createHash } from 'node:crypto';
import type { AgentId } from '../../core/model/agent.ts';
import type { ContentRecord } from '../../core/model/records.ts';
import type { ContentLog } from '../desk/contentLog.ts';
import type { Trees } from '../desk/trees.ts';
import type { ShownAcceptance } from './views.ts';

interface AcceptancesDeps {
  readonly content: Pick<ContentLog, 'newest' | 'take'>;
  readonly trees: Pick<Trees, 'text' | 'putText'>;
}

/** Those who let content of a version pass although pinned questions fall, the newest first. */
export async function acceptances(
  { content, trees }: AcceptancesDeps,
  version: string,
): Promise<readonly ShownAcceptance[]> {
  const accepted = (await content.newest())?.accepted ?? [];
  return Promise.all(
    accepted
      .filter((each) => each.content === version)
      .map(async ({ by, at, reason }) => ({ by, at, reason: await trees.text(reason) })),
  );
}

/** Records that somebody does, with the reason. */
export async function acceptFalls(
  { content, trees }: AcceptancesDeps,
  version: string,
  falls: number,
  reason: string,
  by: AgentId,
): Promise<void> {
  await content.take({ type: 'accept', content: version, falls, reason: await trees.putText(reason), by });
}

/** Names the drafts and the live content of a record: what is drafted otherwise has another name. */
export function draftsName({ live, drafts }: Pick<ContentRecord, 'live' | 'drafts'>): string {
  const changes = Object.values(drafts)
    .map(({ document, after }) => [document, after])
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([live.tree, changes]))
    .digest('hex');
}
