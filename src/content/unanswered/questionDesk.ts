import type { RecordLog } from '../../core/journal/recordLog.ts';
import type { ContentRecord } from '../../core/model/records.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { DerivedRecords } from '../../core/ports/derived.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Lease } from '../../core/ports/lease.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { dayIn } from '../../core/util/dates.ts';
import type { Content } from '../content.ts';
import type { ContentDesk } from '../desk/desk.ts';
import type { ClusterId, KnownDecision } from './askedQuestion.ts';
import { findCentres, type VectorsAtHand } from './centres.ts';
import type { MeaningOf } from './clusters.ts';
import { createQuestionDecisions, type QuestionDecisions } from './decideQuestions.ts';
import { addUp, type FiguresRow, figuresIn, lastDays, type Period } from './figures.ts';
import { followQuestions } from './followQuestions.ts';
import { type ClusterLists, createClusterLists } from './listClusters.ts';
import { createQuestionTexts } from './questionTexts.ts';
import { createSnapshots } from './snapshots.ts';
import type { EntryFigures } from './views.ts';

export interface QuestionDeskDeps {
  readonly tenant: string;
  readonly journal: Pick<Journal, 'read' | 'scan'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly derived: DerivedRecords;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly desk: Pick<ContentDesk, 'read' | 'save' | 'create' | 'discard'>;
  readonly content: () => Content;
  readonly record: () => Promise<ContentRecord | null>;
  readonly codeOfWords: (words: string) => string;
  readonly vectorOf: MeaningOf | null;
  readonly vectorsAtHand: VectorsAtHand;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** The figures of a period. */
export interface Figures {
  readonly period: Period;
  readonly rows: readonly FiguresRow[];
  /** Whether the journal was read to its end at least once. */
  readonly ready: boolean;
}

/** What editors see of what people asked: unanswered questions, and figures. */
export interface QuestionDesk extends Pick<ClusterLists, 'list'>, QuestionDecisions {
  /** What was counted of each entry in so many days until today. */
  entryFigures(days: number): Promise<readonly EntryFigures[]>;
  /** The figures of so many days until today. */
  figures(days: number): Promise<Figures>;
  /** Keeps the index of questions up to date, until the end. For one process of all. */
  follow(lease: Lease, end: AbortSignal): Promise<void>;
}

export function createQuestionDesk(deps: QuestionDeskDeps): QuestionDesk {
  const { tenant, derived, content, clock } = deps;

  /** The day of a time where the council is. */
  const dayOf = (at: number) => dayIn(content().calendar.timeZone, at);

  const snapshots = createSnapshots({ derived, tenant, dayOf });
  const texts = createQuestionTexts(deps);
  const decided = new Map<ClusterId, KnownDecision>();
  const lists = createClusterLists({ snapshots, texts, content, record: deps.record, decided });

  async function figures(length: number): Promise<Figures> {
    const period = lastDays(length, clock(), dayOf);
    const stored = await snapshots.load();
    return { period, rows: stored === null ? [] : figuresIn(stored.index, period), ready: stored !== null };
  }

  return {
    list: lists.list,
    ...createQuestionDecisions({ ...deps, lists, texts, decided }),
    async entryFigures(length) {
      const { rows } = await figures(length);
      return [...addUp(rows, ({ entry }) => (entry === '' ? null : entry))].map(([entry, counts]) => ({
        entry,
        ...counts,
      }));
    },
    figures,
    follow: (lease, end) =>
      followQuestions(
        {
          ...deps,
          snapshots: createSnapshots({ derived, tenant, dayOf }),
          centres: () => findCentres(content(), deps.vectorsAtHand),
          dayOf,
        },
        lease,
        end,
      ),
  };
}
