import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentProposal, ContentRecord } from '../../core/model/records.ts';
import type { SentenceVectors } from '../../core/ports/knowledge.ts';
import type { ContentSource } from '../documents/source.ts';
import type { Tree } from '../documents/tree.ts';
import { versionIn } from '../documents/tree.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import type { LoadedContent } from '../load/loadContent.ts';
import type { Jargon } from '../readability/views.ts';
import type { NumberedRow } from '../sheets/row.ts';
import { type Bulk, createBulk } from './bulk.ts';
import type { DeskDeps } from './deps.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createHistory, findRelease, type History } from './history.ts';
import { importDrafts } from './importDrafts.ts';
import { createJargon } from './jargon.ts';
import { keepTest } from './keepTest.ts';
import { createOwnWords, type OwnWords } from './ownWords.ts';
import { type DraftMessages, type PreviewRequest, previewMessages } from './preview.ts';
import { createPreviewSource } from './previewSource.ts';
import { placeProblems } from './problems.ts';
import type { ProtocolTrialRequest, TryProtocol } from './protocolTrial.ts';
import { createPublishing, type Publishing, type PublishOutcome } from './publish.ts';
import { applyChanges, resolveChange } from './resolve.ts';
import { createSettleClash, type SettleClash } from './settleClash.ts';
import { importSheet, type Sheet, sheetOf } from './sheets.ts';
import type { TrialRequest, TryContent } from './trial.ts';
import type { KeptChat, KeptTest, ProtocolTrial } from './trialViews.ts';
import type { DeskChanges, DeskProposal, DraftChange, ImportOutcome, Published, Trial } from './views.ts';

/** The editor's desk: drafts of the content, and their way to citizens. */
export interface ContentDesk extends Drafts, Pick<History, 'releases' | 'release'>, Pick<Publishing, 'releaseDue'> {
  /** All drafts and proposals, with what they change and what is wrong with them. */
  changes(): Promise<DeskChanges>;
  publish(request: Parameters<Publishing['publish']>[0]): Promise<Published>;
  approve(...given: Parameters<Publishing['approve']>): Promise<Published>;
  withdraw(...given: Parameters<Publishing['withdraw']>): Promise<DeskChanges>;
  revert(...given: Parameters<Publishing['revert']>): Promise<Published>;
  /** Chats with all drafts as they are. */
  try(request: TrialRequest): Promise<Trial>;
  /** What the bot would send of a draft, as it is written, or of a text. @throws {CodedError} `content.unknown` */
  preview(request: PreviewRequest): Promise<DraftMessages>;
  /** Writes a chat into the draft of the pinned questions. @throws {CodedError} `input.invalid` */
  keepTest(chat: KeptChat, by: AgentId): Promise<KeptTest>;
  /** Makes drafts of what files say otherwise. @throws {CodedError} `input.invalid` */
  importDrafts(source: ContentSource, by: AgentId): Promise<ImportOutcome>;
  /** The files of a release, or (null) of all drafts as they are. @throws {CodedError} `content.unknown` */
  filesOf(release: number | null | 'live'): Promise<ContentSource>;
  /** The texts of the FAQ of a release, or (null) of all drafts. @throws {CodedError} `content.unknown` */
  sheetOf(release: number | null | 'live'): Promise<Sheet>;
  /** Makes drafts of the texts that rows say otherwise. @throws {CodedError} `input.invalid` */
  importSheet(rows: readonly NumberedRow[], by: AgentId): Promise<ImportOutcome>;
  /** Says what all drafts make of a message by the protocol. */
  tryProtocol(request: ProtocolTrialRequest): Promise<ProtocolTrial>;
  /** Changes of several services at once. */
  readonly bulk: Bulk;
  /** Does something with a question that comes close to another service. @throws {CodedError} `content.unknown` */
  readonly settleClash: SettleClash;
  /** Words of officialese, with plain words instead. */
  jargon(): Promise<Jargon>;
  /** The council's own words, which no dictionary knows. */
  readonly ownWords: OwnWords;
  /** The content of all drafts, checked, with nothing learnt from it. */
  draftContent(): Promise<LoadedContent>;
  /** The knowledge of all drafts; built once, until one changes. */
  draftKnowledge(): Promise<PreparedKnowledge>;
}

interface ContentDeskDeps extends DeskDeps {
  readonly tryContent: TryContent;
  readonly tryProtocol: TryProtocol;
  readonly vectors: SentenceVectors;
}

/** What the release in use calls its source. */
export const releaseName = (number: number): string => `release ${number}`;

export function createContentDesk(deps: ContentDeskDeps): ContentDesk {
  const { log, trees, knowledge } = deps;
  const inUse = () => Number(/^release (\d+)$/.exec(knowledge.sourceName())?.[1] ?? 0);
  const history = createHistory(deps, inUse);
  const publishing = createPublishing(deps);
  /** The knowledge of the drafts of one moment. */
  let built: { readonly tree: string; readonly prepared: Promise<PreparedKnowledge> } | null = null;

  async function resolveDrafts(state: ContentRecord, live: Tree) {
    return Promise.all(
      state.drafts.map(async (draft) => {
        const { change, isConflict } = await resolveChange(trees, draft, versionIn(live, draft.document));
        return { draft, change, isConflict };
      }),
    );
  }

  async function shownProposal(proposal: ContentProposal): Promise<DeskProposal> {
    const { id, by, at, publishAt, needsApproval, reviewer, reviewerAccess = null, note, reverts, changes } = proposal;
    return {
      id,
      by,
      at,
      publishAt,
      needsApproval,
      reviewer,
      reviewerAccess,
      note: await trees.text(note),
      reverts,
      changes: await Promise.all(changes.map(history.change)),
    };
  }

  async function changes(): Promise<DeskChanges> {
    const state = await log.state();
    const live = await trees.get(state.live.tree);
    const resolved = await resolveDrafts(state, live);
    const changed = resolved.map(({ change }) => change);
    const tree = applyChanges(live, changed);
    const { problems } = await knowledge.check(await trees.source('the drafts', tree));
    const known = new Set(knowledge.problems().map(({ file, message }) => `${file} ${message}`));
    const placed = await placeProblems(trees, tree, problems);
    const isOurs = new Set(changed.map(({ document }) => document));
    const drafts = resolved.map(async ({ draft, change, isConflict }): Promise<DraftChange> => {
      return {
        ...(await history.change(change)),
        by: draft.by,
        at: draft.at,
        conflict: isConflict,
        problems: placed.filter(({ document }) => document === draft.document),
      };
    });
    return {
      release: state.live.number,
      approval: deps.approval,
      changes: await Promise.all(drafts),
      problems: placed.filter(
        ({ document }, index) =>
          !isOurs.has(document) && !known.has(`${problems[index]?.file} ${problems[index]?.message}`),
      ),
      proposals: await Promise.all(state.proposals.map(shownProposal)),
    };
  }

  async function published({ state, proposal: id }: PublishOutcome): Promise<Published> {
    // It takes tens of megabytes, and other drafts are left now.
    built = null;
    if (id === null) return { kind: 'released', release: await history.shown(state.live) };
    const proposal = state.proposals.find((each) => each.id === id);
    if (proposal === undefined) throw new CodedError('content.unknown', 'This proposal was withdrawn meanwhile.');
    return { kind: 'waiting', proposal: await shownProposal(proposal) };
  }

  async function draftTree(state: ContentRecord): Promise<Tree> {
    const live = await trees.get(state.live.tree);
    const resolved = await resolveDrafts(state, live);
    return applyChanges(
      live,
      resolved.map(({ change }) => change),
    );
  }

  async function treeOf(release: number | null | 'live'): Promise<{ readonly name: string; readonly tree: Tree }> {
    const state = await log.state();
    if (release === null) return { name: 'the drafts', tree: await draftTree(state) };
    const found = release === 'live' ? state.live : (await findRelease(log, state, release)).release;
    return { name: releaseName(found.number), tree: await trees.get(found.tree) };
  }

  async function draftKnowledge(): Promise<PreparedKnowledge> {
    const tree = await draftTree(await log.state());
    const version = trees.hash(tree);
    if (built?.tree !== version) {
      const mine = { tree: version, prepared: trees.source('the drafts', tree).then(knowledge.prepare) };
      built = mine;
      mine.prepared.catch(() => {
        if (built === mine) built = null;
      });
    }
    return built.prepared;
  }

  const drafts = createDrafts(deps);
  const draftContent = async () =>
    knowledge.check(await trees.source('the drafts', await draftTree(await log.state())));

  const previewSource = createPreviewSource(deps, drafts);

  return {
    ...drafts,
    keepTest: async (chat, by) =>
      keepTest({ drafts, vectors: deps.vectors, clock: deps.clock }, await draftKnowledge(), chat, by),
    changes,
    releases: history.releases,
    release: history.release,
    releaseDue: publishing.releaseDue,
    publish: async (request) => published(await publishing.publish(request)),
    approve: async (proposal, by) => published(await publishing.approve(proposal, by)),
    revert: async (number, note, by) => published(await publishing.revert(number, note, by)),
    async withdraw(proposal, by) {
      await publishing.withdraw(proposal, by);
      return changes();
    },
    try: async (request) => deps.tryContent(await draftKnowledge(), request),
    tryProtocol: async (request) => deps.tryProtocol(await draftKnowledge(), request),
    draftKnowledge,
    draftContent,
    bulk: createBulk(deps),
    settleClash: createSettleClash(deps),
    jargon: createJargon(deps),
    ownWords: createOwnWords(deps, drafts),
    preview: async (request) => previewMessages(await previewSource(request), request),
    importDrafts: (source, by) => importDrafts(deps, source, by),
    importSheet: (rows, by) => importSheet(deps, rows, by),
    async filesOf(release) {
      const { name, tree } = await treeOf(release);
      return trees.source(name, tree);
    },
    sheetOf: async (release) => sheetOf(deps, (await treeOf(release)).tree),
  };
}
