import { plainWords } from '../util/plainWords.ts';
import { isQuestion, words } from './phrasing.ts';

/*
 * How people take back what became a case ("treu-la", "anulen lo de la farola", "cancel it"), or say that they want none
 * ("no vull posar cap queixa"), in Catalan, Spanish and English. Of the languages, not of the council.
 */

/** What people call a case; "I don't want to report him" names none. */
export const caseNames =
  '(?<!\\b(?:to|i|can|would) )reports?|reportes?|tickets?|queixa|queixes|queja|quejas|complaints?|reclamaci(?:o|ons|on|ones)|avis|avisos|aviso|incid(?:encia|encies|encias|ents?)|(?<!\\b(?:in|en|de|tot|todo|cualquier|any) )(?:cas|casos|caso|cases?)';
/** What may stand between a verb and a case: "my first". */
const determiner = words(
  'el la l els les los las lo mi mis meu meva aquest aquesta aquell aquella este esta ese esa the my this that a un una cap ningun ninguna any primer primera segon segona segundo segunda first second altre altra otro otra other ultim ultima ultimo last',
);

/** To take something back: what is told, what is asked to be done, what is wanted. */
const closing = `(?:${words(
  'treu trec traieu treieu treure treguin retira retireu retirar retiro retirin anulla anulleu anuleu anullar anular anullo anullin cancella cancelleu cancellar cancello cancellin tanca tanqueu tancar tanquin quita quite quiten quitad quitar retire retiren retirad anula anule anulen anulad anulo cancela cancele cancelen cancelad cancelar cancelo cierra cierre cierren cerrad cerrar cancel withdraw remove drop scrap close',
)}|take back|call off)`;
/** The same of what was written, which may also mean all of the conversation. */
const erasing = words(
  'esborra esborreu esborrar elimina elimineu eliminar borra borre borren borrar elimine eliminen delete erase',
);
const enclitic = '(?:quit|anul|cancel|retir|cierr|cerr)[a-z]{1,5}?(?:me|nos|se)?l[oa]s?';
const pointing = words('la lo los las les els ho el aixo allo eso esto aquello it that this them');

/** Not what is not wanted, as in "no vull tancar el cas". It looks back only where a word begins: looking back takes long. */
const affirmed = '\\b(?<!\\b(?:no|not|don t|dont|didn t)(?: \\S+){0,2} )';
const between = `(?: (?:me|nos|us|en|ja|ya|si us plau|por favor|please|back|about|estar))*(?: (?:${determiner}))*`;
const dropping = words('oblida oblideu oblidem olvida olvide olviden forget deixa deixeu deja deje dejen leave');
/** Takes back what is named: "retireu la queixa". */
const named = new RegExp(
  `${affirmed}(?:${closing}|${erasing}|${dropping}(?! (?:a|an|un|una) ))${between} (?:${caseNames})\\b|${affirmed}take(?: (?:${determiner}))* (?:${caseNames}) back\\b`,
);
const courtesy = `(?: (?:${words('please sisplau gracies gracias thanks ja ya ara ahora now')}|por favor|si us plau))*$`;
const modal = words(
  'vull volia voldria voldriem volem podeu podem puc pots podries podrieu quiero queria querria queremos quisiera puede pueden puedes puedo podeis podemos podria podrian podrias podriais',
);
/** What somebody wrote here, as they speak of it: "el que he dit", "what I said". */
const said = `(?:(?:el que|lo que|tot el que|todo lo que|what|all that|everything) (?:us |os |les |els |i |i ve |i have )*(?:he |ha )?(?:${words('dit posat escrit explicat dicho puesto escrito contado dije puse escribi conte said wrote written told sent put')})|${words('meu mi my')} (?:missatge|mensaje|message)|el meu missatge)`;
/** To write down what somebody says, or to do something about it. */
const filing = words(
  'apunteu apuntis apunti apuntin anoteu anotis anoti anotin registreu registris registri registrin tramiteu tramitis tramiti tramitin obriu obris obri obrin envieu enviis passeu passis feu facis facin apunte apunten apuntes apunteis anote anoten anotes anoteis registre registren registres registreis tramite tramiten tramites tramiteis abra abran abras abrais envie envien envies enviad haga hagan hagas hagais pase pasen write note file register submit open record report pass put send do',
);
const what = words('ho lo la el l els les los las res nada anything it this that them cap ningun ningu');
const needless =
  '(?:no (?:em |me |ens |nos )?(?:cal|fa falta|hace falta|es necessari|es necesario)|(?:don t|dont|do not) (?:need|have) to|no (?:need|reason) to)';
/** That nothing has to be done about it, or that it was only said. */
const idle = [
  `\\b${needless} (?:que )?(?:(?:ho|lo|la|el|l|els|les|los|las) )?(?:${filing})(?: (?:${what}))*(?: (?:down|in|on|up|mes|mas|more|al respecte|al respecto|about it))*${courtesy}`,
  `\\b(?:(?:al final|finalment|finalmente|al cap i a la fi) (?:ja |ya )?no (?:em |me |ens |nos )?(?:cal|fa falta|hace falta|es necessari|es necesario|ho necessito|lo necesito)(?: (?:que )?(?:res|nada|${filing})(?: (?:res|nada))?)?|in the end (?:it s|its|it is|that s|that is|is|there s|there is)? ?(?:not (?:needed|necessary|required)|no need)|(?:it s|its|it is|that s) (?:not (?:needed|necessary)(?: any ?more| any longer)|no longer (?:needed|necessary)))${courtesy}`,
  `\\b(?:ja|ya) no (?:ho|lo|la|el) (?:vull|volem|quiero|queremos|necessito|necesito)${courtesy}`,
  `\\b(?:(?:don t|dont|do not) (?:want|need) (?:it|this|that) (?:any ?more|any longer)|no longer (?:want|need) (?:it|this|that))${courtesy}`,
  `^(?:(?:no|perdo|perdon|sorry|hola|i|y|and|es que|que) )*(?:(?:era |es )?(?:nomes |solo |just |only )(?:era |es )?(?:un comentari|un comentario|a comment|a remark)|era un (?:comentari|comentario)(?: (?:res mes|nada mas|i prou))?|(?:it|this|that) was (?:just |only )?(?:a|my) (?:comment|remark)|(?:nomes |solo )(?:ho|lo) (?:comentava|deia|comentaba|decia)|(?:ho|lo) (?:comentava|deia|comentaba|decia) (?:nomes|solo|per dir|por decir)(?: .{1,12})?|(?:i )?(?:was )?(?:just|only) (?:saying|commenting|mentioning)(?: it)?)${courtesy}`,
];
/** Takes back what was just spoken of, or what is pointed at: "treu-la", "cancel it", "la vull retirar", "anul·leu lo de la farola". */
const pointed = new RegExp(
  [
    `${affirmed}(?:${closing})(?: (?:me|nos|us))? (?:${pointing})${courtesy}`,
    `${affirmed}${enclitic}${courtesy}`,
    `${affirmed}(?:la|el|ho|les|els|lo|las|los) (?:${modal}) (?:${words('treure retirar anullar anular cancellar tancar quitar cancelar cerrar esborrar eliminar borrar')})${courtesy}`,
    `${affirmed}(?:take (?:it|that|this) back|call (?:it|that|this) off)${courtesy}`,
    `${affirmed}(?:${closing})${between} ${said}${courtesy}`,
    ...idle,
    `${affirmed}(?:${closing})${between} (?:(?:${words('lo el la els les los las')})(?: ${words('altre altra otro otra')})?|the (?:other )?ones?) (?:${words('de del d dels about with at of from')})\\b`,
    `\\b(?:no (?:la|ho|lo|el|l) (?:${words('posis posi poseu obris obriu registris registreu presenteu apunteu apuntis anoteu anotis tramiteu tramitis ponga pongan pongas pongais abra abran abrais registre registren registreis presenten apunte apunten apuntes apunteis anote anoten anoteis tramite tramiten tramiteis')})|(?:don t|dont|do not) (?:open|file|submit|register|send|note|record|write|put) (?:it|that)(?: down| in)?)${courtesy}`,
  ].join('|'),
);
const wanting = words(
  'vull volia voliem volem voldria voldriem quiero queria queriamos queremos quisiera necessito necesito want wanted meant mean need',
);
const making = words(
  'posar poseu poso posis posi fer feu fes facis faci faig obrir obriu obris obri presentar presenteu presento tramitar registrar poner ponga pongan pongas pongo hacer haga hagan hagas abrir abra abran presente presenten meter make file open put create submit register',
);
/** Wants no case: "no vull posar cap queixa", "no ponga ninguna queja", "I don't want a complaint". */
const refused = new RegExp(
  `\\b(?:no|ni|not|don t|dont|didn t|didnt|won t) (?:(?:${wanting})(?: to)?(?: (?:${making}))?|(?:em |me )?(?:${making}))(?: (?:${determiner}))* (?:${caseNames})\\b|\\b(?:no|not|don t|dont|didn t|didnt) (?:em |me )?(?:${wanting}) (?:to )?(?:queixar|quejarme|complain)\\b|\\b(?:res de|nada de) (?:queixes|quejas)\\b|\\b${needless} (?:que )?(?:${filing})(?: (?:${determiner}|me|us))* (?:${caseNames})\\b`,
);

/** Somebody of the council, whom people may want or not. */
const somebody = words(
  'persona persones personas huma humana humano ningu nadie operador operadora agent agente treballador treballadora trabajador trabajadora funcionari funcionaria funcionario person human anyone anybody someone somebody operator staff',
);
const talking = '(?:parlar|hablar|talk|speak|chat) (?:amb|con|to|with)';
/** Wants no person: "no necesito hablar con nadie", "parlar amb una persona no cal", "I don't want a person". */
const refusedPerson = new RegExp(
  [
    `\\b(?:no|not|don t|dont|do not|didn t|didnt) (?:${wanting})(?: to)?(?: ${talking})?(?: (?:${determiner}|an))* (?:${somebody})\\b`,
    `\\b${needless} ${talking}(?: (?:${determiner}|an))* (?:${somebody})\\b`,
    `\\b${talking}(?: (?:${determiner}|an))* (?:${somebody}) (?:ja |ya )?${needless}`,
  ].join('|'),
);
/** Whether a clause wants neither a case nor a person. */
const refuses = (clause: string): boolean => refused.test(clause) || refusedPerson.test(clause);

const borders = /[,.;:!?\n]+|\s+(?:pero|però|but|sino|sinó)\s+/iu;

/** The clauses of a text, with the double l of "anul·leu" in one piece. */
const clausesOf = (text: string): readonly string[] =>
  text
    .replace(/l[·.]l/giu, 'll')
    .split(borders)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');

/**
 * How a text takes a case back: `case`, it says that it is one, or wants none; `it`, it only points at what was spoken of.
 * Null: it does not.
 */
export function takesBack(text: string): 'case' | 'it' | null {
  const clauses = clausesOf(text).map(plainWords);
  if (clauses.some((clause) => named.test(clause) || refused.test(clause))) return 'case';
  const isChanged = clauses.length === 1 && clauses.every((clause) => changedMind.test(clause));
  return isChanged || clauses.some((clause) => pointed.test(clause)) ? 'it' : null;
}

const beforeSettled = words(
  'ok okay vale hola hello hi perdo perdon perdona sorry no_worries gracies gracias thanks it this that the they hole light problem already now ja ya eso esto aixo allo lo ho la el m me has have been s se its is es esta està ha han heu habeis got been all just so well he hem hemos i we ve finally por_fin per_fi tot todo avui hoy today ahir ayer',
).replaceAll('_', ' ');
const mended = words(
  'fixed solved sorted repaired mended resolved gone works arreglat arreglada arreglado arreglats reparat reparada reparado resolt resolta resuelto resuelta solucionat solucionada solucionado funciona arregle arreglo solucione',
);
/** That a matter is over, said of it with nothing else: "is fixed now", "ja ho he arreglat jo", "ya funciona". */
const overNow = new RegExp(
  `^(?:(?:${beforeSettled}) )*(?:${mended})(?: (?:${words('now already ja ya ara ahora jo yo myself ourselves mateix mateixa mismo misma everything tot todo again be bien thanks gracies gracias sisplau please fine today avui hoy it')}))*$`,
);
const over = words(
  'canviat canviada canviats recollit recollida recollits retirat retirada tret treta netejat netejada buidat buidada endut emportat cambiado cambiada recogido recogida retirado vaciado vaciada limpiado limpiada quitado llevado changed replaced collected cleaned emptied removed cleared',
);
/** That others have put an end to it: "ja han canviat el contenidor", "they have replaced the bulb". */
const doneBy = new RegExp(
  `^(?:(?:${beforeSettled}) )*(?:(?:ja|ya|per fi|por fin) (?:(?:${words('me m ens nos s se l lo la els les los las ho en n')}) ){0,2}(?:han|ha|heu|habeis)|(?:they|you|somebody|someone) (?:ve|have|has|s|already|finally)(?: (?:${words('already now just finally')}))*|already) (?:${over}|${mended}|picked (?:it |them )?up|taken (?:it |them )?away)(?: \\S+){0,5}$`,
);
/** Words alone that bring a matter up which is not over. */
const notOver = new RegExp(
  `(?<!\\p{L})(?:${words('no not isn never but pero mai nunca encara still todavia aun sigue segueix')})(?!\\p{L})`,
  'u',
);

/** Whether a part of a text says that the matter is over, and nothing in it that it is not. */
export function saysSettled(text: string): boolean {
  if (notOver.test(plainWords(text))) return false;
  return clausesOf(text).some((clause) => overNow.test(plainWords(clause)) || doneBy.test(plainWords(clause)));
}

const changedMind =
  /^(?:(?:ok|vale|sorry|perdo|perdon|hola|i|y|no|he|ja|ya) )*(?:i ve|ive|i have|i|hem|he|hemos)? ?(?:changed my mind|canviat d (?:idea|opinio|parer)|cambiado de (?:idea|opinion|parecer)|m ho he (?:repensat|pensat millor)|(?:me )?lo he pensado mejor)(?: (?:sorry|perdo|perdon|gracies|gracias|thanks))*$/;

/** A text without the clauses that say that somebody wants no case, or no person; null: it says nothing of that, or nothing else. */
export function withoutRefusal(text: string): string | null {
  const clauses = clausesOf(text);
  const others = clauses.filter((clause) => !refuses(plainWords(clause)));
  return others.length === clauses.length || others.length === 0 ? null : others.join(', ');
}

/** Longest clause, in words, that says nothing beside a refusal: "olvídelo". */
const aside = 2;

/** Whether a text says that somebody wants no case, or no person, and nothing else. */
export function wantsNone(text: string): boolean {
  const clauses = clausesOf(text).map(plainWords);
  const others = clauses.filter((clause) => !refuses(clause));
  return others.length < clauses.length && others.every((clause) => clause.split(' ').length <= aside);
}

/** How somebody says that they want to know something: "només vull saber …". */
const wondering = new RegExp(
  `\\b(?:${words('saber know')}|a qui|qui|quien|who|on|donde|where|com|como|how|quan|cuando|when)\\b`,
);
/** Fewest words of a question besides. */
const askingWords = 3;

/** Whether a text that takes a case back asks something else as well. */
export function asksBesides(text: string): boolean {
  return clausesOf(text).some((clause) => {
    const plain = plainWords(clause);
    if (named.test(plain) || pointed.test(plain) || refuses(plain)) return false;
    return plain.split(' ').length >= askingWords && (isQuestion(clause) || wondering.test(plain));
  });
}
