import type { RecordLog, RecordStream } from '../../core/journal/recordLog.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentEvent } from '../../core/model/event.ts';
import type { ContentRecord, ContentRelease } from '../../core/model/records.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { type ContentStep, decideContent } from './decideContent.ts';

/** Signals that drafts or the live release changed. */
export const contentTopic = 'content';

/** The account of the record's commits: no real account can have this id. */
const contentAccount = '(content)';

/** The stream of the record of the content. */
function contentStream(tenant: string): RecordStream {
  return { tenant, account: contentAccount, name: 'content' };
}

/** The record of the content, in the journal. */
export interface ContentLog {
  /** The newest state; null before the first import. */
  newest(): Promise<ContentRecord | null>;
  /** The newest state. @throws {CodedError} `content.unknown` before the first import */
  state(): Promise<ContentRecord>;
  /** Takes a step; the state after it. Null where there was nothing to record. Throws as `decideContent`. */
  take(step: ContentStep): Promise<ContentRecord | null>;
  /** A release by the revision that made it, with its event. */
  releaseAt(revision: number): Promise<RecordedRelease>;
}

interface RecordedRelease {
  readonly release: ContentRelease;
  readonly event: ContentEvent & { readonly type: 'content.released' };
}

export function createContentLog(deps: {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest' | 'page'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}): ContentLog {
  const { records, pubsub, clock } = deps;
  const stream = contentStream(deps.tenant);
  const newest = async () => (await records.newest<ContentRecord>(stream))?.state ?? null;
  return {
    newest,
    state: async () => needRecord(await newest()),

    async take(step) {
      const taken = await records.append<ContentRecord>(stream, '', (state, revision) =>
        decideContent(state, step, { now: clock(), revision }),
      );
      if (taken === null) return null;
      pubsub.publish(contentTopic);
      return taken.state;
    },

    async releaseAt(revision) {
      const [commit] = await records.page(stream, revision - 1, 1);
      const event = commit?.events.find((each) => each.type === 'content.released');
      if (commit === undefined || event === undefined) {
        throw new CodedError('content.unknown', 'There is no such release: load the list again.');
      }
      return { release: (commit.state as ContentRecord).live, event };
    },
  };
}

/** @throws {CodedError} `content.unknown` */
export function needRecord(state: ContentRecord | null): ContentRecord {
  if (state !== null) return state;
  throw new CodedError('content.unknown', 'Nothing was imported yet: start the service first.');
}
