/** Fewest words of a part that may be a separate question. */
const fewestWords = 2;
const mostQuestions = 3;

/*
 * How a question begins, in Catalan, Spanish and English; of the language, not of the council. Words that only questions
 * have, words that begin other clauses too, those of them that also compare or join ("que", "com"), and verbs.
 */
const onlyAsking =
  'què|qué|cómo|dónde|dnd|adónde|cuándo|cuánt[oa]s?|quants?|quantes|quins?|quines|quina|cuál(?:es)?|quién(?:es)?|what|how|where|when|which';
const alsoAsking = 'on|donde|quan|cuando|quanta|cuant[oa]s?|cual(?:es)?|qui|quien(?:es)?|who|whose|whats|wheres';
const joining = 'que|q|com|como';
const verbs =
  'do|does|can|could|is|are|will|puc|podem|podria|cal|hi ha|hay|he de|tengo|es pot|es fa|ho puc|hi puc|se puede|puedo|lo puedo|hace falta|fan falta|(?:em|ens|me|nos) (?:cal|fa falta|fan falta|hace falta|hacen falta)|necessito|necesito';

/** What may stand before it: "until when", "by what date", "with which papers". */
const before =
  "a|amb|de|d'|en|per|por|con|para|des de|desde|fins a|fins|hasta|from|by|until|till|to|in|at|on|with|for|de passada|de paso|per cert|por cierto|by the way";

const wordEnd = String.raw`(?![\p{L}\p{N}'’])`;
/** What says that one more thing is asked, and that somebody wants to know something. */
const also = 'també|tambe|también|tambien|also|a més|además';
const wanting = String.raw`(?:(?:vull|voldria|quiero|querría|quisiera|me gustaría|m'agradaria|i want to|i'd like to|to)\s+)?(?:saber|know)\s+(?:(?:si|if|whether)\s+)?`;
const ahead = `(?:(?:${before}|${also})\\s*,?\\s*)?(?:${wanting})?(?:${onlyAsking}|${alsoAsking}|${joining}|${verbs})${wordEnd}`;

/** Where a sentence ends, and where a second question may begin in one. */
const sentenceEnds = /(?<=[?!.;])\s+|\s*[\n]+\s*/u;
const borders = new RegExp(
  `\\s*,?\\s+(?=(?:i(?!\\s+(?:do|can|could|will)\\b)|y|e|and|plus|or|o)\\s+${ahead})|,\\s+(?=${ahead})`,
  'giu',
);

/** A part that asks: it has a word that only questions begin with, or begins with one that other sentences have, too. */
const asks = new RegExp(
  String.raw`(?:^|[^\p{L}\p{N}'’])(?:${onlyAsking})${wordEnd}|^(?:(?:i|y|and)\s+)?${ahead}`,
  'iu',
);

/** Whether a sentence asks, by its form. */
export const asksIn = (sentence: string): boolean => sentence.includes('?') || asks.test(sentence.trim());

/**
 * How a person tells something that leads up to a question: what may stand before it, words that give a reason, pronouns, and verbs.
 * Wishes are left out: they ask.
 */
const leading = 'i|y|e|and|but|però|pero|so|ara|ahora|now|ja|ya|jo|yo|nosaltres|nosotros|també|tambe|también|tambien';
const reason = 'perquè|perque|porque|pq|xq|ja que|ya que|és que|es que|because|cause|cos|since';
const pronouns = 'lo|la|ho|li|le|me|em|hi|en|no';
const statingForms = [
  'soc|sóc|soy|som|somos|estic|estoy|estem|estamos|visc|vivo|vivim|vivimos|treballo|trabajo|treballem|trabajamos|cobro|cobrem|surto|salgo',
  String.raw`(?:tinc|tengo|tenim|tenemos)(?!\s+(?:que|q)\b)|(?:ho|la|els|les) (?:necessito|necessitem)|(?:lo|la|los|las) (?:necesito|necesitamos)`,
  "(?:és|es) (?:per|para)|it'?s for|i'?m|i am|i (?:work|live|only|just)|i'?ve|we'?re|we are|we (?:work|live)",
  String.raw`(?:my|our|la meva|el meu|la nostra|el nostre|mi|mis|nuestra|nuestro) \p{L}+ (?:is|are|has|lives|works|és|es|té|tiene|viu|vive|treballa|trabaja)`,
].join('|');
/** A part that tells something of the person, and asks nothing: "lo necesito para el médico", "because I work until six". */
const states = new RegExp(
  String.raw`^(?:(?:${leading})\s+)*(?:(?:${reason})\s|(?:(?:${pronouns})\s*)*(?:${statingForms})(?![\p{L}\p{N}]))`,
  'iu',
);
const asksAnywhere = new RegExp(String.raw`(?:^|[^\p{L}\p{N}'’])(?:${onlyAsking}|${alsoAsking})${wordEnd}`, 'iu');

/** Whether a part of a message only tells something, by its form. */
export const statesIn = (part: string): boolean =>
  !part.includes('?') && !asksAnywhere.test(part) && states.test(part.trim());

/** "How" joins as well as it asks: "and as nobody answers". */
const howAsked = String.raw`(?:com|como)(?!\s+(?:que|a|el|la|els|les|los|las|un|una|no|nadie|ningú)${wordEnd})`;

/** Somebody wants something, which what is asked beside it is not about: "I want to register, and where is the pool". */
const wantsForm = new RegExp(
  String.raw`^(?:(?:${leading}|hola|hello|hi|bon dia|buenas|buenos días)[\s,]+)*(?:vull|voldria|volem|voldríem|quiero|queremos|quería|querría|quisiera|necessito|necesito|(?:i|we)(?:'d like| would like| want| need))${wordEnd}`,
  'iu',
);

/** Whether a part of a message says what somebody wants, by its form. */
export const wantsIn = (part: string): boolean => wantsForm.test(part.trim());

/** A second question after "and", with a word that only questions begin with, or a wish to know: it follows any sentence. */
const joined = new RegExp(
  `^\\s*,?\\s+(?:i|y|e|and)\\s+(?:(?:${also})\\s+)?(?:(?:a\\s+)?(?:${onlyAsking}|${alsoAsking}|${howAsked})${wordEnd}|${wanting})`,
  'iu',
);

/** The parts of a message that may each be a question; none where the message is one. */
export function questionsOf(text: string): readonly string[] {
  const found = text
    .split(sentenceEnds)
    .flatMap(split)
    .map((part) => part.replace(/^[\s,;]+|[\s,;]+$/g, ''))
    .filter((part) => (part.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= fewestWords);
  return found.length < 2 || found.length > mostQuestions ? [] : found;
}

/** Splits a sentence where a second question begins: what only leads up to a question stays with it. */
function split(sentence: string): readonly string[] {
  const questions: string[] = [];
  let from = 0;
  for (const { index, 0: border } of sentence.matchAll(borders)) {
    const part = sentence.slice(from, index);
    if (!asks.test(part.trim()) && !joined.test(sentence.slice(index))) continue;
    questions.push(part);
    from = index + border.length;
  }
  return [...questions, sentence.slice(from)];
}
