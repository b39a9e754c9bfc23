import { plainWords } from '../util/plainWords.ts';
import { words } from './phrasing.ts';

/*
 * How people ask to be called, in Catalan, Spanish and English: "em podeu trucar?", "llámenme", "can somebody phone me". Of the
 * languages, not of the council.
 */

const may = words(
  'podeu pots podrieu podries pot poden podria podrien puede pueden podeis puedes podrian podriais podrias pueda puedan podem',
);
/** Not what is not wanted, nor when or whether it happens. */
const wished = `(?<!\\b(?:no|not|don t|dont)(?: (?:${words('quiero quisiera vull voldria want need cal necesito necessito')}|hace falta|fa falta))? )(?<!\\b(?:${words('quan cuando when si if fins hasta')}|abans de|antes de)(?: (?:que|ja|ya))? )`;
const call = new RegExp(
  [
    // Catalan.
    `${wished}\\b(?:em|m|ens) (?:${may})(?: \\S+)?(?: \\S+)? (?:trucar|telefonar)\\b`,
    `\\b(?:${may})(?: \\S+)? (?:trucar|telefonar) (?:me|nos)\\b`,
    `${wished}\\bque (?:em|m|ens) (?:truqueu|truqui|truquin|truquis|telefoneu|telefoni|telefonin)\\b`,
    `${wished}\\b(?:truqueu|truqui|truquin|truca|telefoneu) (?:me|m|nos)\\b`,
    // Spanish.
    `${wished}\\b(?:me|nos) (?:${may})(?: \\S+)?(?: \\S+)? (?:llamar|telefonear)\\b`,
    `\\b(?:${may})(?: \\S+)? (?:llamar|telefonear)(?:me|nos)\\b`,
    `${wished}\\bque (?:me|nos) (?:llame|llamen|llameis|llames|telefoneen)\\b`,
    `${wished}\\b(?:llamen|llame|llama|llamad)(?:me|nos)\\b`,
    `\\b(?:quiero|quisiera|necesito|prefiero|vull|voldria|necessito|prefereixo) (?:una llamada|una trucada)\\b`,
    // English.
    `\\b(?:can|could|would) (?:you|someone|somebody|anyone|anybody|they|a person)(?: please)? (?:call|phone|ring|telephone) (?:me|us)\\b`,
    `${wished}\\b(?:want|like|need|prefer|rather)(?: for)? (?:you|someone|somebody|them)(?: to)? (?:call|phone|ring) (?:me|us)\\b`,
    `\\b(?:give (?:me|us) a (?:call|ring)|(?:want|like|need) a (?:call|callback|call back|phone call)(?= |$)(?! (?:center|centre)))`,
    `^(?:(?:${words('ok yes no please just so then and well hi hello')}) )*(?:call|phone|ring) (?:me|us)(?=$| (?:${words('back please on at today tomorrow later now if when about to')})\\b)`,
  ].join('|'),
);

/** Whether a text asks that somebody calls its writer. */
export function wantsCall(text: string): boolean {
  return call.test(plainWords(text));
}
