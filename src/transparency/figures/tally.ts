import type {
  CouncilAct,
  FigureQuery,
  PeriodLength,
  Publication,
  PublishedFigure,
} from '../../core/ports/publishedFigures.ts';
import { dayOf } from '../../core/util/dates.ts';
import { type ClosedPeriod, periodOf } from './periods.ts';
import { protect } from './protect.ts';
import { actFields, countedType, figureQueries } from './queries.ts';
import { createEntryReader, type ReadEntry } from './readEntries.ts';

/** Counts the entries of a log in order, and publishes each period when it has ended. */
interface Tally {
  /** Counts the next entry; returns the period that it ended, if it did. */
  add(entry: Uint8Array): Publication | null;
}

interface FiguresPolicy {
  readonly period: PeriodLength;
  readonly smallestCell: number;
}

/** What was counted in the period under way. */
interface Open {
  readonly period: ClosedPeriod;
  readonly counts: readonly Map<string, number>[];
  readonly acts: CouncilAct[];
  /** Figures that were counted before they were entered, by name. */
  readonly given: Map<string, PublishedFigure>;
}

/**
 * Begins a tally. A period ends with the first entry of a later one, so that everything follows from the log alone and
 * no clock is asked: an entry that comes late counts in the period in which it came, and nothing that was published
 * ever changes.
 */
export function createTally({ period: length, smallestCell }: FiguresPolicy): Tally {
  const read = createEntryReader();
  let open: Open | null = null;
  let size = 0;
  const begin = (at: number): Open => ({
    period: periodOf(at, length),
    counts: figureQueries.map(() => new Map<string, number>()),
    acts: [],
    given: new Map(),
  });

  function publish({ period, counts, acts, given }: Open): Publication {
    return {
      period: period.id,
      from: dayOf(period.from),
      until: dayOf(period.until),
      entries: size,
      figures: publishFigures(counts, given, smallestCell),
      acts,
    };
  }

  return {
    add(bytes) {
      const entries = read(bytes);
      const [first] = entries;
      const at = first?.at ?? 0;
      // What was counted of a period is entered after it.
      if (first?.type === countedType && open !== null && first.fields.period === open.period.id) {
        note(open.given, first);
        size += 1;
        return null;
      }
      let ended: Publication | null = null;
      if (open === null) open = begin(at);
      else if (at >= open.period.until) {
        ended = publish(open);
        open = begin(at);
      }
      for (const entry of entries) count(open, entry);
      size += 1;
      return ended;
    },
  };
}

/** Notes a figure that was counted before it was entered. */
function note(given: Map<string, PublishedFigure>, { fields: { by, total, cells, others } }: ReadEntry): void {
  const query = figureQueries.find(({ types, where }) => types[0] === countedType && where.by?.[0] === by);
  if (query === undefined) return;
  const { id } = query;
  given.set(id, {
    id,
    total: total as number | null,
    cells: cells as PublishedFigure['cells'],
    others: Number(others),
  });
}

function count({ counts, acts }: Open, entry: ReadEntry): void {
  for (const index of queriesOf.get(entry.type) ?? []) {
    const cell = cellOf(figureQueries[index] as FigureQuery, entry);
    const own = counts[index];
    if (cell !== null && own !== undefined) own.set(cell, (own.get(cell) ?? 0) + 1);
  }
  const shown = actFields[entry.type];
  if (shown !== undefined) {
    const fields = shown.map((name) => [name, textOf(entry.fields[name])]);
    acts.push({ day: dayOf(entry.at), type: entry.type, fields: Object.fromEntries(fields) });
  }
}

/** A field of an act as it is listed. */
function textOf(value: unknown): string | number | null {
  return Array.isArray(value) ? value.join(', ') : ((value ?? null) as string | number | null);
}

/** The figures that count entries of a type, by position. */
const queriesOf: ReadonlyMap<string, readonly number[]> = new Map(
  [...new Set(figureQueries.flatMap(({ types }) => types))].map((type) => [
    type,
    figureQueries.flatMap(({ types }, index) => (types.includes(type) ? [index] : [])),
  ]),
);

/** The cell of a figure that an entry belongs to; null: it does not count. */
function cellOf({ where, by }: FigureQuery, { type, fields }: ReadEntry): string | null {
  for (const [name, values] of Object.entries(where)) if (!values.includes(String(fields[name]))) return null;
  if (by === null) return 'all';
  return by === 'type' ? type : String(fields[by]);
}

function publishFigures(
  counts: readonly ReadonlyMap<string, number>[],
  given: ReadonlyMap<string, PublishedFigure>,
  smallest: number,
): readonly PublishedFigure[] {
  const published = new Map<string, PublishedFigure>();
  for (const [index, { id, of, types }] of figureQueries.entries()) {
    if (types[0] === countedType) {
      published.set(id, given.get(id) ?? { id, total: null, cells: {}, others: 0 });
      continue;
    }
    const parent = of === null ? null : published.get(of.figure);
    // What divides a cell that is not shown would show it.
    const isHidden = of !== null && parent?.cells[of.cell] === undefined;
    const figure = isHidden ? { total: null, cells: {}, others: 0 } : protect(counts[index] ?? new Map(), smallest);
    published.set(id, { id, ...figure });
  }
  return [...published.values()];
}
