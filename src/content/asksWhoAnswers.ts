import { plainWords } from '../core/util/plainWords.ts';

/* "Are you a person or a robot?" in Catalan, Spanish and English, without accents and signs. */
const machine =
  '(?:ro)?bots?|chat ?bots?|xat ?bots?|maquin(?:a|es|as)|machines?|ordinadors?|ordenador(?:es)?|computers?|ia|ai|contestador|(?:un )?automat(?:a|ic)|automatico|automated|intel ligencia artificial|inteligencia artificial|artificial intelligence';
const person = 'personas?|persones|human[oa]s?|humans?|huma|person|people|human beings?|gent|gente';
const anybody = 'algu|alguien|someone|somebody|anyone|anybody';
/** Said of what answers. */
const answering = [
  'ets|sou|eres|sois|es usted|son ustedes|are (?:you|u)|r u|you are|is this|is that|is it|aixo es|esto es',
  '(?:estic |estem )?(?:parlo|parlem|parlant)(?: jo)? amb|(?:estoy |estamos )?(?:hablo|hablamos|hablando|chateando)(?: yo)? con',
  'amb qui (?:parlo|estic parlant)|(?:con )?quien (?:hablo|estoy hablando)|am i (?:talking|speaking|chatting|writing) (?:to|with)',
  '(?:m |em )(?:esta )?(?:contesta|contestant|respon|responent|aten|atenent)|me (?:esta )?(?:contesta|contestando|responde|respondiendo|atiende|atendiendo)',
].join('|');
const there = 'hi ha|hay|is there|is|are there|am i with';
const between =
  'un|una|uns|unes|unos|unas|el|la|a|an|the|amb|con|with|to|de|d|just|only|nomes|solo|simplement|simplemente|real|reals|reales|really|actual|actually|realment|realmente|tambe|tambien|usted';
const behind =
  'real|reals|reales|de veritat|de verdad|autentica|autentic|de carn i ossos|de carne y hueso|really|aqui|alla|ahi|here|there|darrere|al darrere|detras|behind this|que contesta|que respon|que responde|answering|qui (?:em )?(?:respon|contesta)|quien (?:me )?(?:responde|contesta)|oi|no|verdad|right|(?:o|or) (?:que|q|k|no|what|not|algo)';
const opener =
  'ok|vale|hola|bones|bon dia|buenas|buenos dias|hello|hi|hey|ei|ep|eh|oye|oiga|escolta|escolti|perdona|perdoni|perdone|perdo|perdon|disculpa|disculpi|disculpe|sorry|excuse me|pero|but|so|i|y|and|a ver|a veure|doncs|pues|llavors|entonces|then|wait|espera|ara|ahora|now|tu|vos|vosaltres|vosotros|que|(?:ja){2,}|(?:je){2,}|(?:ha){2,}|(?:he){2,}|lol|xd|(?:moltes |muchas |mil )?(?:gracies|gracias|merces)|merci|thanks|thank you|majo|maja|maco|maca|guapo|guapa|crack|amigo|amiga|amic|tio|tia|noi|noia|mate|pal|dear|una cosa|una pregunta';

const either = `(?:(?:${between}) )*(?:${machine}|${person}|${anybody})(?: (?:${behind}))*`;
const begins = `(?:${answering}|${there}) `;
const goesOn = `(?:(?:${answering}|${there}|es|son) )?`;
const asked = new RegExp(`^(?:(?:${opener}) )*${begins}${either}(?: (?:o|or|i|y|and|u) ${goesOn}${either})*$`);
const ofAnswering = new RegExp(`(?:^| )(?:${answering}) .*(?:${person})`);
const ofMachine = new RegExp(`(?:^| )(?:${machine})(?: |$)`);

/** Most words of such a question. */
const mostWords = 16;

/**
 * Whether a text asks nothing but whether a machine answers or a person. "Is anybody there?" alone wants a person, and so does who
 * says that they want one.
 */
export function asksWhoAnswers(text: string): boolean {
  const plain = plainWords(text);
  if (plain.split(' ').length > mostWords || !asked.test(plain)) return false;
  return ofMachine.test(plain) || ofAnswering.test(plain);
}
