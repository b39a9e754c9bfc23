import type { Localised } from '../../src/core/model/locale.ts';
import { type Move, type MoveModel, moves } from '../../src/core/model/understanding.ts';
import type { AspectAnswer, Knowledge } from '../../src/core/ports/knowledge.ts';
import { createKnowledge } from './knowledge.ts';
import { entryWith, town } from './town.ts';

const said = (what: string): Localised => ({ ca: `${what} ca`, es: `${what} es`, en: `${what} en` });
const part = (what: string): AspectAnswer => ({ answer: said(what), source: null, verified: null });

/** A model by which every message does one thing, whatever it says. */
export function always(wanted: Move): MoveModel {
  return Object.fromEntries(moves.map((move) => [move, move === wanted ? [10] : []])) as Record<Move, number[]>;
}

/** The town, whose entries have sides, special cases and plainer words. By its moves every message asks. */
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
  moves: always('ask'),
};
