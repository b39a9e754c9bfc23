import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { type ContentLog, createContentLog } from '../content/desk/contentLog.ts';
import type { PublishGate } from '../content/desk/deps.ts';
import { type ContentDesk, createContentDesk, releaseName } from '../content/desk/desk.ts';
import { followReleases, releaseOnTime } from '../content/desk/followReleases.ts';
import { createProtocolTrials } from '../content/desk/protocolTrial.ts';
import { shipContent } from '../content/desk/ship.ts';
import { createTrees, type Trees } from '../content/desk/trees.ts';
import { createTrials } from '../content/desk/trial.ts';
import { createContentVersions } from '../content/desk/versions.ts';
import { type ContentSource, folderSource } from '../content/documents/source.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import { trialAccount } from '../content/trialAccount.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Blobs } from '../core/ports/files.ts';
import type { SentenceVectors } from '../core/ports/knowledge.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { FourEyes } from '../core/ports/staffStore.ts';

interface ContentStoreDeps {
  readonly config: Pick<Config, 'tenant' | 'dialogsDir' | 'locale' | 'contentApproval'>;
  readonly records: RecordLog;
  readonly blobs: Blobs;
  readonly pubsub: PubSub;
  readonly vectors: SentenceVectors;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** The content where it is edited in the console. */
export interface ContentStore {
  readonly content: ContentLog;
  readonly trees: Trees;
  /** The live release; before the first import, what ships with the bot. */
  source(): Promise<ContentSource>;
  /** Imports what ships with the bot, or proposes what is new in it. */
  ship(): Promise<void>;
  /** The desk over the knowledge in use; each release passes the gate. */
  openDesk(
    knowledge: KnowledgeStore,
    gate: PublishGate,
    fourEyes: FourEyes,
    accounts: () => readonly string[],
  ): ContentDesk;
  /** Takes each release into use, until the end. */
  follow(knowledge: KnowledgeStore, end: AbortSignal): Promise<void>;
  /** Publishes what was scheduled, until the end. For one process of all. */
  releaseOnTime(desk: ContentDesk, end: AbortSignal): Promise<void>;
}

/** What a command needs to read the content. */
type ContentReadDeps = Pick<ContentStoreDeps, 'records' | 'blobs' | 'pubsub' | 'clock'> & {
  readonly config: Pick<Config, 'tenant' | 'dialogsDir'>;
};

/** The content in the store, to be read. */
export function openContentToRead({
  config,
  records,
  blobs,
  pubsub,
  clock,
}: ContentReadDeps): Pick<ContentStore, 'content' | 'trees' | 'source'> {
  const content = createContentLog({ tenant: config.tenant, records, pubsub, clock });
  const trees = createTrees(createContentVersions(blobs, config.tenant));
  return {
    content,
    trees,
    async source() {
      const state = await content.newest();
      if (state === null) return folderSource(config.dialogsDir);
      return trees.source(releaseName(state.live.number), await trees.get(state.live.tree));
    },
  };
}

export function openContentStore(deps: ContentStoreDeps): ContentStore {
  const { config, pubsub, clock, timer, log } = deps;
  const { content, trees, source } = openContentToRead(deps);
  return {
    content,
    trees,
    source,
    async ship() {
      const shipped = await shipContent({ log: content, trees }, folderSource(config.dialogsDir));
      if (shipped.kind === 'imported') {
        log.info({ documents: shipped.documents }, 'the content was imported: from now on it is edited in the console');
      } else if (shipped.kind === 'proposed') {
        log.warn(
          { documents: shipped.documents },
          `${config.dialogsDir} changed: what is new is proposed as drafts in the console (CONTENT=files uses the files themselves)`,
        );
      }
    },
    openDesk(knowledge, gate, fourEyes, accounts) {
      const { tenant, locale, contentApproval: approval } = config;
      const account = trialAccount({ id: 'trial', tenant, channel: 'webchat', name: 'Finestreta', locale });
      const { vectors } = deps;
      return createContentDesk({
        log: content,
        trees,
        knowledge,
        approval,
        gate,
        fourEyes,
        accounts,
        tryContent: createTrials({ account, vectors, clock, newId: randomUUID }),
        tryProtocol: createProtocolTrials({ account, vectors, clock }),
        vectors,
        clock,
        newId: randomUUID,
      });
    },
    follow: (knowledge, end) => followReleases({ content, knowledge, pubsub, clock, timer, end, log }),
    releaseOnTime: (desk, end) => releaseOnTime({ desk, pubsub, clock, timer, end, log }),
  };
}
