import type { ContentRecord } from '../../core/model/records.ts';
import type { Content } from '../content.ts';
import { entryDocument, entryOf } from '../documents/split.ts';
import type { ClusterId, KnownDecision, KnownQuestion } from './askedQuestion.ts';
import {
  askedSince,
  clustersOf,
  differentQuestions,
  type FoundCluster,
  inOrder,
  isNear,
  leastConfidence,
  listOfCluster,
  numbersOf,
} from './clusterFacts.ts';
import type { QuestionTexts } from './questionTexts.ts';
import type { Snapshots } from './snapshots.ts';
import {
  type ClusterList,
  type ClusterProgress,
  clusterLists,
  type QuestionCluster,
  type QuestionClusters,
} from './views.ts';

/** Clusters on a page, and different questions that are shown of each. */
const pageLength = 20;
const questionsShown = 4;
/** Questions that are read to find so many that were not erased. */
const questionsRead = 8;

interface ListClustersDeps {
  readonly snapshots: Pick<Snapshots, 'load'>;
  readonly texts: QuestionTexts;
  readonly content: () => Content;
  /** The record of the content, for what becomes of drafts; null before the first import. */
  readonly record: () => Promise<ContentRecord | null>;
  /** Decisions that this process has recorded, which the index may not have yet. */
  readonly decided: ReadonlyMap<ClusterId, KnownDecision>;
}

interface ClusterQuery {
  readonly list: ClusterList;
  /** Only those to which this entry comes nearest; null: all. */
  readonly entry: string | null;
  /** How many to leave out. */
  readonly from: number;
}

/** Clusters of unanswered questions, as editors see them. Their texts are personal: that they are read is recorded before. */
export interface ClusterLists {
  list(query: ClusterQuery): Promise<QuestionClusters>;
  /** Null: there is none, or none that can still be read. */
  one(cluster: ClusterId): Promise<QuestionCluster | null>;
  find(cluster: ClusterId): Promise<FoundCluster | null>;
}

export function createClusterLists(deps: ListClustersDeps): ClusterLists {
  const { snapshots, texts, content } = deps;

  async function all(): Promise<readonly FoundCluster[] | null> {
    const stored = await snapshots.load();
    return stored === null ? null : clustersOf(stored.index, deps.decided);
  }

  function progressOf(found: FoundCluster, record: ContentRecord | null): ClusterProgress {
    const { decision } = found;
    if (decision === null || decision.use === 'open') return { state: 'open' };
    const { use, by, at, document, release } = decision;
    if (use === 'not-ours' || use === 'ignored' || document === null)
      return { state: use === 'not-ours' ? use : 'ignored', by, at };
    const common = { by, at, document, title: titleOf(content(), entryOf(document)) };
    if (release !== null)
      return { ...common, state: 'live', release: release.number, since: askedSince(found, decision) };
    const isProposed = record?.proposals.some(({ changes }) => changes.some((change) => change.document === document));
    return { ...common, state: isProposed === true ? 'proposed' : 'drafted' };
  }

  async function shown(found: FoundCluster, record: ContentRecord | null): Promise<QuestionCluster | null> {
    const some = await Promise.all(differentQuestions(found).slice(0, questionsRead).map(texts.question));
    const questions = some.flatMap((each) => each ?? []).slice(0, questionsShown);
    // Erased moments ago: the index will follow.
    if (questions.length === 0) return null;
    const replied = found.questions.findLast(({ reply }) => reply !== null);
    const last = found.questions.findLast((each: KnownQuestion) => each.problems.length > 0);
    return {
      id: found.id,
      ...numbersOf(found),
      questions,
      nearest: (last?.ranked ?? []).flatMap(({ entry, confidence }) => {
        const file = fileWith(content(), entry);
        // Small talk and commands take no wordings here.
        if (file === null || confidence < leastConfidence) return [];
        return { entry, document: entryDocument(file, entry), title: titleOf(content(), entry), confidence };
      }),
      reply: replied === undefined ? null : await texts.reply(replied),
      progress: progressOf(found, record),
    };
  }

  async function find(cluster: ClusterId): Promise<FoundCluster | null> {
    return (await all())?.find(({ id }) => id === cluster) ?? null;
  }

  return {
    find,

    async one(cluster) {
      const found = await find(cluster);
      return found === null ? null : shown(found, await deps.record());
    },

    async list({ list, entry, from }) {
      const found = await all();
      const record = await deps.record();
      const near = (found ?? []).filter((each) => entry === null || isNear(each, entry));
      const counts = Object.fromEntries(
        clusterLists.map((name) => [name, near.filter((each) => listOfCluster(each) === name).length]),
      ) as Record<ClusterList, number>;
      const listed = inOrder(near.filter((each) => listOfCluster(each) === list));
      const page = await Promise.all(listed.slice(from, from + pageLength).map((each) => shown(each, record)));
      return {
        clusters: page.flatMap((each) => each ?? []),
        counts,
        next: listed.length > from + pageLength ? from + pageLength : null,
        ready: found !== null,
      };
    },
  };
}

/** The file of an entry in the live content; null: it is not there. */
function fileWith({ faq }: Content, entry: string): string | null {
  return Object.entries(faq).find(([, { entries }]) => entries.some(({ id }) => id === entry))?.[0] ?? null;
}

function titleOf(content: Content, entry: string | null) {
  const file = entry === null ? null : fileWith(content, entry);
  return file === null ? null : (content.faq[file]?.entries.find(({ id }) => id === entry)?.title ?? null);
}
