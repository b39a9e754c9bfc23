import type { Detail } from '../dialogue/details.ts';
import { servicesIn } from '../dialogue/subjects.ts';
import { locales } from '../model/locale.ts';
import { confidenceIn } from '../model/understanding.ts';
import type { Entry } from '../ports/knowledge.ts';
import { plainWords } from '../util/plainWords.ts';
import { plainAspect, thresholdsIn } from './evidence.ts';
import { isOfferable } from './replies/replyTopics.ts';
import type { Turn } from './turnDraft.ts';

/** Longest text, in words, that asks on about a service by what is done there: "fine, and where do I pay it". */
const askingOn = 8;
/** The infinitive with which the title of a service begins in Catalan and Spanish. Of the languages, not of the council. */
const infinitive = /(?:ar|er|ir|re)(?:se)?$/;
/** Endings of a verb: what is left tells it from others. */
const ending =
  /(?:[aei]r(?:se|l[aeo]s?)|ar|er|ir|re|amos|emos|imos|em|im|aria|ara|ado|ada|at|ing|ed|as|es|an|en|o|a|e)$/;
/** Letters of a verb without its ending. */
const stemLetters = 3;
/** Fewest letters of a word that names a thing. */
const thingLetters = 4;
/** Verbs that ask for any service: "where do I ask for it". */
const general = new Set(
  'demanar pedir ask fer hacer do tenir tener get take find say make haver haber ser estar anar ir go'
    .split(' ')
    .map(stem),
);

/**
 * The service beside the one spoken of that a short text names by what is done there: below "appeal a fine", "where do I
 * pay it" is about paying one. Both titles say that something is done with the same thing. Null: it names none, or several.
 */
export function neighbourNamed(turn: Turn): Entry | null {
  const { knowledge, understanding } = turn.input;
  const { focus, last } = turn.state.dialogue;
  const now = knowledge.entry(focus[0]?.entry ?? '');
  if (now === undefined || understanding.shape.words > askingOn) return null;
  const beside = last !== null && 'others' in last ? (last.others ?? []) : [];
  const ids = new Set([...servicesIn(turn.state.offered), ...beside, ...now.followUps]);
  const said = new Set(plainWords(turn.text).split(' ').map(stem));
  const own = actionsOf(now);
  if (own.length === 0) return null;
  const things = new Set(thingsIn(now));
  const named = [...ids].flatMap((id) => {
    const entry = id === now.id || !isOfferable(turn, id) ? undefined : knowledge.entry(id);
    if (entry === undefined || !thingsIn(entry).some((thing) => things.has(thing))) return [];
    return actionsOf(entry).some((each) => said.has(each) && !own.includes(each)) ? [entry] : [];
  });
  const [only, ...others] = named;
  return only === undefined || others.length > 0 ? null : only;
}

/** Longest text, in words, that asks the same of another service: "and for my car?". */
const askingSame = 5;

/**
 * The service beside the one spoken of of which a few words ask the same: below the property tax, "and for my car?" asks for
 * the tax on vehicles. It is of the same field, or the one spoken of leads to it. Null: none is named more clearly than that one.
 */
export function siblingNamed(turn: Turn): Entry | null {
  const { knowledge, understanding } = turn.input;
  const { shape, topics, exceptions } = understanding;
  const now = knowledge.entry(turn.state.dialogue.focus[0]?.entry ?? '');
  if (now === undefined || !shape.continues || shape.words > askingSame) return null;
  const { siblingTopic, siblingCase, siblingShare } = thresholdsIn(turn);
  if (exceptions.some(({ entry, likeness }) => entry === now.id && likeness >= siblingCase)) return null;
  const isBeside = (id: string) => now.followUps.includes(id) || fileOf(id) === fileOf(now.id);
  const sibling = topics.find(({ entry }) => entry !== now.id && isBeside(entry) && isOfferable(turn, entry));
  const own = confidenceIn(topics, now.id);
  const best = topics[0]?.confidence ?? 0;
  if (sibling === undefined || sibling.confidence < Math.max(siblingTopic, siblingShare * best)) return null;
  return own < sibling.confidence * (1 - siblingShare) ? (knowledge.entry(sibling.entry) ?? null) : null;
}

/** Whether a few words that go on name another service and nothing of it: "and the pool?" asks the same of that. */
export function asksSame({ state, input: { understanding } }: Turn): boolean {
  const { shape } = understanding;
  return state.dialogue.focus.length > 0 && shape.continues && shape.words <= askingSame;
}

/** What is asked of a sibling: the side that the text plainly asks for, or the one told just before; else the whole. */
export function sideOfSibling(turn: Turn, { aspects }: Entry): Exclude<Detail, { kind: 'unclear' }> {
  const asked = plainAspect(turn.input.understanding.aspects);
  const isPlain = asked !== undefined && asked.confidence >= thresholdsIn(turn).plainSide;
  const side = isPlain ? asked.aspect : (turn.state.dialogue.focus[0]?.aspect ?? null);
  return side === null || side === 'exceptions' || aspects[side] === undefined
    ? { kind: 'whole' }
    : { kind: 'aspect', aspect: side };
}

const fileOf = (entry: string) => entry.slice(0, entry.indexOf('.'));

/** With what the title of a service says something is done, in any language. */
const thingsIn = ({ title }: Entry): readonly string[] =>
  locales.flatMap((locale) =>
    plainWords(title[locale])
      .split(' ')
      .slice(1)
      .filter((word) => word.length >= thingLetters),
  );

/** What the title of a service says is done there, in each language; nothing where it begins with a noun. */
function actionsOf({ title }: Entry): readonly string[] {
  const [ca, es, en] = locales.map((locale) => plainWords(title[locale]).split(' ')[0] ?? '');
  if (ca === undefined || es === undefined || en === undefined || !infinitive.test(ca) || !infinitive.test(es))
    return [];
  return [ca, es, en].map(stem).filter((each) => each.length >= stemLetters && !general.has(each));
}

function stem(word: string): string {
  const bare = word.replace(ending, '');
  // "Pagar", "paguem": the letters that keep a sound before another vowel.
  return bare.length < stemLetters ? word : bare.replace(/(?<=g)u$/, '').replace(/qu$/, 'c');
}
