import { percent } from './measures.ts';
import { printTable } from './table.ts';

export type Row = Readonly<Record<string, string | number>>;

/** A figure that is wanted: a share of 0 to 1, or a count. */
export type Target = { readonly name: string } & (
  | { readonly share: number; readonly least: number }
  | { readonly share: number; readonly most: number }
  | { readonly count: number; readonly most: number }
);

/** One part of an evaluation. */
export interface Report {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
  readonly misses: readonly Row[];
}

export function holds(target: Target): boolean {
  if ('count' in target) return target.count <= target.most;
  return 'least' in target ? target.share >= target.least : target.share <= target.most;
}

/** A row of the table of targets. */
export function rowOfTarget(part: string, target: Target): Row {
  const isCount = 'count' in target;
  const show = (value: number) => (isCount ? String(value) : percent(value));
  return {
    part,
    figure: target.name,
    wanted: 'least' in target ? `≥ ${show(target.least)}` : `≤ ${show(target.most)}`,
    found: show(isCount ? target.count : target.share),
    holds: holds(target) ? 'yes' : 'NO',
  };
}

/** Prints the reports, then which targets hold. Returns whether all do. */
export function printReports(
  reports: ReadonlyMap<string, Report>,
  { withMisses }: { readonly withMisses: boolean },
): boolean {
  for (const { title, rows, misses } of reports.values()) {
    printTable(title, rows);
    if (withMisses) printTable(`Misses: ${misses.length}`, misses);
  }
  const targets = [...reports].flatMap(([part, report]) => report.targets.map((target) => ({ part, target })));
  if (targets.length === 0) return true;
  printTable(
    'Targets',
    targets.map(({ part, target }) => rowOfTarget(part, target)),
  );
  const held = targets.filter(({ target }) => holds(target)).length;
  console.log(`\n${held} of ${targets.length} targets hold.`);
  return held === targets.length;
}
