import { plainWords } from '../util/plainWords.ts';
import { words } from './phrasing.ts';

/* How people say that they are in a bad way, in Catalan, Spanish and English. Of the languages, not of the council. */

const opener = `(?:(?:${words('buf buff bufff uf uff ufff ai ay oh ok vale pues doncs be bueno gracies gracias merci thanks la veritat verdad es que i y and pero but jo yo em me estic')}|es que|la veritat|la verdad|thank you|moltes gracies|muchas gracias) )*`;
const very = `(?:(?:${words('molt muy tan realment really so very just totalment totally una mica un poco bastant bastante ben feeling que')}|una mica|un poco|a bit) )*`;
const low = words(
  'fatal malament fotut fotuda desesperat desesperada enfonsat enfonsada destrossat destrossada esgotat esgotada angoixat angoixada atabalat atabalada trist trista desbordat desbordada mal jodido jodida desesperado desesperada hundido hundida destrozado destrozada agotado agotada angustiado angustiada agobiado agobiada triste desbordado awful terrible desperate devastated exhausted miserable overwhelmed heartbroken stressed',
);
const tail =
  '(?: (?:ara|avui|ahora|hoy|now|today|la veritat|la verdad|amb tot aixo|con todo esto|amb aixo|con esto|with all this))*';
const unwell = new RegExp(
  `^${opener}(?:${[
    `(?:estic|estem|em sento|estoy|estamos|me siento|i m|i am|i feel|im|we are|we re) ${very}(?:${low})`,
    '(?:estic|estem|estoy|estamos) (?:fet|feta|hecho|hecha) (?:pols|polvo|una merda|una mierda|caldo)',
    '(?:ho|lo) (?:estic|estem|estoy|estamos) (?:passant|pasando) (?:molt |muy |fatal |tan )*(?:malament|mal|fatal)?',
    '(?:ho|lo) (?:passo|passem|paso|pasamos) (?:molt |muy |fatal |tan )*(?:malament|mal|fatal)',
    '(?:no (?:paro|deixo|dejo) de plorar|no (?:paro|dejo) de llorar|i can t stop crying|i cant stop crying)',
    `(?:i m|i am|im|we are) (?:in a (?:very |really )?bad (?:way|place)|a (?:complete |total )?(?:mess|wreck)|falling apart|struggling)`,
  ].join('|')})${tail}$`,
);

/** Longest message, in words, that says how somebody is and nothing to look up. */
const mostWords = 14;

/** Whether a text says that somebody is in a bad way, and nothing else: "buff gracias, estoy fatal". */
export function saysUnwell(text: string): boolean {
  const plain = plainWords(text);
  if (plain.split(' ').length > mostWords) return false;
  return unwell.test(plain);
}
