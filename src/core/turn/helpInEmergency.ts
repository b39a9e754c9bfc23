import { answerEntry } from './answerEntry.ts';
import { applyProtocol } from './applyProtocol.ts';
import { meaningOf } from './choice.ts';
import { classify } from './classify.ts';
import { isPublic } from './private.ts';
import { sayText } from './say.ts';
import type { Middleware, Turn } from './turn.ts';

/**
 * Tells whoever is in danger whom to call, before anything else, and alerts a person. Only what is a command word for
 * word, or a choice, goes before it: "ajuda" asks for the menu.
 */
export const helpInEmergency: Middleware = (turn, next) => {
  if (!mayBeEmergency(turn)) return next();
  const { kind, help } = classify(turn);
  if (kind !== 'emergency') return next();
  if (help !== null) sayText(turn, help.say[turn.locale].trim(), []);
  applyProtocol(turn, {
    kind,
    department: null,
    traits: [],
    lead: null,
    offered: [],
    url: null,
    isSaid: help !== null,
  });
  if (!isPublic(turn) && turn.state.served === null) answerBesides(turn);
};

/** Whether the words are the person's own, and more than a command. */
function mayBeEmergency(turn: Turn): boolean {
  const { content } = turn.input.inbound;
  if (turn.text === '' || turn.input.carried !== null) return false;
  if (turn.input.knowledge.command(turn.text) !== null) return false;
  if (turn.chosen !== null && meaningOf(turn.chosen) !== null) return false;
  return content.kind === 'text' || content.kind === 'edit' || content.kind === 'files';
}

/** A common question that was taken for an emergency gets its answer too. */
function answerBesides(turn: Turn): void {
  const { knowledge } = turn.input;
  const { ranked, decision } = knowledge.understand(turn.text, turn.locale);
  if (decision.kind !== 'answer' || knowledge.entry(decision.entry)?.kind !== 'faq') return;
  turn.events.push({ type: 'question.understood', knowledge: knowledge.version, ranked });
  answerEntry(turn, decision.entry);
}
