import type { ContentRelease, ContentVersion } from '../../core/model/records.ts';
import type { Content } from '../content.ts';
import { entryOf } from '../documents/split.ts';
import type { ContentLog } from './contentLog.ts';
import { createItems } from './items.ts';
import type { Trees } from './trees.ts';
import type { Texts } from './views.ts';

/** A release of the content as everybody may see it: without who made it. */
export interface GuideRelease {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why; empty where nobody wrote it. */
  readonly note: string;
  /** Number of the release that it undoes; null: none. */
  readonly reverts: number | null;
  /** The services that it changed. */
  readonly services: readonly GuideChange[];
  /** How many other texts of the assistant it changed. */
  readonly others: number;
}

export interface GuideChange {
  readonly id: string;
  /** Null where the entry has none. */
  readonly title: Texts | null;
  readonly kind: 'new' | 'changed' | 'removed';
}

/**
 * Reads the newest releases, the newest first. Empty before the first import. They are read once until another one is
 * live.
 */
export function createGuideReleases(deps: {
  readonly log: Pick<ContentLog, 'newest' | 'releaseAt'>;
  readonly trees: Trees;
  readonly content: () => Content;
}): () => Promise<readonly GuideRelease[]> {
  const { log, trees } = deps;
  const items = createItems(trees, deps.content);
  let known: { readonly number: number; readonly releases: readonly GuideRelease[] } | null = null;

  async function shown({ number, at, note, reverts, revision }: ContentRelease): Promise<GuideRelease> {
    const { event } = await log.releaseAt(revision);
    const services = event.changes.flatMap(({ document, before, after }) => {
      const id = entryOf(document);
      return id === null ? [] : [{ id, document, before, after }];
    });
    return {
      number,
      at,
      note: note === null ? '' : await trees.text(note),
      reverts,
      services: await Promise.all(
        services.map(async ({ id, document, before, after }) => ({
          id,
          title: await items.titleOf(document, after ?? before),
          kind: kindOf(before, after),
        })),
      ),
      others: event.changes.length - services.length,
    };
  }

  return async () => {
    const state = await log.newest();
    if (state === null) return [];
    if (known?.number !== state.live.number) {
      const releases = await Promise.all(state.releases.map(shown));
      known = { number: state.live.number, releases };
    }
    return known.releases;
  };
}

function kindOf(before: ContentVersion | null, after: ContentVersion | null): GuideChange['kind'] {
  return after === null ? 'removed' : before === null ? 'new' : 'changed';
}
