import type { AgentId } from '../../core/model/agent.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { Counts, QuestionMark, QuestionProblem } from './askedQuestion.ts';

/** A question of a cluster, as it may be shown to staff: identifiers are named, not quoted. */
export interface ShownQuestion {
  readonly mark: QuestionMark;
  readonly text: string;
  readonly locale: Locale;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What staff replied to a question, identifiers named. */
export interface ShownReply {
  readonly text: string;
  readonly by: AgentId | null;
  readonly at: number;
  readonly locale: Locale;
}

/** How often a cluster was asked since its release, and what came of it. */
export interface AskedSince {
  readonly asked: number;
  /** Answered at once by the entry that was to answer it. */
  readonly answered: number;
  /** It was among the choices. */
  readonly offered: number;
  /** Anything else. */
  readonly missed: number;
}

/** What became of a cluster. */
export type ClusterProgress =
  | { readonly state: 'open' }
  | { readonly state: 'not-ours' | 'ignored'; readonly by: AgentId; readonly at: number }
  | ({ readonly by: AgentId; readonly at: number; readonly document: string; readonly title: Localised | null } & (
      | { readonly state: 'drafted' | 'proposed' }
      | { readonly state: 'live'; readonly release: number; readonly since: AskedSince }
    ));

/** Questions that mean the same and had no good answer. */
export interface QuestionCluster {
  readonly id: string;
  /** How often they were asked, by how many people, and since when. */
  readonly times: number;
  readonly people: number;
  readonly first: number;
  readonly last: number;
  readonly languages: Partial<Readonly<Record<Locale, number>>>;
  /** By account. */
  readonly accounts: Readonly<Record<string, number>>;
  readonly problems: Partial<Readonly<Record<QuestionProblem, number>>>;
  /** Some of them in other words, those asked most first. */
  readonly questions: readonly ShownQuestion[];
  /** The entries that came closest, as the bot judged when it was asked last. */
  readonly nearest: readonly {
    readonly entry: string;
    readonly document: string;
    readonly title: Localised | null;
    readonly confidence: number;
  }[];
  /** What staff replied last; null: nobody did, or it was erased. */
  readonly reply: ShownReply | null;
  readonly progress: ClusterProgress;
}

/** Which clusters are listed: those that wait, those that are followed, those that were put aside. */
export const clusterLists = ['open', 'followed', 'aside'] as const;

export type ClusterList = (typeof clusterLists)[number];

export interface QuestionClusters {
  readonly clusters: readonly QuestionCluster[];
  /** How many there are in each list. */
  readonly counts: Readonly<Record<ClusterList, number>>;
  /** Send it as `from` for more; null: there are none. */
  readonly next: number | null;
  /** Whether the journal was read to its end at least once. */
  readonly ready: boolean;
}

/** The words of a question, as a person releases them. */
export interface WordingRequest {
  readonly cluster: string;
  readonly question: string;
  readonly locale: Locale;
  readonly text: string;
}

/** What was counted of an entry in some days. */
export interface EntryFigures extends Counts {
  readonly entry: string;
}
