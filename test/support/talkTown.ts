import { featureNames } from '../../src/core/dialogue/moveFeatures.ts';
import type { Localised } from '../../src/core/model/locale.ts';
import { type Move, type MoveModel, moves } from '../../src/core/model/understanding.ts';
import type { AspectAnswer, Knowledge } from '../../src/core/ports/knowledge.ts';
import { createKnowledge } from './knowledge.ts';
import { entryWith, town } from './town.ts';

const said = (what: string): Localised => ({ ca: `${what} ca`, es: `${what} es`, en: `${what} en` });
const part = (what: string): AspectAnswer => ({ answer: said(what), source: null, verified: null });

/** A network by which messages do what some features, each with its weight, make likely. */
export function movesBy(weights: Readonly<Partial<Record<Move, Readonly<Record<string, number>>>>>): MoveModel {
  const straight = featureNames.map((name) => moves.map((move) => weights[move]?.[name] ?? 0));
  return { straight, hidden: [], bias: [], output: [] };
}

/** One by which every message does one thing, whatever it says. */
export const always = (wanted: Move): MoveModel => movesBy({ [wanted]: { always: 10 } });

/** One by which every message does one thing, or perhaps reports something. */
export const mostly = (wanted: Move): MoveModel => movesBy({ [wanted]: { always: 10 }, report: { always: 9 } });

/** The town, whose entries have sides, special cases and plainer words. By its moves every message asks, or perhaps reports. */
export const talkTown: Knowledge = {
  ...createKnowledge({
    ...town,
    entries: [
      ...town.entries.filter(({ id }) => id !== 'padro.alta' && id !== 'residus.mobles'),
      entryWith({
        id: 'padro.alta',
        plain: said('plain padro.alta'),
        aspects: { cost: part('cost of padro.alta'), contact: part('contact of padro.alta') },
        exceptions: [{ id: 'no-contract', title: said('No contract'), ...part('without contract') }],
        followUps: ['padro.certificat'],
        source: { name: 'Seu', url: 'https://seu.example' },
      }),
      entryWith({ id: 'residus.mobles', aspects: { hours: part('hours of residus.mobles') } }),
      entryWith({ id: 'social.delicat', sensitive: true }),
    ],
  }),
  aspectTitle: (aspect) => said(`Aspect-${aspect}`),
  moves: mostly('ask'),
};
