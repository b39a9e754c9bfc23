import type { Locale } from '../../../core/model/locale.ts';
import type { PeriodId, Publication } from '../../../core/ports/publishedFigures.ts';
import { tableCsv } from '../tableCsv.ts';
import type { Labels } from './labels.ts';

/**
 * A row of the data set "avisos, sugerencias, quejas y reclamaciones" (FEMP, UNE 178301:2015): cases that were opened or closed
 * in a period. What would single out one among few is empty: see docs/transparency.md.
 */
export interface RequestRow {
  readonly id: string;
  readonly tipo: string | null;
  readonly tema: string | null;
  readonly subtema: string | null;
  readonly fecha_apertura: PeriodId | null;
  readonly fecha_cierre: PeriodId | null;
  readonly canal_entrada: string;
  readonly canal_respuesta: string;
}

/** All channels are chats of the same assistant; which one would say too much next to the kind. */
const channel = 'chat';
/** The language in which the set of all Spanish municipalities is written. */
export const requestsLocale: Locale = 'es';

/** A row a case, made of published figures alone, so that nothing follows from it that does not follow from them. */
export function requestRows(publications: readonly Publication[], labels: Pick<Labels, 'cell'>): readonly RequestRow[] {
  return publications.flatMap((publication) => [
    ...rowsOf(publication, { figure: 'cases.kind', letter: 'A' }, (cell, period) => ({
      tipo: cell === null ? null : labels.cell('cases.kind', cell),
      fecha_apertura: period,
      fecha_cierre: null,
    })),
    ...rowsOf(publication, { figure: 'cases.closed', letter: 'C' }, (_, period) => ({
      tipo: null,
      fecha_apertura: null,
      fecha_cierre: period,
    })),
  ]);
}

function rowsOf(
  { period, figures }: Publication,
  { figure, letter }: { readonly figure: string; readonly letter: string },
  fieldsOf: (cell: string | null, period: PeriodId) => Pick<RequestRow, 'tipo' | 'fecha_apertura' | 'fecha_cierre'>,
): readonly RequestRow[] {
  const found = figures.find(({ id }) => id === figure);
  if (found === undefined || found.total === null) return [];
  const counts: readonly (readonly [string | null, number])[] = [...Object.entries(found.cells), [null, found.others]];
  const cells = counts.flatMap(([cell, count]) => Array.from({ length: count }, () => cell));
  return cells.map((cell, index) => ({
    id: `${period}-${letter}${String(index + 1).padStart(5, '0')}`,
    ...fieldsOf(cell, period),
    tema: null,
    subtema: null,
    canal_entrada: channel,
    canal_respuesta: channel,
  }));
}

export function requestsCsv(rows: readonly RequestRow[]): string {
  const columns = [
    'id',
    'tipo',
    'tema',
    'subtema',
    'fecha_apertura',
    'fecha_cierre',
    'canal_entrada',
    'canal_respuesta',
  ];
  const lines = rows.map((row) =>
    [
      row.id,
      row.tipo,
      row.tema,
      row.subtema,
      row.fecha_apertura,
      row.fecha_cierre,
      row.canal_entrada,
      row.canal_respuesta,
    ].map((value) => value ?? ''),
  );
  return tableCsv([columns, ...lines]);
}

export function requestsText(rows: readonly RequestRow[]): string {
  return `${JSON.stringify(rows, null, 1)}\n`;
}
