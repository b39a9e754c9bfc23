import { CodedError } from '../../core/model/errors.ts';
import { type Stamp, stampForm } from './stamp.ts';

/**
 * How far a reader of the journal has come. Commits are read in the order of their stamps, but a commit in transit may
 * become visible after a later one. So for the last minute a cursor also names each commit that was read, and the next
 * page reads that minute again.
 */
interface ScanCursor {
  /** Everything up to this stamp was read, and nothing can be added there any more. */
  readonly after: Stamp;
  /** Commits read after it. */
  readonly seen: readonly Stamp[];
}

/**
 * Milliseconds after which an invisible commit will never become visible: more than all time limits of a write
 * together.
 */
export const maxTransitMs = 60_000;

const form = 'm1';
const scanStart: ScanCursor = { after: '', seen: [] };

/** Reads a cursor that `formatCursor` wrote, null for the beginning. Throws `input.invalid`. */
export function parseCursor(text: string | null): ScanCursor {
  if (text === null) return scanStart;
  const [name, after = '', ...seen] = text.split('.');
  if (name === form && [after, ...seen].every((stamp) => stampForm.test(stamp) || stamp === '')) return { after, seen };
  throw new CodedError('input.invalid', 'This is not a cursor of the journal. Pass one that a scan returned, or none.');
}

export function formatCursor({ after, seen }: ScanCursor): string {
  return [form, after, ...seen].join('.');
}

/** The cursor after a page (not empty, in order); `settled`: the stamp up to which nothing can be added any more. */
export function advance(cursor: ScanCursor, page: readonly Stamp[], settled: Stamp): ScanCursor {
  const last = page.at(-1) ?? cursor.after;
  let after = last < settled ? last : settled;
  if (after < cursor.after) after = cursor.after;
  return { after, seen: [...cursor.seen, ...page].filter((stamp) => stamp > after) };
}
