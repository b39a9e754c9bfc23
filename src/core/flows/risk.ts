import { plainWords } from '../util/plainWords.ts';
import { asksSomewhere, saysWhy, words } from './phrasing.ts';

/*
 * How people answer whether anybody may be hurt, in Catalan, Spanish and English: that somebody may, that nobody can, that they do
 * not know. Of the languages, not of the council.
 */

const may = words('can could might may pot poden podria podrien puede pueden podrian');
/** Something can happen to somebody, or somebody could do it: "algú hi pot caure", "a child might trip". */
const possible = new RegExp(`^(?!(?:${may}) )(?:\\S+ ){1,5}(?:${may}) (?!you )\\S+`);

/** Whether a text says, and does not ask, that something may happen. */
export function saysPossible(text: string): boolean {
  const plain = plainWords(text);
  return possible.test(plain) && !asksSomewhere(text) && !/^(?:i|we|jo|yo) (?:can|could|might|may)\b/.test(plain);
}

/** People are hurt, or have an accident. */
const harm = `(?:${words('hurt harm harmed injured fall trip slip mal dany dano danos ferit herido herida')}|(?:caur|caer|caig|ensopeg|entrebanc|rellisc|resbal|tropez|lesion)\\p{L}*)`;
const noOne = '(?:nobody|no one|ningu|nadie)';
/** Up to some words that say of nothing that it is not: "nobody can get through without falling". */
const few = (most: number) => `(?:(?!(?:without|sense|sin) )\\S+ ){0,${most}}?`;
/** Nobody can be hurt: "nobody could get hurt", "no es pot fer mal ningú", "I don't think anyone could fall". */
const harmless = new RegExp(
  `^${few(4)}(?:${[
    `${noOne} (?:(?:${words('es s se hi me there here aqui alla alli ahi')}) ){0,2}(?:${may}|would|will) ${few(4)}${harm}`,
    `no (?:(?:${words('es se s hi em en')}) )*(?:${may}) ${few(3)}${harm} ${few(2)}${noOne}`,
    `(?:no (?:crec|creo)|(?:don t|dont|do not|doubt) ?(?:think|believe)?) (?:(?:that|que) )?(?:anyone|anybody|${noOne}|algu|alguien) ${few(2)}(?:${may}|pugui|pueda|would|will) ${few(3)}${harm}`,
    `no (?:crec|creo) que (?:es|se) (?:pugui|pueda) ${few(3)}${harm} ${few(2)}(?:${noOne}|algu|alguien)`,
    `no (?:crec|creo) que ${noOne} (?:es|se) ${few(2)}${harm}`,
  ].join('|')})(?!\\p{L})`,
  'u',
);
const mayBe = new RegExp(`(?<!\\p{L})(?:${may})(?!\\p{L})`, 'u');

/** Whether a text says that nobody can be hurt, and not of anything else what may happen. */
export function saysHarmless(text: string): boolean {
  if (asksSomewhere(text)) return false;
  const clauses = clausesOf(text);
  const rest = clauses.map(besideHarmless);
  return rest.some((left, place) => left !== clauses[place]) && !rest.some((left) => mayBe.test(left));
}

/** The parts of a text: "nobody looks after it, somebody could fall" says of nobody that they cannot. */
const clausesOf = (text: string): readonly string[] => text.split(/[,.;:!]+/).map(plainWords);

/** What a part says beside that nobody can be hurt. */
const besideHarmless = (clause: string): string => clause.replace(harmless, '');

/** Whether a text says nothing but that nobody can be hurt, after a yes or a no. */
export function saysOnlyHarmless(text: string): boolean {
  return saysHarmless(text) && clausesOf(text).every((clause) => !besideHarmless(clause).trim().includes(' '));
}

/** What happens to people, or nearly did: more than a thing that is broken. */
const hurting = `(?:${words('hurt harm harmed injured injury injure fall falls falling fell fallen trip trips tripped tripping slip slips slipped crash crashes crashed crashing accident accidents dany dano danos ferit feriu herido kill killed killing die dies drown electrocuted')}|(?:run|runs|ran) (?:\\S+ )?over|hit by|(?:fer|faci|facin|fara|faran|feu|fent|fet|feia) (?:\\S+ )?mal(?!\\p{L})|(?:caur|caer|caig|caien|caid|cay|cae(?!\\p{L})|caen|cau(?!s)|ensopeg|entrebanc|rellisc|resbal|tropez|tropiez|lesion|atropell|accident|estavell|estrell|choca|xoca|electrocut|matar|mata|ahog|ofeg|hereix|hiri|feri)\\p{L}*)`;
const people = words(
  'someone somebody anyone anybody people person kid kids child children man woman lady girl boy baby cyclist cyclists pedestrian pedestrians biker elderly mother father mum mom dad grandmother grandfather neighbour neighbours neighbor neighbors car cars driver drivers algu alguien gent gente nen nena nens nenes nino nina ninos ninas persona persones personas home dona hombre mujer senyor senyora senor senora avi avia avis iaio iaia abuelo abuela abuelos vei veina veins vecino vecina vecinos mare pare madre padre fill filla hijo hija ciclista ciclistes ciclistas vianant vianants peaton peatones peatons motorista cotxe cotxes coche coches jo yo me',
);
const nearly =
  '(?:almost|nearly|casi|quasi|gairebe|por poco|per poc|a punt de|a punto de|about to|going to|gonna|any moment|will|ll)';
const willBe =
  '(?:s|se|es|hi|em|me|ens|nos|ja|ya|alguien|algu|be|get|have|has|had|ha|han|va|van|vaig|vam|an|a|un|una|de|te|fer|hacer|hacerse|s hi|tener|tenir|m|t|l|lo|la|le|li|los|les|nos|ens|os|us|got)';
/** Not what is said not to be: "no puede caer", "nadie se cae". */
const not =
  '(?<!(?:^| )(?:no|not|never|nunca|mai|nobody|ningu|nadie|t)(?: (?:es|se|s|hi|em|me|ha|han|s ha|s hi))?(?: pot| puede)? )';
const harming = [
  // Somebody may be hurt, or was: "a child might trip", "se ha caído una señora", "algú s'hi farà mal".
  `${not}\\b(?:${people}) (?:(?!(?:no|not|never|t|ningu|nadie|nobody) )\\S+ ){0,4}?${hurting}(?!\\p{L})`,
  `${not}\\b${hurting} (?:(?:${words('a al la el un una l ja ya gairebe casi over the an hi')}) ){0,2}(?:(?:${people})(?!\\p{L})|(?:un|uno|una)$)`,
  // It nearly happened, or may: "casi atropellan", "es pot fer mal", "te puedes caer".
  `${not}\\b(?:${nearly}|${may}|puedes|pots|podem|podemos|you can) (?:${willBe} ){0,3}${hurting}(?!\\p{L})`,
  // Danger is named: "hay peligro", "és un forat molt perillós".
  `${not}\\b(?:hi ha|hay|there s|there is|te|tiene) (?:(?:${words('molt mucho mucha un gran mas mes a an very real ara ahora')}) ){0,2}(?:perill|peligro|risc|riesgo|danger|hazard)(?!\\p{L})`,
  `(?<!(?:^| )(?:no|not|never|t|nada|gens|res|sin|sense|without|menos|menys|less)(?: \\S+){0,2} )\\b(?:perillos|perillosa|perilloses|perillosos|peligroso|peligrosa|peligrosos|peligrosas|dangerous|unsafe)(?!\\p{L})`,
].map((pattern) => new RegExp(pattern, 'u'));

/** Whether a text says, and does not ask, that somebody may be hurt, or was: "casi atropellan a uno", "it's dangerous". */
export function saysHarm(text: string): boolean {
  if (asksSomewhere(text) || saysHarmless(text)) return false;
  return text.split(/[,.;:!?\n]+/).some((clause) => {
    const plain = plainWords(clause);
    return harming.some((pattern) => pattern.test(plain));
  });
}

const unsure = new RegExp(
  `^(?:(?:${words('uf ui pues doncs well be bueno la verdad la veritat es que i yo jo ay ai oh um eh hm mmm ok vale no')}) )*(?:no (?:ho |lo |la )?se(?! (?:va|ve|veu|pot|puede|ha|hay|por|per)\\b)|no (?:en tinc|tengo) (?:ni )?idea|ni idea|no (?:n )?(?:estic|estoy) segur|depen|depends|it depends|(?:i )?(?:don t|dont|do not) (?:really )?know|dunno|idk|(?:i m |i am )?not (?:really )?sure|no idea|qui sap|quien sabe|vete a saber|ves a saber|who knows|hard to (?:say|tell)|(?:i )?(?:can t|cannot|couldn t) (?:say|tell))`,
);

/** Whether a part of a text says that somebody does not know: "no sé qué decirte, depende". */
export function saysUnsure(text: string): boolean {
  return text.split(/[,.;:!?\n]+/).some((clause) => unsure.test(plainWords(clause)));
}

/** What may follow a no, without a comma, that leaves it one. */
const afterNo = new RegExp(
  `^(?:no|nope|nah|not really)(?: (?:one|${words('no nope gens gracies gracias merci thanks ningu nadie nobody none cap res nada perill peligro danger risc riesgo ara ahora now creo crec tampoc tampoco home hombre mate')}|thank you|no one|not (?:really|now|at the moment)|at the moment|right now|for now|ara mateix|ahora mismo|(?:de|por|pel|per) moment(?:o|s)?|en principi(?:o)?|ho crec|lo creo|que (?:jo |yo )?(?:sapiga|sepa)|i (?:don t|dont|do not) think so|not that i know(?: of)?|(?:hi ha|hay|there is|there s|es|it s|it isn t|is not|veig|veo)(?: (?:${words('no cap ningun ningu nadie gens nada res not any anyone anybody nobody')}))*(?: (?:perill|perillos|perillosa|peligro|peligroso|peligrosa|risc|riesgo|danger|dangerous))?))*$`,
);

const borders = /[,.;:!?\n…]+|\s(?:but|pero|però|though|although|aunque|encara que|tot i que)(?=\s)/iu;

/** Whether a text says a plain no: "no, de nit no hi passa ningú", and not "no entiendo", which is the no of something else. */
export function isPlainNo(text: string, no: readonly string[]): boolean {
  const [clause = ''] = text.trim().split(borders);
  const plain = plainWords(clause);
  return no.includes(plain) || afterNo.test(plain) || (/^(?:no|nope|nah) /.test(plain) && saysWhy(clause));
}

/** Fewest words of a clause that tells something. */
const restWords = 3;

/** Whether a text that says no also tells something of the matter: "no, però és molt fosc". */
export function saysMoreThanNo(text: string, no: readonly string[]): boolean {
  return text.split(borders).some((clause, place) => {
    const plain = plainWords(clause);
    const isNo = (place === 0 && isPlainNo(clause, no)) || afterNo.test(`no ${plain}`);
    return !isNo && !saysHarmless(clause) && plain.split(' ').length >= restWords;
  });
}

const assent =
  /^\s*(?:(?:ok(?:a|ay|ey|i)?|okis|k|vale|val|d['’ ]acord|de acuerdo|ent[eé]s(?:os)?|entendido|alright|all right|fine)(?![\p{L}\p{N}])[\s,.;:!]*)+/iu;

/** A text without the "ok" with which it begins, which says of nothing that it is so. */
export const withoutAssent = (text: string): string => text.replace(assent, '');
