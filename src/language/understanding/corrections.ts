import { fold, foldKept } from '../text/fold.ts';

/** What a text that corrects the bot says. */
export interface Correction {
  /** The words that say what is meant: "not the books, the school meals". Empty: it does not tell them apart. */
  readonly meant: string;
  /** The words that name what is not: "not the books". Empty: there are none. */
  readonly rejected: string;
  /** It says in so many words that it says what is meant ("I asked about the meals"), or names what is not, and no more. */
  readonly isMarked: boolean;
  /** It only says what is not meant: "I did not ask about the bins". */
  readonly denies: boolean;
  /** It names what is not meant, and says what is instead: "I don't mean the car", "the house, not the car". */
  readonly rejects: 'said' | 'named' | null;
}

/** Signs and words between clauses; and where a clause goes on with what is not meant: "the nursery's, not the tax". */
const borders =
  /[,.;:!?]+\s*|\s+(?:sino|sinó|but|pero|però)\s+|\s+(?=(?:no|not|instead of)\s+(?:the|a|an|that|this|about|for|el|els|la|les|los|las|lo|l'|d'|del?|dels|un|una|aquest|aquell|ese|esa|per|por|\d+)\b)/iu;

/** A clause that says what is not meant: a negation among its first words, or at its end ("the books no"). */
const denied =
  /^(?:\S+ ){0,3}(?:no+|not|ni|nor|nah|nope|never|mai|nunca|ningu|nadie|nobody|\w+n't|dont|didnt|isnt|wasnt)\b|\bno$/;

/** Who so denies denies what the bot understood, and not what they want: "I did not ask", "it has nothing to do with". */
const deniedWords =
  /(?:\b(?:no|not|never)|n't|\bdont|\bdidnt) (?:\w+ ){0,2}?(?:pregunt\w+|deman\w+|parl\w+|refer\w+|refier\w+|habl\w+|digo|decia|dic|deia|dit|dicho|va (?:de|d|por)|es (?:aixo|eso|res)|era (?:aixo|eso)|ask\w*|mean|meant|said|say|talk\w*|about|that|this|it)\b/;

/** Who so denies says of their own words what they were not about: "I am not talking about". */
const rejecting =
  /\b(?:no (?:et |te |us |os |li |le |em |me |vos )?(?:parl(?:o|ava) (?:d|sobre)|habl(?:o|aba) (?:d|sobre)|dic|deia|digo|decia|pregunt(?:o|ava|aba)|refereixo|referia|refiero|vull dir|volia dir|quiero decir|queria decir)|(?:not|n't) (?:talking|asking|referring|speaking|mean)|(?:didn't|did not|dont|don't) (?:ask|mean))/;

const determiner =
  'the|a|an|my|that|this|el|els|la|les|los|las|lo|un|una|aquest|aquesta|aquell|aquella|ese|esa|este|esta|del|dels|de|d|cap|ningun|ninguna|any';
/** A clause that names what is not meant, and tells nothing of it: "not the car", "the books no". */
const namedAlone = new RegExp(
  `^(?:(?:i|y|and|but|pero|que|it's|its|that's|es) )*(?:no|not)(?: (?:pas|es|era|is))? (?:(?:${determiner}) |l'|d')(?:\\S+ ?){1,3}$|^(?:(?:${determiner}) |l'|d')(?:\\S+ ){1,3}no$`,
);

/** The same where it is all that is said: "not taxes", "the books no". */
const namedOnly = /^not(?: \S+){1,2}$|^(?:\S+ ){1,3}no$/;

/** Words that say what is meant. */
const saying = String.raw`i mean|i meant|i was (?:on about|asking|talking)|i'?m asking|i am asking|i'?m talking about|i asked|i said|(?<!is )(?:it'?s|this is) about|my (?:question|query)|vull dir|volia dir|em refer\w+|parl(?:o|ava) d|pregunt(?:o|ava) p|deia\b|he dit\b|quiero decir|queria decir|me refer\w+|me refier\w+|habl(?:o|aba) d|pregunt(?:o|aba) p|digo\b|decia\b|he dicho\b`;
/** How a clause begins that says what is meant. */
const meaning = new RegExp(String.raw`^(?:\S+ ){0,3}?(?:${saying})`);
const saysIn = new RegExp(String.raw`\b(?:${saying})`);

/** "No I mean the penalty" denies what was understood, and not what follows; "no digo" does. */
const refusal = /^(?:no+|nah|nope) (?=i(?:'m)? (?:mean|meant|ask|asked|asking|said|was|am|want|wanted|need)\b)/;

/** Words without which no clause is denied. */
const denying = /\b(?:no+|not|ni|nor|nah|nope|never|mai|nunca|ningu|nadie|nobody|dont|didnt|isnt|wasnt)\b|n't/;

/** Whether a text has words that deny: where it has none, `readCorrection` need not be asked whether it denies. */
export const mayDeny = (text: string): boolean => denying.test(foldKept(text));

/** Whether a text has words that deny, or that say what is meant: where it has neither, nothing in it is rejected. */
export function mayReject(text: string): boolean {
  const folded = foldKept(text);
  return denying.test(folded) || saysIn.test(folded);
}

/** Splits a text that corrects the bot into what is meant and what is not. */
export function readCorrection(text: string): Correction {
  const clauses = text
    .split(borders)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
  const plain = clauses.map((clause) => fold(clause).replace(/\s+/g, ' ').replace(refusal, ''));
  const isDenied = plain.map((clause) => denied.test(clause));
  const isAllDenied = isDenied.every(Boolean);
  if (isAllDenied && plain.some((clause) => deniedWords.test(clause)))
    return { meant: '', rejected: '', isMarked: false, denies: true, rejects: null };
  if (clauses.length < 2) {
    const isNamed = plain.some((clause) => namedAlone.test(clause) || namedOnly.test(clause));
    return { meant: '', rejected: isNamed ? text : '', isMarked: isNamed, denies: false, rejects: null };
  }
  const marked = plain.findIndex((clause, at) => isDenied[at] === false && meaning.test(clause));
  const meant = clauses.filter((_, at) => at >= marked && isDenied[at] === false);
  const isStated = meant.length > 0 && (marked >= 0 || meant.length < clauses.length);
  return {
    meant: isStated ? meant.join(', ') : (clauses.at(-1) ?? ''),
    rejected: isStated ? clauses.filter((clause) => !meant.includes(clause)).join(', ') : '',
    isMarked: isStated && marked >= 0,
    denies: false,
    rejects: isStated ? rejectedIn(plain.filter((_, at) => isDenied[at])) : null,
  };
}

function rejectedIn(denied: readonly string[]): Correction['rejects'] {
  if (denied.some((clause) => rejecting.test(clause))) return 'said';
  return denied.some((clause) => namedAlone.test(clause)) ? 'named' : null;
}
