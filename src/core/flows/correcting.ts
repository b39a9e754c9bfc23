import { plainWords } from '../util/plainWords.ts';
import { words } from './phrasing.ts';
import { caseNames } from './takesBack.ts';

/*
 * How people correct what they have told, in Catalan, Spanish and English: that they were wrong ("me equivoqué"), what it is instead
 * ("no es el 30, es el 38"), and that something of their case is to be put right ("I gave the wrong street"). Of the languages, not of
 * the council.
 */

const opening = `(?:(?:${words('ai ay oh ah ups uis ostres perdo perdona perdoneu perdon perdone sorry hola hi hello no ok vale i y and pero but es que ara ahora uy oops')}) )*`;
const slip = new RegExp(
  `^${opening}(?:${[
    '(?:m he|em vaig|m havia|m havie|ens hem|ens vam) (?:equivocat|equivocar|confos|confondre|liat)',
    '(?:me|nos) (?:equivoque|equivocamos|he equivocado|hemos equivocado|habia equivocado|confundi|he confundido|he liado|lie)',
    '(?:i|we) (?:made a mistake|was wrong|were wrong|got (?:it|that) wrong|got (?:the|my) \\S+ wrong|meant|mixed (?:it|them|that) up)',
    '(?:i ve|i have|we ve|we have) (?:made a mistake|got (?:it|that|the \\S+) wrong)',
    '(?:volia|voliem|vull) dir|(?:queria|queriamos|quiero|quise) decir|my mistake|error meu|error mio|fallo mio',
  ].join('|')})(?= |$)`,
);

/** Whether a text says that somebody was wrong in what they told: "me equivoqué, fue el martes". */
export function saysSlip(text: string): boolean {
  return slip.test(plainWords(text));
}

const number = '(\\d{1,4}[a-z]?)';
const at = `(?:(?:${words('el la al a l en en el numero num number no at in the de del calle carrer portal')}) )*`;
const is = `(?:${words('es era seria son is was it s its sino be')}|it is|it was|it s|should be|ha de ser|ha de dir|tiene que ser|debe ser|debia ser|hauria de ser)`;
const not = '(?:no|not|isn t|wasn t|instead of|en lloc de|en comptes d|en vez de|en lugar de)';
const courtesy = /(?: (?:please|sisplau|si us plau|por favor|gracies|gracias|thanks|sorry|perdo|perdon))+$/;
/** A number in place of another. The second group is the new one; in those that name it first, the first. */
const replaced = [
  // "No es el 30, es el 38", "not 30 but 38".
  new RegExp(`(?:^| )${not} (?:${is} )*${at}${number} (?:(?:sino|sin|but|rather) )?(?:(?:${is}) )*${at}${number}$`),
  // "Change 30 to 38", "canvieu el 30 pel 38".
  new RegExp(
    `(?:^| )(?:${words('canvieu canvia canviar canvii cambie cambien cambia cambiad cambiar change replace corregiu corrija corrijan correct')}) ${at}${number} (?:per|pel|por|to|into|with|by|for|a|al) ${at}${number}$`,
  ),
  // "Where I said 30 it is 38".
  new RegExp(
    `(?:^| )(?:on|donde|where) (?:(?:he|vaig|i|us|os|les|ha|hi) )*(?:${words('dit posat escrit dir posar escriure dicho puesto escrito dije puse escribi said put wrote diu pone dice posa says')}) ${at}${number} (?:(?:${is}) )*${at}${number}$`,
  ),
];
/** "It is 38, not 30". */
const instead = new RegExp(`(?:^| )(?:${is}) ${at}${number} (?:(?:${words('i y and')}) )?${not} ${at}${number}$`);

/** "…, it is 38": where something was said to be wrong. */
const isNow = new RegExp(`(?:^| )(?:${is}) ${at}${number}$`);

/** The number that a text puts in place of another: "no es el 30, es el 38". Null: none. */
export function numberInstead(text: string): string | null {
  const plain = plainWords(text).replace(courtesy, '');
  for (const pattern of replaced) {
    const found = pattern.exec(plain)?.[2];
    if (found !== undefined) return found;
  }
  return instead.exec(plain)?.[1] ?? (saysSlip(text) || correctsCase(text) ? (isNow.exec(plain)?.[1] ?? null) : null);
}

const correcting = words(
  'corregir corregeixo corregiu corregeix corregim corregeixin rectificar rectifico rectifiqueu corrijo corrija corrijan corregid rectifique rectifiquen correct corrected fix amend',
);
const changing = words(
  'canviar canvio canvieu canvia modificar modifico modifiqueu cambiar cambio cambie cambien cambiad modifique modifiquen change changed edit update modify',
);
/** What people tell of their case. */
const field = words(
  'adreca lloc carrer numero dada dades data dia hora telefon nom direccion lugar calle numero dato datos fecha telefono nombre address place street number detail details location date day time phone name place',
);
const ofCase = `(?:(?:d|de|del|of|in|on|from|al|a|en|to) )?(?:(?:el|la|l|the|meu|meva|mi|my|aquest|aquesta|este|esta|this|that|un|lo) )*(?:${caseNames}|report)(?= |$)`;
const wrong = '(?:malament|mal|wrong|incorrecte|incorrecta|incorrecto|incorrect|equivocat|equivocada|equivocado)';
const faults = [
  // "I want to correct the address of my report".
  `(?:${correcting}|${changing})(?: \\S+){0,3}? ${ofCase}`,
  `(?:${correcting})(?: (?:el|la|l|the|my|meu|meva|mi|una?|els|les|los|las|a))* (?:${field})(?= |$)`,
  // "He posat malament el número", "I gave the wrong street".
  `(?:he|hem|vaig|em|hemos|habia) (?:${words('posat dit donat escrit posar dir donar escriure puesto dicho dado escrito')}) ${wrong}`,
  `(?:${words('puse dije di escribi pusimos')}) (?:mal|${wrong})`,
  `(?:${words('gave put wrote said told typed given')})(?: (?:you|down|in))? (?:the|a) wrong (?:${field})`,
  // "Me equivoqué de calle", "the address is wrong".
  `(?:equivocat|equivocar|equivoque|equivocado|confos|confundi|confundido) (?:de|d|en|amb|con|a)(?: (?:el|la|l))? (?:${field})(?= |$)`,
  `(?:${field})(?: (?:que (?:he dit|us he dit|he puesto|puse|dije)|i gave|i gave you|i put|i wrote))? (?:es|esta|era|estava|estaba|is|was) ${wrong}`,
].map((pattern) => new RegExp(`(?:^| )(?:${pattern})`));

/** Whether a text says that something told of a case is wrong, or is to be put right: "quiero corregir la dirección de mi aviso". */
export function correctsCase(text: string): boolean {
  const plain = plainWords(text);
  return faults.some((pattern) => pattern.test(plain));
}

const aCase = new RegExp(`(?:^| )(?:${caseNames})(?= |$)`);

/** Whether a text that corrects something says that it is of a case. */
export function namesCase(text: string): boolean {
  return aCase.test(plainWords(text));
}

/** Whether a text that corrects something also tells what it is instead. */
export function saysInstead(text: string): boolean {
  if (/\d/.test(text)) return true;
  return text
    .split(/[,.;:!?\n]+/)
    .filter((clause) => plainWords(clause).includes(' '))
    .some((clause) => !correctsCase(clause) && !saysSlip(clause));
}

/** Whether what is to be put right is where it is. */
export function correctsWhere(text: string): boolean {
  return /(?:^| )(?:adreca|lloc|carrer|numero|direccion|lugar|calle|address|place|street|number|location)(?= |$)/.test(
    plainWords(text),
  );
}
