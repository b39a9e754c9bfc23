import { createFigures } from '../../../src/transparency/figures/figures.ts';
import { grownLog } from '../../transparency/support/grownLog.ts';
import { provenCase } from '../../transparency/support/provenCase.ts';
import { yearOfEntries } from '../../transparency/support/year.ts';
import { guideSite } from './guideTown.ts';
import type { SiteOptions } from './site.ts';

/** A site with a guide, and with half a year of figures. */
export async function figuresSite(): Promise<SiteOptions> {
  const figures = await createFigures(grownLog(yearOfEntries({ seed: 5, days: 180, perDay: 30 })))();
  if (figures === null) throw new Error('the log has not begun');
  const { publicKeys } = await provenCase();
  return { ...guideSite, figures, overdue: 12, publicKeys };
}
