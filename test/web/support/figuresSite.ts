import { createFigures } from '../../../src/transparency/figures/figures.ts';
import { formatKey } from '../../../src/transparency/note/signedNote.ts';
import { grownLog, origin } from '../../transparency/support/grownLog.ts';
import { provenCase } from '../../transparency/support/provenCase.ts';
import { yearOfEntries } from '../../transparency/support/year.ts';
import { signerNamed } from '../../transparency/witness/support.ts';
import { guideSite } from './guideTown.ts';
import type { SiteOptions } from './siteOptions.ts';

/** The entries with those that say, after each month, in which language people asked. */
function withLanguages(entries: readonly Buffer[]): readonly Buffer[] {
  const all: Buffer[] = [];
  let [period, total] = ['', 0];
  for (const entry of entries) {
    const { at, type } = JSON.parse(entry.toString()) as { readonly at: string; readonly type: string };
    const month = at.slice(0, 7);
    if (period !== '' && month > period) {
      const cells = { ca: total - 40, es: 30 };
      const counted = { at, by: 'language', period, total, cells, others: 10, type: 'questions.counted', v: 1 };
      all.push(Buffer.from(JSON.stringify(counted)));
      total = 0;
    }
    if (month > period) period = month;
    if (type.startsWith('question.')) total += 1;
    all.push(entry);
  }
  return all;
}

/** A witness of the log of these tests, and what its policy says of it. */
export const siteWitness = signerNamed('witness.example/w1');
const [witnessKey] = siteWitness.keys;
const trust = {
  origin,
  witnesses: { one: witnessKey === undefined ? '' : formatKey(witnessKey) },
  groups: { any: { threshold: 1, members: ['one'] } },
  quorum: 'any',
};

/** A site with a guide, and with half a year of figures. */
export async function figuresSite(): Promise<SiteOptions> {
  const figures = await createFigures(grownLog(withLanguages(yearOfEntries({ seed: 5, days: 180, perDay: 30 }))))();
  if (figures === null) throw new Error('the log has not begun');
  const { publicKeys } = await provenCase();
  const late = (count: number, kind: string, department: string) =>
    Array.from({ length: count }, () => ({ kind, department }));
  const overdue = [...late(7, 'complaint', 'oiac'), ...late(4, 'incident', 'via-publica'), null];
  return { ...guideSite, figures, overdue, publicKeys, witnesses: trust };
}
