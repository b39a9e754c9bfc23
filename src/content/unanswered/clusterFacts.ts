import { entryOf } from '../documents/split.ts';
import type { ClusterId, KnownDecision, KnownQuestion } from './askedQuestion.ts';
import type { QuestionIndex } from './questionIndex.ts';
import type { AskedSince, ClusterList, QuestionCluster } from './views.ts';

/** A cluster with its questions, the oldest first. */
export interface FoundCluster {
  readonly id: ClusterId;
  readonly decision: KnownDecision | null;
  readonly questions: readonly KnownQuestion[];
}

/** All clusters of an index. `decided`: decisions that are newer than the index, by cluster. */
export function clustersOf(
  { questions, decisions }: Pick<QuestionIndex, 'questions' | 'decisions'>,
  decided: ReadonlyMap<ClusterId, KnownDecision>,
): readonly FoundCluster[] {
  const grouped = Map.groupBy(questions.values(), ({ cluster }) => cluster);
  return [...grouped].map(([id, own]) => {
    const known = decisions.get(id) ?? null;
    const newer = decided.get(id) ?? null;
    const isNewer = newer !== null && newer.step > (known?.step ?? 0);
    return { id, decision: isNewer ? newer : known, questions: own.sort((a, b) => a.at - b.at) };
  });
}

export function listOfCluster({ decision }: Pick<FoundCluster, 'decision'>): ClusterList {
  if (decision === null || decision.use === 'open') return 'open';
  return decision.document === null ? 'aside' : 'followed';
}

/** Entries that are less likely than this are near to nothing. */
export const leastConfidence = 0.02;

/** Whether an entry is the nearest to a question of a cluster. */
export function isNear({ questions }: FoundCluster, entry: string): boolean {
  return questions.some(({ ranked: [first], problems }) => {
    return problems.length > 0 && first?.entry === entry && first.confidence >= leastConfidence;
  });
}

/** Orders a list: what is asked most comes first; of what is followed, what is still missed. */
export function inOrder(clusters: readonly FoundCluster[]): readonly FoundCluster[] {
  const weight = (cluster: FoundCluster) => {
    const { decision } = cluster;
    const missed = decision?.release ? askedSince(cluster, decision).missed : 0;
    return missed * 1_000_000 + cluster.questions.filter(({ problems }) => problems.length > 0).length;
  };
  const sorted = clusters.map((cluster) => ({ cluster, weight: weight(cluster), last: lastAt(cluster) }));
  return sorted.sort((a, b) => b.weight - a.weight || b.last - a.last).map(({ cluster }) => cluster);
}

const lastAt = ({ questions }: FoundCluster) => questions.at(-1)?.at ?? 0;

/** What came of the questions of a cluster since its entry is live. */
export function askedSince({ questions }: Pick<FoundCluster, 'questions'>, decision: KnownDecision): AskedSince {
  const { release, document } = decision;
  const entry = document === null ? null : entryOf(document);
  const since = questions.filter(({ at }) => release !== null && at >= release.at);
  const isGood = ({ problems }: KnownQuestion) => !problems.some((each) => each !== 'staff-answered');
  const answered = since.filter(
    (each) => isGood(each) && each.outcome.kind === 'answered' && each.outcome.entry === entry,
  ).length;
  const offered = since.filter(
    (each) => isGood(each) && each.outcome.kind === 'offered' && each.outcome.entries.some((one) => one === entry),
  ).length;
  return { asked: since.length, answered, offered, missed: since.length - answered - offered };
}

/** What can be said of a cluster from numbers alone. */
export function numbersOf({
  questions,
}: FoundCluster): Pick<QuestionCluster, 'times' | 'people' | 'first' | 'last' | 'languages' | 'accounts' | 'problems'> {
  const own = questions.filter(({ problems }) => problems.length > 0);
  return {
    times: own.length,
    people: new Set(own.map(({ conversation }) => conversation)).size,
    first: own[0]?.at ?? 0,
    last: own.at(-1)?.at ?? 0,
    languages: countOf(own.map(({ locale }) => locale)),
    accounts: countOf(own.map(({ account }) => account)),
    problems: countOf(own.flatMap(({ problems }) => problems)),
  };
}

function countOf<K extends string>(keys: readonly K[]): Record<K, number> {
  const counts = {} as Record<K, number>;
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Questions in other words each, those that were asked most first, and of each the newest. */
export function differentQuestions({ questions }: FoundCluster): readonly KnownQuestion[] {
  const own = questions.filter(({ problems }) => problems.length > 0);
  return [...Map.groupBy(own, ({ words, locale }) => `${locale} ${words}`).values()]
    .sort((a, b) => b.length - a.length || (b.at(-1)?.at ?? 0) - (a.at(-1)?.at ?? 0))
    .flatMap((same) => same.at(-1) ?? []);
}
