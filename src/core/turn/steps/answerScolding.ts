import { scolds } from '../../flows/scolding.ts';
import { thresholdsIn } from '../evidence.ts';
import { reportOpen } from '../openCase.ts';
import { answerEntry } from '../replies/answerEntry.ts';
import type { Turn } from '../turnDraft.ts';

/** What is said to who scolds the bot. */
const apology = 'smalltalk.insult';
/** Longest text, in words, that does nothing else. */
const fewWords = 7;

/** Answers who scolds the bot, or the council, while their report is open: that is nothing to add to it. False: nobody does. */
export function answerScolding(turn: Turn): boolean {
  const { shape, danger, topics, kind } = turn.input.understanding;
  if (turn.chosen !== null || reportOpen(turn) === undefined || danger.level !== 'none') return false;
  if (kind.kind === 'threat' && kind.confidence >= thresholdsIn(turn).statedKind) return false;
  if (turn.input.knowledge.entry(apology) === undefined || shape.places || shape.words > fewWords) return false;
  const [best] = topics;
  const isLike = best?.entry === apology && best.confidence >= thresholdsIn(turn).talk && !shape.asks;
  if (!isLike && !scolds(turn.text)) return false;
  answerEntry(turn, apology);
  return true;
}
