import { formatCaseCursor } from '../../../core/cases/caseCursor.ts';
import { hideKeys } from '../../../core/cases/caseLinks.ts';
import { mayBePublished } from '../../../core/cases/policy.ts';
import type { SuggestionOutcome } from '../../../core/model/case.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../../../core/ports/caseIndex.ts';
import type { Journal } from '../../../core/ports/journal.ts';
import type { Sealer } from '../../../core/ports/sealer.ts';
import { descriptionIn, sealedContentOf } from '../../open311/publicRequest.ts';

/** Suggestions on a page, rows that are asked for at once, and rows that are looked through for one page at most. */
const pageSize = 20;
const batch = 100;
const mostRows = 1_000;

export interface SuggestionsDeps {
  readonly tenant: string;
  readonly cases: Pick<CaseIndex, 'find'>;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

/** A suggestion as anybody may read it: never whose it is. */
export interface PublicSuggestion {
  readonly code: string;
  readonly text: string;
  /** The language of its words, as far as it is known. */
  readonly locale: Locale;
  readonly department: string;
  readonly receivedAt: number;
  /** Null: it was received, and nothing was said of it yet. */
  readonly outcome: SuggestionOutcome | null;
  readonly answeredAt: number | null;
  /** Why; empty where nothing is said but that it is studied. */
  readonly reasons: string;
  readonly changedAt: number;
}

export interface SuggestionsPage {
  readonly shown: readonly PublicSuggestion[];
  /** Older ones changed before this time; null: there are no more. */
  readonly next: number | null;
}

/**
 * The suggestions that staff have published and that changed before a time, what changed last first, with what the council
 * made of them. Of what was erased, or is only kept at its author's wish, nothing is shown. A page goes on at a time, never at
 * a row: a cursor of rows names the conversation of its case, and cases that are not public.
 */
export async function publicSuggestions(deps: SuggestionsDeps, before: number | null): Promise<SuggestionsPage> {
  const shown: PublicSuggestion[] = [];
  let after = before === null ? null : positionBefore(before);
  for (let looked = 0; ; looked += batch) {
    const query = queryWith(deps.tenant, { kinds: ['suggestion'], order: 'changed', after, limit: batch });
    const found = await deps.cases.find(query);
    for (const row of found.rows) {
      const last = shown.at(-1);
      // What changed at one time stays on one page.
      if (shown.length >= pageSize && last !== undefined && timeOf(row) < last.changedAt)
        return { shown, next: last.changedAt };
      const read = await shownOf(deps, row);
      if (read !== null) shown.push(read);
    }
    const end = found.rows.at(-1);
    if (found.next === null || end === undefined) return { shown, next: null };
    if (looked + batch >= mostRows) return { shown, next: timeOf(end) };
    after = found.next;
  }
}

const timeOf = ({ changedAt }: CaseRow): number => Math.round(changedAt);

/** Behind all rows that changed at a time: codes consist of digits and letters. */
const positionBefore = (time: number): string => formatCaseCursor('changed', { closed: 0, time: -time, key: '~' });

async function shownOf(deps: SuggestionsDeps, row: CaseRow): Promise<PublicSuggestion | null> {
  const { case: caseState, conversation } = row;
  const { published = null, weighed } = caseState;
  if (published === null || !published.description || row.isRestricted === true || !mayBePublished(caseState))
    return null;
  const text = descriptionIn(await sealedContentOf(deps, conversation, published.revision));
  if (text === null || text.trim() === '') return null;
  const { code, locale, department, openedAt } = caseState;
  return {
    code,
    text,
    locale,
    department,
    receivedAt: openedAt,
    outcome: weighed?.outcome ?? null,
    answeredAt: weighed?.at ?? null,
    reasons: weighed === undefined ? '' : await reasonsOf(deps, conversation, weighed.revision),
    changedAt: timeOf(row),
  };
}

async function reasonsOf(deps: SuggestionsDeps, conversation: string, revision: number): Promise<string> {
  const command = (await sealedContentOf(deps, conversation, revision))?.command;
  return command?.kind === 'weigh' ? hideKeys(command.text) : '';
}
