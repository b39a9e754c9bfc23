import { plainWords } from '../util/plainWords.ts';
import { words } from './phrasing.ts';

/*
 * How people order what was offered to them, in Catalan, Spanish and English: "so make the complaint", "fes-ho". Of the
 * languages, not of the council.
 */

const lead = `(?:(?:${words('si yes yeah ok okay vale pues doncs entonces llavors then bueno be va venga dale please sisplau porfa i y and so just d acord de acuerdo claro sure')}) )*`;
const want = `(?:${words('vull voldria volem quiero quisiera queremos')} |i want to |i d like to |i would like to |let s |lets |can you |pots |podeu |puedes |pueden )?`;
const verb = `(?:${words('posa poseu posi posem posar poso posa m fes feu faci fem fer obre obriu obrir obrim envia envieu enviar pon ponga pongan poned ponme ponedme pongo poner poneme haz haga hagan hago hacer abre abra abrid abrir envie enviad put make file open send do submit report register avisa aviseu avise avisad avisar denuncia denuncieu denunciem denunciar denuncio denuncie denuncien denunciad')})`;
const order = new RegExp(`^${lead}${want}${verb}(?: (.*))?$`);
/** Spanish says what is ordered in one word with the order: "denúncienlo". */
const orderedIt = new RegExp(
  `^${lead}${want}(?:denunci(?:a|e|en|ar|ad)|pon|pong(?:a|an)|poner|hag(?:a|an)|haz|hacer|abr(?:a|an|e|ir)|envi(?:a|e|en|ar)|avis(?:a|e|en|ar))(?:l[oae]s?|sel[oae]s?)(?: |$)`,
);
const it = /^(?:ho|hi|lo|la|it|this|that|aixo|eso|esa|aquesta|una|one|him|her|them|el|els|les|los|las|le)(?: |$)/;
const negated = /\b(?:no|not|dont|don t|never|mai|nunca)\b/;

/** What somebody orders: its words, and whether they only point at it ("do it"). Null: they order nothing. */
export function ordersIn(text: string): { readonly what: readonly string[]; readonly isIt: boolean } | null {
  const clauses = text.split(/[.,;!\n]/).map(plainWords);
  if (clauses.some((clause) => orderedIt.test(clause) && !negated.test(clause))) return { what: [], isIt: true };
  const [sentence = ''] = text.split(/[.,;!\n]/).filter((each) => order.test(plainWords(each)));
  const found = order.exec(plainWords(sentence));
  if (found === null || negated.test(plainWords(sentence))) return null;
  const rest = found[1] ?? '';
  return { what: rest.split(' '), isIt: it.test(rest) && rest.split(' ').length <= 2 };
}

const mayYou = '(?:can you |could you |pots |podeu |puedes |puede |podeis |podria )?';
/** Orders to book something, or to put somebody's name down: "apunta-m'hi", "resérvame", "book it". */
const booking = [
  '(?:apunta|apunteu|apuntar|reserva|reserveu|reservar|anota|anoteu|anotar|inscriu|inscriviu|inscriure|agafa|agafeu|agafar) (?:m|me|ns|nos)',
  '(?:apunt|reserv|anot)(?:a|e|ar|ad)(?:me|nos)(?:l[oa]s?)?',
  '(?:inscrib(?:e|a|ir|id)|inscribi|co(?:ge|ja|ger|ged))(?:me|nos)(?:l[oa]s?)?',
  '(?:book|reserve|schedule) (?:me|us|it|that|one|a|an|the)',
  '(?:sign|register|enrol|enroll|put) (?:me|us) (?:up|down|in|on)',
].join('|');
const booked = new RegExp(`^${lead}${mayYou}(?:${booking})(?: |$)`);

/** Whether a text orders to book something or to put a name down, which a service does through its own channel. */
export const ordersBooking = (text: string): boolean =>
  text
    .split(/[.,;!?¿\n]/)
    .map(plainWords)
    .some((clause) => booked.test(clause) && !negated.test(clause));
