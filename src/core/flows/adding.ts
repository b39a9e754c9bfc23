import { plainWords } from '../util/plainWords.ts';
import { sentencesIn, words } from './phrasing.ts';
import { caseNames } from './takesBack.ts';

/*
 * How people add to a case that is open, in Catalan, Spanish and English: what they say before they add ("ok, also note that …"),
 * that it is the same matter ("it's the same dog, don't open another case"), and how they ask whether they can. Of the languages,
 * not of the council.
 */

/** What people say before they come to the point, and among it: it adds nothing. */
const lead = new RegExp(
  `^(?:(?:${words('ok okay vale pues doncs be bueno i y and ah oh si yes hola hello hi perdo perdona perdoni perdone sorry tambe tambien also please sisplau')}|si us plau|por favor|d acord|de acuerdo) )+`,
);
const aside = new RegExp(` (?:${words('tambe tambien also please sisplau')}|si us plau|por favor)(?= )`, 'g');

/** A text in plain words, without what people say before they come to the point. */
export function toThePoint(text: string): string {
  return plainWords(text).replace(aside, '').replace(lead, '');
}

const is =
  '(?:it s|its|it is|this is|that s|thats|that is|is|es|son|som|aixo es|esto es|eso es|ho es|they are|they re)';
const another = words(
  'altre altra altres otro otra otros otras another new nou nova nuevo nueva second segon segona segundo segunda',
);
const opens = words(
  'obriu obris obri obre obrir abra abran abras abre abrir open make create file start feu facis faci posis poseu posi haga hagan hagas ponga pongan pongas registreu registri registre registren',
);
const sameCase = [
  new RegExp(
    `^(?:no )?${is} (?:about )?(?:(?:${words('el la els les los las lo the')}) )?(?:mateix|mateixa|mateixos|mateixes|mismo|misma|mismos|mismas|same)(?= |$)`,
  ),
  new RegExp(
    `^(?:no|not|don t|dont|do not|sense|sin|without)(?: \\S+){0,2}? (?:${opens})(?: \\S+){0,1}? (?:${another})(?= |$)`,
  ),
  new RegExp(`^(?:(?:no|not|don t|dont|do not)(?: \\S+){0,3}?|and not|y no|i no) (?:${another}) (?:${caseNames}|one)$`),
];

/** Whether a text says that it is about the same matter as before, and no other: "no abra otro caso, es la misma farola". */
export function saysSameCase(text: string): boolean {
  return text
    .split(/[,.;:!\n]+/)
    .map(toThePoint)
    .some((clause) => sameCase.some((pattern) => pattern.test(clause)));
}

const addIt = words(
  'afegiu-ho afegeix-ho afegiu-hi apunteu-ho apunta-ho anoteu-ho anota-ho poseu-ho posa-ho anadelo anadalo anadanlo agreguelo agreguenlo apuntalo apuntelo apuntenlo anotalo anotelo anotenlo pongalo ponganlo',
).replaceAll('-', ' ');
/** How a text ends that is to be added: "…, add that", "… afegiu-ho també". */
const addedLast = new RegExp(
  `\\S (?:(?:${addIt})|(?:add|note|put|include|write) (?:that|it|this)(?: down)?(?: in)?)(?: (?:al|a l|a la|to|en el|to the|in the|in|to my|al meu|a mi)(?: (?:${caseNames}|report))?)?(?: (?:too|as well|please|also|tambe|tambien|si us plau|sisplau|por favor|gracies|gracias|thanks))*$`,
);

/** Whether a text ends by asking that it be added: "there are rats as well, add that". */
export function endsByAdding(text: string): boolean {
  return addedLast.test(plainWords(text));
}

const when = words('abans antes before despres despues after');
/** What others have to do, or what suits somebody: "it has to be before 11", "només hi soc a les tardes". */
const terms = new RegExp(
  [
    `^(?:(?:it|that|this|they|he|she|you)(?: really)? (?:has to|have to|needs? to|must|should|can only|could only|can t|cannot) )`,
    `^(?:(?:aixo|ho|hauria|haurien) )?(?:ha de|han de|hauria de|haurien de|caldria que|tiene que|tienen que|debe ser|deberia|deberian) `,
    `^(?:nomes|solo|solamente) (?:(?:hi|em|me|nos|ens) )?(?:soc|som|puc|podem|pot|poden|estic|estem|puedo|podemos|puede|pueden|estoy|estamos|${when}|a partir|als?|a les|por las|por la)(?!\\p{L})`,
    `^(?:(?:i|we|m|am|re|are) ){0,2}only (?:home|in|there|here|free|available|${when}|from)(?!\\p{L})`,
    `^(?:(?:i|we) )?can only `,
  ].join('|'),
  'u',
);

/** Whether a text says when, or how, something has to be done, or suits somebody. */
export function saysTerms(text: string): boolean {
  return terms.test(toThePoint(text));
}

const addVerb = words(
  'afegir afegeixo adjuntar adjunto enviar envio apuntar apunto posar poso anadir anado agregar agrego poner pongo mandar mando add attach append include send put',
);
const anything = words(
  'algo res cosa coses cosas something anything more mes mas info informacio informacion information detall detalls detalle detalles detail details dades datos data foto fotos photo photos picture pictures imatge imagen image document documents documento documentos fitxer fitxers archivo archivos file files',
);
const howToAdd = new RegExp(
  `\\b(?:com|como|how|on|donde|where|puc|podria|puedo|es pot|se puede|can i|could i|may i)(?: \\S+){0,4}? (?:${addVerb})(?: \\S+){0,2}? (?:${anything})(?: \\S+){0,3}?(?: (?:al|a|to|en|in|into|on|with|amb|con)(?: (?:el|la|lo|l|the|my|meu|meva|mi|aquest|aquesta|este|esta|this))* (?:${caseNames}|report))?$`,
);

/** Whether a sentence of a text asks how something is added to a case: "how do I add something to my case?". */
export function asksHowToAdd(text: string): boolean {
  return sentencesIn(text).some((sentence) => howToAdd.test(toThePoint(sentence)));
}

/** Whether a text that asks that tells something besides: "… The pick-up was for 3 November." */
export function addsBesideAsking(text: string): boolean {
  return sentencesIn(text).some((sentence) => !sentence.includes('?') && !howToAdd.test(toThePoint(sentence)));
}

const noted = words(
  'change changed correct corrected note noted add added update updated put canviat corregit apuntat afegit anotat posat rectificat actualitzat cambiado corregido apuntado anotado anadido puesto rectificado actualizado',
);
const askedIfNoted = new RegExp(
  `^(?:(?:have|did|has|is|was|can) (?:you|it|that|they)(?: been| please)?|(?:ho|ja|l|lo|la|me lo|ya|els|les|los|las)? ?(?:ho |lo |la |l )?(?:heu|han|habeis|has|ha)|(?:esta|queda|ha quedat|ha quedado)) (?:\\S+ ){0,2}?(?:${noted})(?= |$)`,
);

/** Whether a text asks whether what was told before was taken in: "did you change it to 26?". */
export function asksIfNoted(text: string): boolean {
  return askedIfNoted.test(toThePoint(text));
}
