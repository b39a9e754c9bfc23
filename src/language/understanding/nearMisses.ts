import { weakly } from '../../core/util/memoizeLast.ts';
import { readMessages } from '../retrieval/background.ts';

/**
 * Messages in three languages that sound like a town hall's business and are none of it: "fourteen moving boxes, and
 * thirteen are shoes". They show what is outside, and are no examples against an entry: what they name is what people do
 * ask about. Written for this project.
 */
export const readNearMisses = weakly(() => readMessages(new URL('./nearMisses.tsv', import.meta.url)));
