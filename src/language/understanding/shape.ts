import type { Shape } from '../../core/model/understanding.ts';
import { fold, foldKept } from '../text/fold.ts';

/** Words that begin a continuation, in Catalan, Spanish and English; of the language, not of the council. */
const continuations = new Set(
  'i y e and pero però but so doncs pues entonces llavors then also també también or o ni aleshores que si'
    .split(' ')
    .map(fold),
);

/** Words that refer to what was said before. */
const references = new Set(
  'això aixo allo ho hi en aquest aquesta aquell eso esto aquello lo la los las ese esa este esta it that this there they them those these one ones ahi alla alli aqui'
    .split(' ')
    .map(fold),
);

/** Kinds of places, and the words that stand before a place; of the language, not of the council. */
const place =
  /\b(?:carrer|calle|street|avinguda|avenida|avda|avenue|placa|plaza|square|passeig|paseo|promenade|passatge|pasaje|rambla|ronda|carretera|rotonda|roundabout|cantonada|esquina|corner|cruilla|cruce|crossing|poligon|poligono|parc|parque|park|barri|barrio|in front of|opposite|next to|near the|behind the|(?:davant|delante|enfrente|al costat|al lado|a prop|cerca|darrere|detras) d(?:e|el|els|al)?|pas de vianants|paso de peatones|zebra)\b|\b(?:c\/|(?:c|av|pl|pg)\.)\s*[a-z]|\b(?:num|numero|number|n)\.?\s*\d+/;

/**
 * How a question for directions begins; of the language, not of the council. "When" and "who" are left out: what is
 * reported has them too ("when it rains the drain overflows, who fixes it").
 */
const directions =
  /(?:^|[,.;:!)] ?|\b(?:i|y|and) )(?:(?:a |d'|de |per |por |from )?(?:on|donde|dnd|where)|com|como|how|quants?|quantes|quanta|cuant[oa]s?|quins?|quines|quina|cual(?:es)?|which)\b(?! (?:a|si|sempre|siempre|que|cada)\b)/;

const ordinals: readonly (readonly string[])[] = [
  ['primer', 'primera', 'primero', 'first', '1r', '1a'],
  ['segon', 'segona', 'segundo', 'segunda', 'second', '2n', '2a'],
  ['tercer', 'tercera', 'tercero', 'third', '3r', '3a'],
  ['quart', 'quarta', 'cuarto', 'cuarta', 'fourth', '4t', '4a'],
  ['cinque', 'cinquena', 'quinto', 'quinta', 'fifth', '5e', '5a'],
];
const lastOnes = new Set(['ultim', 'ultima', 'darrer', 'darrera', 'ultimo', 'last']);
/** Words that may stand beside an ordinal. */
const besideOrdinals = new Set(
  'el la lo l els les los las the de del opcio opcion option one que es si sisplau please por favor vull quiero want i yo jo'.split(
    ' ',
  ),
);

function ordinalIn(words: readonly string[]): number | null {
  let found: number | null = null;
  for (const word of words) {
    const at = ordinals.findIndex((forms) => forms.includes(word));
    if (at >= 0 || lastOnes.has(word)) {
      if (found !== null) return null;
      found = at >= 0 ? at + 1 : -1;
    } else if (!besideOrdinals.has(word)) return null;
  }
  return found;
}

/** The outer form of a text. */
export function shapeOf(text: string): Shape {
  const folded = foldKept(text);
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return {
    words: words.length,
    continues: continuations.has(words[0] ?? ''),
    refers: words.some((word) => references.has(word)),
    asks: text.includes('?'),
    wonders: directions.test(folded),
    places: place.test(folded),
    ordinal: ordinalIn(words),
  };
}
