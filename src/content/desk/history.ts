import { CodedError } from '../../core/model/errors.ts';
import type { ContentChange, ContentRecord, ContentRelease } from '../../core/model/records.ts';
import { diffTexts } from '../documents/mergeTexts.ts';
import type { ContentLog } from './contentLog.ts';
import type { DeskDeps } from './deps.ts';
import { createItems } from './items.ts';
import type { DeskChange, DeskRelease, DeskReleases, DeskReleaseView } from './views.ts';

/** Releases in one answer. */
const page = 20;

/** What was released, when, by whom and why. */
export interface History {
  /** The newest first. `before`: `next` of the page before; null: from the newest on. */
  releases(before: number | null): Promise<DeskReleases>;
  /** @throws {CodedError} `content.unknown` */
  release(number: number): Promise<DeskReleaseView>;
  shown(release: ContentRelease): Promise<DeskRelease>;
  /** A change with its texts. */
  change(change: ContentChange): Promise<DeskChange>;
}

export function createHistory(deps: Pick<DeskDeps, 'log' | 'trees' | 'knowledge'>, inUse: () => number): History {
  const { log, trees, knowledge } = deps;
  const items = createItems(trees, knowledge.content);

  async function shown(release: ContentRelease): Promise<DeskRelease> {
    const { number, at, by, reviewer, reviewerAccess = null, reverts, changed } = release;
    const note = release.note === null ? '' : await trees.text(release.note);
    const passed = release.accepted;
    const accepted = passed === undefined ? null : { by: passed.by, reason: await trees.text(passed.reason) };
    return { number, at, by, reviewer, reviewerAccess, accepted, note, reverts, changed };
  }

  async function change({ document, before, after }: ContentChange): Promise<DeskChange> {
    const [was, is] = await Promise.all(
      [before, after].map(async (version) => (version === null ? null : trees.text(version))),
    );
    return {
      document,
      title: await items.titleOf(document, after ?? before),
      kind: after === null ? 'removed' : before === null ? 'new' : 'changed',
      before: was ?? null,
      after: is ?? null,
      diff: diffTexts(was ?? '', is ?? ''),
    };
  }

  return {
    shown,
    change,

    async releases(before) {
      const state = await log.state();
      const found: ContentRelease[] = [];
      for await (const release of releasesFrom(log, state, before ?? state.live.revision)) {
        found.push(release);
        if (found.length >= page) break;
      }
      return {
        live: state.live.number,
        inUse: inUse(),
        releases: await Promise.all(found.map(shown)),
        next: found.at(-1)?.previous ?? null,
      };
    },

    async release(number) {
      const state = await log.state();
      const { release } = await findRelease(log, state, number);
      const { event } = await log.releaseAt(release.revision);
      return { ...(await shown(release)), changes: await Promise.all(event.changes.map(change)) };
    },
  };
}

/** Releases from a revision on, the newest first; older ones are read from the journal one by one. */
async function* releasesFrom(log: ContentLog, state: ContentRecord, from: number): AsyncGenerator<ContentRelease> {
  for (let revision: number | null = from; revision !== null; ) {
    const known: ContentRelease | undefined = state.releases.find((each) => each.revision === revision);
    const release: ContentRelease = known ?? (await log.releaseAt(revision)).release;
    yield release;
    revision = release.previous;
  }
}

/** A release, and the one before it. @throws {CodedError} `content.unknown` */
export async function findRelease(
  log: ContentLog,
  state: ContentRecord,
  number: number,
): Promise<{ readonly release: ContentRelease; readonly before: ContentRelease | null }> {
  let found: ContentRelease | null = null;
  for await (const release of releasesFrom(log, state, state.live.revision)) {
    if (found !== null) return { release: found, before: release };
    if (release.number === number) found = release;
  }
  if (found !== null) return { release: found, before: null };
  throw new CodedError('content.unknown', `There is no release ${number}: load the list again.`);
}
