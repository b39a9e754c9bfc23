import { randomUUID } from 'node:crypto';
import { rulesOnlyKnowledge } from '../../src/content/buildKnowledge.ts';
import { type ContentLog, createContentLog } from '../../src/content/desk/contentLog.ts';
import type { DeskDeps } from '../../src/content/desk/deps.ts';
import { type ContentDesk, createContentDesk, releaseName } from '../../src/content/desk/desk.ts';
import { createProtocolTrials } from '../../src/content/desk/protocolTrial.ts';
import { shipContent } from '../../src/content/desk/ship.ts';
import { createTrees, type Trees } from '../../src/content/desk/trees.ts';
import { createTrials } from '../../src/content/desk/trial.ts';
import { createContentVersions } from '../../src/content/desk/versions.ts';
import { type ContentSource, folderSource, memorySource } from '../../src/content/documents/source.ts';
import { type KnowledgeBuilder, type KnowledgeStore, openKnowledge } from '../../src/content/knowledgeStore.ts';
import type { ParsedCache, ParsedFiles } from '../../src/content/load/parsedFiles.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { Blobs } from '../../src/core/ports/files.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Sealer } from '../../src/core/ports/sealer.ts';
import { accountWith } from './account.ts';
import { createClock, type ManualClock, testDay } from './clock.ts';
import { createContentFolder } from './contentFolder.ts';
import { oneAccountEach } from './fourEyes.ts';
import { createLog } from './log.ts';
import { createMemoryJournal } from './memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from './memorySealer.ts';
import { createMemoryVersions } from './memoryVersions.ts';
import { createPubSub } from './pubsub.ts';

/** What desks have parsed, as a service keeps it between its starts: nearly all begin with the same files. */
let parsed: ParsedFiles = new Map();
const parsedBefore: ParsedCache = {
  read: async () => parsed,
  async keep(files) {
    parsed = new Map([...parsed, ...files]);
  },
};

/** Where a desk keeps things: two desks over the same are two processes. */
export interface DeskStore {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly blobs: Blobs;
  readonly pubsub: ReturnType<typeof createPubSub>;
  readonly clock: ManualClock;
}

export function createDeskStore(): DeskStore & Pick<ReturnType<typeof createMemoryJournal>, 'commits'> {
  const { journal, commits } = createMemoryJournal();
  return {
    journal,
    commits,
    sealer: createMemorySealer(createMemoryKeys()),
    blobs: createMemoryBlobs(),
    pubsub: createPubSub(),
    clock: createClock(testDay),
  };
}

function createMemoryBlobs(): Blobs {
  const kept = new Map<string, { readonly sealed: Uint8Array; readonly keyId: string }>();
  return {
    async put(conversation, id, sealed, keyId) {
      const name = `${conversation}/${id}`;
      if (!kept.has(name)) kept.set(name, { sealed: Uint8Array.from(sealed), keyId });
    },
    get: async (conversation, id) => kept.get(`${conversation}/${id}`) ?? null,
  };
}

export interface TestDesk {
  readonly desk: ContentDesk;
  readonly content: ContentLog;
  readonly trees: Trees;
  readonly knowledge: KnowledgeStore;
  readonly log: ReturnType<typeof createLog>;
  /** Versions of content that were built. */
  readonly built: readonly string[];
}

/** A desk in memory, or over stores; nothing is learnt, so that a release takes milliseconds. */
export async function openTestDesk(
  store: DeskStore,
  shipped: ContentSource,
  changes: Partial<Pick<DeskDeps, 'approval' | 'gate' | 'fourEyes' | 'accounts'>> & {
    readonly builder?: Partial<KnowledgeBuilder>;
    readonly tenant?: string;
  } = {},
): Promise<TestDesk> {
  const { journal, sealer, blobs, pubsub, clock } = store;
  const log = createLog();
  const { tenant = 'default' } = changes;
  const records = createRecordLog({ journal, sealer, clock: clock.now, newId: randomUUID });
  const content = createContentLog({ tenant, records, pubsub, clock: clock.now });
  const trees = createTrees(createContentVersions(blobs, tenant));
  const built: string[] = [];
  const knowledge = await openKnowledge({
    async source() {
      const state = await content.newest();
      if (state === null) return shipped;
      return trees.source(releaseName(state.live.number), await trees.get(state.live.tree));
    },
    values: { privacyUrl: 'https://bot.example/privacitat', caseUrl: 'https://bot.example/cas' },
    versions: createMemoryVersions(),
    parsed: parsedBefore,
    builder: {
      async begin(all, version) {
        const only = rulesOnlyKnowledge(all, version);
        return { knowledge: only, whole: Promise.resolve(only) };
      },
      async whole(all, version) {
        built.push(version);
        return rulesOnlyKnowledge(all, version);
      },
      rulesOnly: rulesOnlyKnowledge,
      ...changes.builder,
    },
    clock: clock.now,
    log,
  });
  await shipContent({ log: content, trees }, shipped);
  const trials = { account: accountWith({ id: 'trial' }), vectors: { vectorOf: async () => null }, clock: clock.now };
  const desk = createContentDesk({
    log: content,
    trees,
    knowledge,
    approval: changes.approval ?? 'off',
    gate: changes.gate ?? (async () => {}),
    fourEyes: changes.fourEyes ?? oneAccountEach,
    accounts: changes.accounts ?? (() => []),
    tryContent: createTrials({ ...trials, newId: randomUUID }),
    tryProtocol: createProtocolTrials(trials),
    vectors: trials.vectors,
    clock: clock.now,
    newId: randomUUID,
  });
  await knowledge.reload();
  return { desk, content, trees, knowledge, log, built };
}

/** The content of small tests, in memory, with some files replaced; null takes a file away. */
export async function testContent(changes: Readonly<Record<string, string | null>> = {}): Promise<ContentSource> {
  const folder = await createContentFolder();
  try {
    const source = folderSource(folder.path);
    const files = new Map<string, Uint8Array>();
    for (const file of await source.list()) files.set(file, (await source.read(file)) ?? new Uint8Array());
    for (const [file, text] of Object.entries(changes)) {
      if (text === null) files.delete(file);
      else files.set(file, new TextEncoder().encode(text));
    }
    return memorySource('shipped', files);
  } finally {
    await folder.remove('.');
  }
}

/** Replaces a passage of a document's newest text, as an editor does. */
export async function editDocument(desk: ContentDesk, document: string, from: string, to: string, by = 'eva') {
  const { base, text } = await desk.read(document);
  if (text === null || !text.includes(from)) throw new Error(`${document} does not hold ${from}`);
  const saved = await desk.save({ document, base, onto: null, change: { text: text.replace(from, to) }, by });
  if (saved.kind === 'conflict') throw new Error('conflict');
  return saved.document;
}
