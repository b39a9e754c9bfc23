import { decide } from '../../dialogue/decide.ts';
import type { Ranked } from '../../model/understanding.ts';
import type { ForeignGreeting } from '../../ports/knowledge.ts';
import { isChat, limitsOf, thresholdsIn } from '../evidence.ts';
import { answerEntry, clarify } from '../replies/answerEntry.ts';
import { languageChoices } from '../replies/choices.ts';
import { isPublic } from '../replies/private.ts';
import { isOfferable } from '../replies/replyTopics.ts';
import { prependText, say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';
import { askOn } from './answerQuestion.ts';

/**
 * Answers a message in a language that is not the bot's own: thanks, what asks on about a service spoken of, and what plainly asks
 * about one, or about one of a few. `greeting`: what somebody wrote in that language; null: nothing. It is given to who is new, and
 * where nothing is understood.
 */
export function answerAcross(turn: Turn, greeting: ForeignGreeting | null): void {
  const isFirst = !turn.state.introduced;
  turn.state = { ...turn.state, introduced: true };
  if (greeting === null) return say(turn, 'unsupportedLanguage', languageChoices);
  turn.locale = greeting.answerIn;
  if (!isFirst && answerTalk(turn)) return;
  if (!isFirst && asksSide(turn) && askOn(turn)) return prependText(turn, greeting.nearest);
  const decision = isPublic(turn) ? none : decide(servicesOf(turn), limitsOf(turn), { isBareWord: false });
  if (isFirst || decision.kind === 'none') sayText(turn, greeting.welcome, languageChoices);
  if (decision.kind === 'none') return;
  recordTopics(turn);
  if (decision.kind === 'answer') answerEntry(turn, decision.entry);
  else clarify(turn, decision.entries);
  prependText(turn, greeting.nearest);
}

const none = { kind: 'none', near: [] } as const;

/** The services that a message may ask about: what must not be offered on a guess only where it is plain. */
const servicesOf = (turn: Turn): readonly Ranked[] =>
  turn.input.understanding.topics.filter(
    ({ entry, confidence }) =>
      turn.input.knowledge.entry(entry)?.kind === 'faq' &&
      (isOfferable(turn, entry) || confidence >= limitsOf(turn).answer),
  );

/** Whether a message asks for a side of a service, which the meaning tells in any language. */
function asksSide(turn: Turn): boolean {
  const [side] = turn.input.understanding.aspects;
  return side !== undefined && side.confidence >= thresholdsIn(turn).aspect && !isPublic(turn);
}

/** Answers what means thanks, or another courtesy. False: it does not. */
function answerTalk(turn: Turn): boolean {
  const [best] = turn.input.understanding.topics;
  if (best === undefined || !isChat(turn, best.entry) || best.confidence < thresholdsIn(turn).talk) return false;
  recordTopics(turn);
  answerEntry(turn, best.entry);
  return true;
}

function recordTopics(turn: Turn): void {
  const { knowledge, understanding } = turn.input;
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked: understanding.topics });
}
