import type { Shape } from '../model/understanding.ts';
import { plainWords } from '../util/plainWords.ts';

/*
 * How an answer in a flow is put, in Catalan, Spanish and English: as a place ("next to the school"), as a story ("they
 * sent me away"), as a question without a question mark. Of the languages, not of the council.
 */

/** Words, with spaces between, as the alternatives of a pattern. */
export const words = (text: string): string => text.split(' ').join('|');

/** What people say before they say where: "it is just …". */
const lead = `(?:(?:${words('si yes ok vale pues doncs mira bueno visc vivo live be es esta esto aixo seria era som estem estamos crec creo que i think it its s is was just justo justament right exactament exactamente more less mes menys mas o menos por per alli alla aqui ahi there here')}) )*`;
const article = `(?:(?:${words('el la l els les lo los las the aquest aquesta este esta this mi mis meu meva my un una uns unes unos unas a an d de del dels')}) )*`;
const kind = words(
  'carrer c calle street avinguda av avenida avenue placa plaza square passeig paseo passatge pasaje rambla ronda carretera rotonda roundabout cantonada esquina corner cruilla cruce poligon poligono parc parque park barri barrio parada estacio estacion station',
);
const here =
  'davant davants darrere darrera prop entre sota dins dintre sobre damunt enfront fora tocant vora delante detras frente enfrente junto cerca debajo dentro encima fuera pegado al als in at by near next opposite behind between outside inside under along halfway across beside around';
/** "At the": words that mean a place only before these. */
const at = `(?:a|en|on|per|por|des de|desde|hacia|cap a) (?:${words('el la l els les lo los las sota dalt baix prop tocar casa fora dins mig medio un una uns unes unos unas cada carrer calle placa plaza mi meu aquest aquesta este esta the my our this that')})`;
/** "Where the bins are", and no question such as "where do I pay". */
const where = `(?:on|donde|where|por donde|per on) (?!(?:${words('es se puc puedo he hem pago paguem demano pido tinc tengo do does did can could should must is to i')})\\b)`;

const pointer = `(?:(?:the|that|this)(?: ones?)?|${words('el la els les los las aquell aquella aquel ese esa aquest aquesta este esta')})`;
const relative = '(?:d|de|del|dels|que (?:hi ha|hay|es|esta|son|queda|toca)|that (?:is|s)|which is)';
/** "The one next to", "la que está junto a": what was told of, pointed at by its place. */
const pointed = `${pointer}(?: ${relative})? (?:(?:a|al|en el) )?(?:${words(here)}|costat|lado|final|fons|fondo|mig|medio)\\b`;

const phrase = new RegExp(
  `^${lead}(?:${pointed}|${article}(?:${kind})\\b|(?:${words(here)})\\b(?! (?:part|mes|quin|quina|que|least)\\b)|${at}\\b|${where})`,
);

/** Something is, happens or is wanted: a text that tells more than a place. */
const statement = new RegExp(
  `\\b(?:hi ha|hay|there s|${words('is are was were has have esta estan estaba estava te tiene tenen tienen fa fan hace hacen ha han falta faltan vull quiero volem queremos voldria quisiera necessito necesito need want no')})\\b`,
);

/** Words that tell a place by another, wherever they stand: "there is a chemist's opposite". */
const besidePlace = new RegExp(
  `\\b(?:${words('davant darrere darrera costat prop vora enfront delante detras frente enfrente lado cerca junto opposite behind beside near nearby next entrada entrance cantonada esquina corner')})\\b`,
);

/** Words that say what somebody or something is, or has done, wherever they stand: "sou uns lladres", "ja hi he parlat". */
const claim = new RegExp(
  `\\b(?:${words('soc soy som somos sou sois ets eres am re m he hem heu has hemos habeis ve passa passen pasa pasan diu diuen dice dicen says say')})\\b|\\S (?:${words('es son')})\\b`,
);

/** Something that happened to somebody: simple past in Spanish and English, the past with "vaig" in Catalan. */
const story =
  /\b(?:(?:va|van)(?! a\b)|vaig|vam|vau|era|eren|feia|volia|estava|anava|havia|fue|fui|fueron|estaba|iba|habia|queria|\p{L}{2,}(?:aron|ieron)|dij[oe]|vino|hizo|pude|pudo|quiso|puso|was|were|had|told|went|came|sent|gave|took|left|fell|broke|did|didn|said|waited|(?!married|need|indeed|pared|usted)\p{L}{3,}ed)\b/u;
/** "Shouted", "was sent": the accent that plain words lose. */
const accented = /(?<!\p{L})(?!també|porqué|café|comité|bebé)\p{L}{3,}[óé](?!\p{L})/iu;

/** How a question begins that needs no question mark. */
const question = new RegExp(
  `^(?:(?:${words('i y and hola perdona perdoni perdone sorry hi hello ok doncs pues so')}) )*(?:${words('quan cuando when qui quien who whom which whose com como how quant quants quanta quantes cuanto cuantos cuanta cuantas puc puedo podria can could do does is are may')}|(?:a |de |per |por )?(?:quin|quina|quins|quines|cual|cuales|que hora|que hores|que horas|que dia|q dia|q hora)|what|(?:amb|con|a|with|to) (?:qui|quien|quienes|whom?)|per que|por que|why|on (?:es|puc|he|hem|pago|demano)|donde (?:se|puedo|hay|esta|pago)|where (?:do|does|can|is|are)|se puede|es pot|hace falta|cal que|am i|is there|are there)\\b`,
);

/** Whether a text tells what happened. */
export function isStory(text: string): boolean {
  return story.test(plainWords(text)) || accented.test(text);
}

/** Whether a text begins as a question does, and not as a story: "when I got there …". */
export function isQuestion(text: string): boolean {
  const plain = plainWords(text);
  if (/^(?:quan|cuando|when|com|como|as) /.test(plain) && isStory(text)) return false;
  return question.test(plain) || asksReason(text) || /^(?:què|qué)\s/i.test(text);
}

/** Where a sentence ends. */
const sentenceEnds = /(?<=[.!?;])\s+|\s*\n+\s*/;

/** The sentences of a text. */
export const sentencesIn = (text: string): readonly string[] =>
  text
    .split(sentenceEnds)
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** How a sentence asks whatever stands before it: somebody is asked whether they know, or says what they want to know. */
const indirect = new RegExp(
  `\\b(?:(?<!\\bno )(?:${words('sabeu sabes sabeis saben')}) (?:${words('si on qui quin quina quan com quant donde quien cual cuando como cuanto')})|(?:em|me) (?:pots|podeu|pot|podria|podrieu|puedes|podeis|puede|pueden|podrias|podrian) (?:dir|decir)|(?:vull|voldria|necessito|quiero|quisiera|necesito) saber|(?:do|would) you know|(?:want|like|need) to know|(?:can|could) you tell)\\b`,
);
/** How a sentence that follows another one begins where it asks: "is very dangerous" is said by many who learn English. */
const laterQuestion = new RegExp(
  `^(?:(?:${words('i y and o or pero but so fine ok doncs pues llavors entonces then aixo eso that')}) )*(?:(?:a |de |per |por |amb |con |with )?(?:${words('qui quien quienes who whose quin quina quins quines cual cuales which what quant quants quanta quantes cuanto cuantos cuanta cuantas how')})|(?:on|donde|where) (?:${words('es se puc puedo he hem tengo pago reclamo demano pido do does can could should')})|(?:com|como)(?! (?:a|si|sempre|siempre|que|cada|el|la|els|les|los|las|un|una)\\b)|puc|puedo|es pot|se puede|hi ha cap|(?:can|could|do|did|will) (?:i|you|we|they)|(?:is|are) (?:there|it|they|you)|per que|por que|why)\\b(?! sea\\b)`,
);

/** Fewest words of such a sentence. */
const leastAsking = 4;

/** Whether a sentence of a text asks, with or without a question mark: "ok, I'll call. is there a group for women". */
export function asksSomewhere(text: string): boolean {
  if (isQuestion(text) || indirect.test(plainWords(text)) || asksWhen(text)) return true;
  return sentencesIn(text).some((sentence) => {
    const plain = plainWords(sentence);
    // "Quina vergonya" asks nothing.
    const isAsking = plain.split(' ').length >= leastAsking && laterQuestion.test(plain);
    return isAsking && !(/^(?:com|como) /.test(plain) && isStory(sentence));
  });
}

const beforeWhen = words('i y and pero but so just only nomes solo ok vale doncs pues then llavors entonces');
const future =
  '(?:\\p{L}{3,}(?:reu|reis|ran|ra)|(?:va|vais|van|aneu) a|veniu|venis|vienen|viene|ve|arregleu|arreglais|arreglan|arreglen|penseu|pensais|piensan)';
/** How a sentence asks when something will be done: "quan plou" and "when it rains" do not. */
const whenAsked = new RegExp(
  `^(?:(?:${beforeWhen}) )*(?:when (?:will|is|are|do|does|can|would|ll)|how (?:long|soon) (?:will|would|until|till|til|before|do (?:i|we)|are (?:you|they))|(?:(?:per a|para|fins|hasta) )?(?:quan|cuando) (?:(?:${words('ho el la els les em us es lo los las me se os nos hi')}) )*${future}|(?:quan|cuando) (?:${words('ho el la els les lo los las')}) \\p{L}{3,}(?:en|an)|(?:quant?|cuanto|quants dies|cuantos dias)(?: de temps| tiempo)? (?:\\p{L}+ )?(?:trig|tard)\\p{L}*)(?!\\p{L})(?! (?:en|a|per) \\p{L}+ (?:un|una|uns|unes|unos|unas|els|les|los|las)(?!\\p{L}))`,
  'u',
);

/** Somebody asks of things of a kind, and not of one of them: "how long does it usually take". */
const inGeneral =
  /\b(?:normalment|normalmente|normally|usually|generalment|generalmente|generally|habitualment|habitualmente)\b/;

/** Whether a text asks of things of a kind. */
export function asksInGeneral(text: string): boolean {
  return inGeneral.test(plainWords(text));
}

/** Whether a sentence of a text asks when something will be done. */
export function asksWhen(text: string): boolean {
  if (asksInGeneral(text)) return false;
  return sentencesIn(text)
    .flatMap((sentence) => [sentence, sentence.slice(sentence.indexOf(',') + 1)])
    .some((sentence) => whenAsked.test(plainWords(sentence)));
}

const somebody = words('anyone anybody someone somebody they you');
/** How a sentence asks whether somebody of the council will come, or be in touch: "em trucareu?", "is someone going to call me?". */
const whetherAsked = new RegExp(
  [
    `^(?:(?:${beforeWhen}) )*(?:will|is|are) (?:${somebody})(?: ever)?(?: going to| gonna)? (?:come|coming|call|calling|contact|contacting|reply|answer|answering|get|be in touch|let me know)(?!\\p{L})`,
    `^(?:(?:${beforeWhen}) )*(?:(?:${words('algu alguien em ens me nos m')}) )*(?:${words('vindra vindran vindreu vendra vendran vendreis trucara trucaran trucareu llamara llamaran llamareis contactara contactaran contactareu avisara avisaran avisareu respondra respondran respondreu respondera responderan contestara contestaran contestareu')}|(?:va|van|vais|aneu) a (?:venir|llamar|trucar|contactar|avisar|responder|respondre|contestar))(?!\\p{L})`,
  ].join('|'),
  'u',
);

/** Whether a sentence of a text asks whether somebody will come, or be in touch. In Catalan and Spanish only the question mark tells. */
export function asksWhether(text: string): boolean {
  return sentencesIn(text).some((sentence) => sentence.endsWith('?') && whetherAsked.test(plainWords(sentence)));
}

const nobody = words('nobody ningu nadie');
/** What others did not do: "they never came", "no han vingut", "nadie me ha contestado". Who tells what they themselves did not do says less. */
const undone = new RegExp(
  [
    `\\b(?:they|you|nobody|no one|somebody|the council|it)(?: just| still)? (?:never|didn t|didnt|did not|haven t|havent|have not|hasn t|hasnt) (?:ever )?\\p{L}+`,
    `\\b(?:${nobody}|no one)(?: has| ever)? (?:came|come|answered|replied|called|showed|turned|did|picked|fixed|\\p{L}{3,}ed)\\b`,
    `\\b(?:no|ningu|mai)(?: (?:${words('no em m ens me nos ho l lo la els les hi ha')}))* (?:van|han|vau|heu|ha|va) (?:mai )?(?:\\p{L}{2,}(?:ar|er|re|ir)|\\p{L}{2,}(?:at|ut|it|gut|ert|et|os|fet))\\b`,
    `\\b(?:no|nadie|nunca)(?: (?:${words('me nos lo la los las le les se')}))* (?:(?:han|ha|habeis) (?:\\p{L}{2,}(?:ado|ido)|hecho|vuelto|dicho|resuelto|visto)|vino|hizo|hicieron|vinieron|dijeron|\\p{L}{3,}(?:aron|ieron|eron))\\b`,
  ].join('|'),
  'u',
);

/** Whether a text tells that others did not do what they should have done. */
export function saysUndone(text: string): boolean {
  return undone.test(plainWords(text));
}

const month = words(
  'gener enero january febrer febrero february marc marzo march abril april maig mayo may juny junio june juliol julio july agost agosto august setembre septiembre september octubre october novembre noviembre november desembre diciembre december',
);
/** Since when, or how long ago: "since October", "hace dos meses", "el mes passat". */
const since = new RegExp(
  `\\b(?:(?:since|desde|des de|des del|desde el|from|a) (?:${month})|(?:since|des del|desde el) \\d|(?:fa|hace|fan) (?:\\S+ )?(?:${words('dies dia dias setmana setmanes semana semanas mes mesos meses any anys ano anos temps tiempo')})|(?:${words('days weeks months years day week month year')}) ago|(?:last|past) (?:${words('week month year')})|(?:${words('setmana semana mes any ano')}) (?:${words('passat passada pasado pasada')}))\\b`,
);
const day = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)?(?: de| d| of)? (?:${month})|(?:${month}) \\d{1,2}|\\d{1,2} \\d{1,2} 20\\d\\d)\\b`,
);
/** Whose it is, or that it was done: what a day is told of, rather than asked for. */
const done = new RegExp(
  `\\b(?:${words('mi mis meu meva meus meves my our nostre nostra nuestro nuestra')}|(?:lo|la|ho|ya|ja|yo|jo) \\p{L}{3,}[ie]|\\p{L}{3,}(?:at|ada|ut|uda|ado|ido))(?=$| )`,
  'u',
);
/** Which matter it is: "it's about …", "lo de …", "expediente 2026/1234". */
const which = new RegExp(
  `^(?:(?:${words('pues doncs well so be bueno si yes ok')}) )*(?:(?:it s|its|it is|this is|that s|thats) (?:about|for|because)|(?:es|era) (?:per|por|pel|del|de la|de l|lo|sobre)|lo (?:de|del)|(?:${words('expediente expedient file registro registre reference referencia')})(?: (?:${words('number numero num no')}))? \\d)`,
);

/**
 * Whether a text tells which matter it is, or since when, and neither wants nor asks anything: "the registration of my mother, since
 * October". Many write the past without accents.
 */
export function namesWhich(text: string): boolean {
  const plain = plainWords(text);
  // "Hace dos meses" states nothing.
  if (statement.test(plain.replace(since, ' '))) return false;
  return which.test(plain) || since.test(plain) || (day.test(plain) && done.test(plain));
}

/** How a text begins that says that something is not so: "no era …", "it was not …", "nobody …". */
const denial = new RegExp(
  `^(?:(?:${words('i y and but pero es que és si yo jo i it this that he she they')}) )*(?:(?:${words('is was are were do did does has have had am can could would')}) )?(?:${words('no not never nunca mai nadie ningu nobody nothing tampoco')}|no one|(?:isn|wasn|aren|weren|don|didn|doesn|hasn|haven|hadn) t)\\b`,
);
/** Words with which a no ends what is spoken of, or refuses it, and tells nothing of it. */
const closing = new RegExp(
  `\\b(?:${words('mes mas else more gracies gracias thanks thank cal falta need moment ara ahora now ja ya vull quiero want ok vale deixa dejalo leave')})\\b`,
);
/** Fewest words of a text that says what is not so. */
const denialWords = 3;

/** Whether a text tells of something that is not so, which is more than a no: "no era mi coche", "it wasn't me". */
export function isDenial(text: string): boolean {
  const plain = plainWords(text);
  return plain.split(' ').length >= denialWords && denial.test(plain) && !closing.test(plain);
}

const there = words('hi alli alla there en_el en_ell en_ella at_it in_it').replaceAll('_', ' ');
/** Somebody asks whether they may speak, or wants to, and says to nobody: "puc parlar-hi?", "can I speak there". */
const speaking = new RegExp(
  `^(?:(?:${words('i y and pero but so hola')}) )*(?:(?:s )?hi )?(?:${words('puc podria podem puedo podria podemos vull voldria quiero querria')}|(?:can|could|may|might) (?:i|we)|es pot|se puede|i (?:want|would like|d like) to)(?: (?:jo|yo|tambe|tambien|also))?(?: (?:parlar|hablar|speak|talk|intervenir))(?: (?:${there}|jo|yo|tambe|tambien|too))*$`,
);
const wanting = /\b(?:vull|voldria|quiero|querria|want|like)\b/;
const speakingThere = new RegExp(`\\b(?:${there})\\b`);

/**
 * Whether a text asks to speak, and names nobody to speak to: `there`, at what is spoken of; `unsaid`, whether one may, but
 * not where. Null: it does not.
 */
export function asksToSpeak(text: string): 'there' | 'unsaid' | null {
  const plain = plainWords(text);
  if (!speaking.test(plain)) return null;
  if (speakingThere.test(plain)) return 'there';
  // "I want to speak" wants somebody to speak to.
  return wanting.test(plain) ? null : 'unsaid';
}

/** Somebody there is asked about: "anyone who speaks", "hi ha algú que parli", "do they speak it there". */
const thoseThere = new RegExp(
  `\\b(?:(?:${words('anyone anybody someone somebody they staff algu alguien')}|one)\\b(?!.* (?:me|us|mi|nosaltres|nosotros|you|vos|voste|usted|vosaltres|ustedes)\\b).* ?(?:speak|talk|parl|habl)|(?:speak|talk|parl|habl)\\p{L}* (?:algu|alguien)\\b|(?<!(?:is|are) )there$|(?:alla|alli|ahi)\\b|(?:the|l|la|a) (?:office|oficina)\\b)`,
  'u',
);

/** Whether what a text asks is asked about those who work at what is spoken of, rather than of whom it is written to. */
export const asksOfThoseThere = (text: string): boolean => thoseThere.test(plainWords(text));

/** Whether a text says yes or no, and why, or with what exception: "no, because there is no water". */
export function saysWhy(text: string): boolean {
  return /^\p{L}+ (?:perque|porque|because|cause|ja que|ya que|pero|but|only|just|nomes|solo|molt|mucho|muy|very)(?!\p{L})/u.test(
    plainWords(text),
  );
}

/** Whether a text asks for a reason: "why do you need it". */
export function asksReason(text: string): boolean {
  return /^(?:(?:i|y|and|but|pero) )?(?:why|what for|per que|per a que|por que|para que)\b/.test(plainWords(text));
}

/** Somebody asks whether they have to tell something, or why: "és obligatori?", "no entiendo por qué tengo que contestar". */
const whetherNeeded = new RegExp(
  `^(?:no (?:entiendo|comprendo|entenc|veo|veig|se)|i (?:don t|dont|do not) (?:understand|see|get|know)) (?:why|what for|per que|por que|per a que|para que)(?: \\S+){0,4}? (?:contest\\p{L}*|respon\\p{L}*|decir\\p{L}*|digo|dir\\p{L}*|answer|say|tell|ask|pregunt\\p{L}*)(?!\\p{L})|^(?:(?:i|y|and|pero|but) )?(?:(?:es|is it|is that|aixo es|eso es) (?:obligatori|obligatorio|obligatory|mandatory|compulsory|required)|(?:do (?:i|we) (?:have|need) to|must (?:i|we)|(?:he|hem) de|cal|tengo que|tenemos que|hace falta|es necesario) (?:${words('say tell give dir dirho donar decir decirlo dar darlo')}))(?!\\p{L})`,
  'u',
);

/** Whether a text asks whether what was asked has to be told, or why. */
export function asksIfNeeded(text: string): boolean {
  return whetherNeeded.test(plainWords(text));
}

/** Somebody asks whom to call, or what to do. */
const whatToDo = new RegExp(
  `\\b(?:a qui|a quien|whom?|(?:${words('truc truco truquem llamo llamamos call phone')})|(?:que|com|como) (?:puc|podem|faig|fem|hago|hacemos|cal|haig|he de|hem de|puedo|podemos|debo|tengo que)|what (?:do|should|can|must) (?:i|we))\\b`,
);

/** Whether a text asks whom to call, or what to do. */
export function asksWhatToDo(text: string): boolean {
  return whatToDo.test(plainWords(text));
}

/** Somebody asks where, how or to whom to complain: "donde reclamo", "a qui em puc queixar". */
const whereToComplain = new RegExp(
  `\\b(?:${words('on donde adonde where com como how qui quien who whom')}) (?:\\S+ ){0,4}?(?:reclam\\w*|recurr\\w*|queix\\w*|quej\\w*|complain\\w*|claim|appeal)\\b`,
);

/** Whether a text asks where or how to complain, rather than complains. */
export function asksWhereToComplain(text: string): boolean {
  return whereToComplain.test(plainWords(text));
}

/** Somebody wants to object to a decision: "vull recórrer la multa", "quiero reclamar", "I want to appeal". */
const objecting = new RegExp(
  `\\b(?:${words('vull volem voldria quiero queremos quisiera want like need')}) (?:\\S+ ){0,2}?(?:reclamar|recorrer|recurrir|allegar|alegar|impugnar|appeal|contest|dispute)\\b`,
);

/** Whether a text says that somebody wants to object, which is no complaint yet where a service tells how one does. */
export function wantsToObject(text: string): boolean {
  return objecting.test(plainWords(text));
}

/** People who are not the council. */
const others = new RegExp(
  `\\b(?:${words('vei veina veins veines vecino vecina vecinos vecinas neighbour neighbours neighbor neighbors algu alguien someone somebody')})\\b`,
);
/** The council, its services and its people, named or spoken to. */
const council = new RegExp(
  `\\b(?:${words('ajuntament ayuntamiento council town policia police oficina office oiac operaris operarios funcionari funcionaria funcionario servei servicio service vosaltres vosotros ustedes heu habeis teniu teneis feu haceis passeu you your')}|(?:ningu|nadie|nobody|no one)(?: \\S+){0,2} (?:fa|fan|hace|hacen|does|do|ve|viene|comes))\\b`,
);

/** Whether a text is about what other people do, and names nothing that the council did or should have done. */
export function blamesOthers(text: string): boolean {
  const plain = plainWords(text);
  return others.test(plain) && !council.test(plain);
}

/** Whether a text begins as a place does: with "next to", "on the", a street or a square. */
export function isPlacePhrase(text: string): boolean {
  return phrase.test(plainWords(text));
}

/** Buildings by which people tell where something is. */
const building = new RegExp(
  `\\b(?:${words('escola colegio cole school institut instituto biblioteca library mercat mercado market esglesia iglesia church farmacia pharmacy hospital ambulatori ambulatorio gasolinera benzinera supermercat supermercado supermarket bar hotel poliesportiu polideportivo pavello pabellon cementiri cementerio portal')})\\b|\\p{L}{4,} \\d{1,4}[a-z]?$`,
  'u',
);

/**
 * Whether a text tells where something is by its words, and states nothing: "the school, next to the bicycles". `named`: only by a
 * building or a number, which may be spoken of for other reasons. Null: it does not.
 */
export function placeNamedIn(text: string, { places }: Pick<Shape, 'places'>): 'beside' | 'named' | null {
  const plain = plainWords(text);
  if (isStatement(text) || isStory(text) || claim.test(plain)) return null;
  if (places || isPlacePhrase(text) || besidePlace.test(plain)) return 'beside';
  return building.test(plain) ? 'named' : null;
}

/** Most words of a text that names a place and nothing else. */
const placeWords = 9;

/**
 * Whether a text may tell where something is: it has what places have, or is so short, and claims so little, that it may be the
 * name of one. "You are thieves" is none.
 */
export function mayBePlace(text: string, { places, words: count }: Pick<Shape, 'places' | 'words'>): boolean {
  if (places || isPlacePhrase(text) || besidePlace.test(plainWords(text))) return true;
  return count <= placeWords && !isStatement(text) && !isStory(text) && !claim.test(plainWords(text));
}

/** Whether a text is a place and nothing else: "carrer Major 15". */
export function isPlaceAlone(
  text: string,
  { places, asks, words: count }: Pick<Shape, 'places' | 'asks' | 'words'>,
): boolean {
  return places && !asks && count <= placeWords && isPlacePhrase(text) && !isStatement(text);
}

/** Whether a text tells that something is so, or is wanted. */
export function isStatement(text: string): boolean {
  return statement.test(plainWords(text));
}
