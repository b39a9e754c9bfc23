import about from '../../package.json' with { type: 'json' };
import type { Content } from '../content/content.ts';
import { entriesOf } from '../content/entries.ts';
import type { Entry } from '../core/ports/knowledge.ts';
import type { GuideDeps } from '../http/pages/guide.ts';
import type { BotContent, BotProcesses, Conversations } from './bot.ts';

/** Searches of one address in a minute. */
const searchesPerMinute = 60;

/** What the pages for everybody are made from. `releases` null: the content is edited as files. */
export function guideOf(deps: {
  conversations: Pick<Conversations, 'knowledge' | 'understand'>;
  releases: BotContent['guideReleases'] | null;
  limit: BotProcesses['limit'];
  url: string;
}): Omit<GuideDeps, 'frame' | 'fallback' | 'exitScript' | 'senderOf'> {
  const { knowledge, understand } = deps.conversations;
  let known: { readonly content: Content; readonly entries: readonly Entry[] } | null = null;
  const entries = () => {
    const content = knowledge.content();
    if (known?.content !== content) known = { content, entries: entriesOf(content) };
    return known.entries;
  };
  return {
    url: deps.url,
    program: about.version,
    knowledge: knowledge.current,
    entries,
    understand,
    releases: deps.releases ?? (async () => []),
    allowSearch: deps.limit('guide-searches', searchesPerMinute, 60).allow,
    clock: Date.now,
  };
}
