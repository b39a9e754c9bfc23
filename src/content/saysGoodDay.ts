import { plainWords } from '../core/util/plainWords.ts';

/* "Have a nice afternoon" in Catalan, Spanish and English, without accents and signs. */
const goodDay = new RegExp(
  `^(?:(?:i|y|and|bueno|be|ok|vale|apa|au|doncs|pues|gracies|gracias|thanks|thank you) )*(?:${[
    '(?:que )?(?:acab[ei]n? de )?(?:pass(?:i|is|in|eu|ar)|ting(?:ui|uis|uin|ueu)) (?:(?:un|una|molt) )*(?:bon|bona|bones) (?:dia|tarda|tardes|nit|vespre|cap de setmana|setmana)',
    'que (?:pas(?:e|es|en|eis)|teng(?:a|as|an|ais)) (?:(?:un|una|muy) )*(?:buen|buena|buenas) (?:dia|tarde|tardes|noche|noches|fin de semana|semana)',
    '(?:have|enjoy) (?:(?:a|an|your|the|rest|of|very) )*(?:(?:good|nice|lovely|great|wonderful) )?(?:day|evening|afternoon|morning|night|weekend|week|one)(?: too)?',
    'que (?:descansi|descanseu|descansis|descanse|descansen|descanses)',
  ].join('|')})(?: (?:tambe|tambien|too|a tots|a todos|everyone|everybody|adeu|adios|bye))*$`,
);

/** Whether a text only says that somebody have a good day, in any words. */
export function saysGoodDay(text: string): boolean {
  return goodDay.test(plainWords(text));
}
