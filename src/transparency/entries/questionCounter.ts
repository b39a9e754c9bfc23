import type { Commit } from '../../core/model/commit.ts';
import { isRecord } from '../../core/model/commit.ts';
import type { Event } from '../../core/model/event.ts';
import { periodOf } from '../figures/periods.ts';
import { protect } from '../figures/protect.ts';
import type { LogPolicy } from '../log/logPolicy.ts';
import { writeEntry } from './entry.ts';

/** By what questions are counted: what their own entries do not show, since it may point at somebody. */
const countedBy = ['language', 'account'] as const;

/** What was counted in the period under way. */
export interface QuestionCounts {
  readonly period: string;
  /** First millisecond after it. */
  readonly until: number;
  /** Whether it was counted from its beginning; else it is not published. */
  readonly isWhole: boolean;
  readonly by: Readonly<Record<(typeof countedBy)[number], Readonly<Record<string, number>>>>;
}

export interface QuestionCounter {
  /** Counts a commit; returns the entries of the period that it ended. They come before its own. */
  add(commit: Commit): readonly string[];
  /** Null: nothing was counted yet. */
  counts(): QuestionCounts | null;
}

interface QuestionCounterOptions {
  readonly tenant: string;
  readonly policy: Pick<LogPolicy, 'roundingSeconds'> & Required<Pick<LogPolicy, 'figures'>>;
}

/**
 * As far as it was counted before; `beginning`: the log has no entries yet, so that nothing was missed; null: entries were
 * made without counting.
 */
export type CountedFrom = QuestionCounts | 'beginning' | null;

/**
 * Counts in which language and on which account people ask, a period at a time, and enters it with small cells
 * protected. `from`: where counting goes on.
 */
export function createQuestionCounter({ tenant, policy }: QuestionCounterOptions, from: CountedFrom): QuestionCounter {
  const { period: length, smallestCell } = policy.figures;
  let counts = from === 'beginning' ? null : from;

  function begin(at: number, { isWhole }: Pick<QuestionCounts, 'isWhole'>): QuestionCounts {
    const { id: period, until } = periodOf(at, length);
    return { period, until, isWhole, by: { language: {}, account: {} } };
  }

  function entriesAt(at: number, { period, isWhole, by }: QuestionCounts): readonly string[] {
    if (!isWhole) return [];
    return countedBy.map((name) => {
      const { total, cells, others } = protect(new Map(Object.entries(by[name])), smallestCell);
      const shown = { by: name, period, total, cells, others };
      return writeEntry({ type: 'questions.counted', at, shown, hidden: {} }, policy.roundingSeconds * 1_000, () => '');
    });
  }

  return {
    counts: () => counts,
    add(commit) {
      if (commit.tenant !== tenant) return [];
      let ended: readonly string[] = [];
      if (counts === null) counts = begin(commit.at, { isWhole: from === 'beginning' });
      else if (commit.at >= counts.until) {
        ended = entriesAt(commit.at, counts);
        counts = begin(commit.at, { isWhole: true });
      }
      for (const event of commit.events) {
        const language = languageOf(event, commit);
        if (language === null) continue;
        counts = counted(counts, language, commit.account);
      }
      return ended;
    },
  };
}

/** The language of a question; null: the event is none. */
function languageOf(event: Event, { state }: Commit): string | null {
  if (event.type === 'question.answered') return event.locale;
  if (event.type !== 'question.clarified' && event.type !== 'question.unanswered') return null;
  return isRecord(state) ? 'unknown' : (state.language?.locale ?? 'unknown');
}

function counted(counts: QuestionCounts, language: string, account: string): QuestionCounts {
  const { by } = counts;
  return { ...counts, by: { language: plusOne(by.language, language), account: plusOne(by.account, account) } };
}

function plusOne(counts: Readonly<Record<string, number>>, name: string): Readonly<Record<string, number>> {
  return { ...counts, [name]: (counts[name] ?? 0) + 1 };
}
