import { isParsedCommand } from '../../model/parsedCommand.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { withSource } from '../../render/withSource.ts';
import { openingOf } from '../../util/firstSentences.ts';
import type { Turn } from '../draft.ts';
import { performCommand } from '../steps/runCommand.ts';
import { isPublic, showWayToPrivate } from './private.ts';
import { offerQuickExit, say, sayText } from './say.ts';
import { covers, ownFirst, pointElsewhere } from './topics.ts';
import { leaveUnanswered } from './unanswered.ts';

/** Replies with an entry: an answer with its source, small talk, or the command that it represents. */
export function answerEntry(turn: Turn, id: string): void {
  const { knowledge } = turn.input;
  const entry = knowledge.entry(id);
  if (entry === undefined) return leaveUnanswered(turn, 'unknown', null);
  if (entry.kind === 'command') {
    const command = id.slice(id.indexOf('.') + 1);
    return isParsedCommand(command) ? performCommand(turn, command) : leaveUnanswered(turn, 'unknown', null);
  }
  if (!isInForce(entry, turn.input.now)) return leaveUnanswered(turn, 'out-of-date', entry.department);
  if (!covers(turn.input.account, entry) && pointElsewhere(turn, entry)) return;
  turn.events.push({ type: 'question.answered', entry: id, knowledge: knowledge.version, locale: turn.locale });
  turn.state = { ...turn.state, unansweredInARow: 0 };
  if (isPublic(turn)) answerInPublic(turn, entry);
  else {
    const text = withSource(entry.answer[turn.locale].trim(), entry, turn.locale, turn.input.translate);
    const offered = entry.followUps.map((followUp) => `entry:${followUp}`);
    sayText(turn, text, offered);
  }
  if (entry.quickExit) offerQuickExit(turn);
}

/**
 * In public the reply is the beginning of the answer and its source, in one message, with the way to continue in
 * private. Answers about one's own case also continue in private. Small talk is short and is given as it is.
 */
function answerInPublic(turn: Turn, entry: Entry): void {
  const answer = entry.answer[turn.locale].trim();
  if (entry.kind !== 'faq') return sayText(turn, answer, []);
  const { text, isWhole } = openingOf(answer);
  const said = withSource(text, entry, turn.locale, turn.input.translate);
  if (isWhole && !entry.personal) return sayText(turn, said, []);
  const { translate } = turn.input;
  const [reason, phrase] = entry.personal
    ? (['personal-matter', 'personalMatter'] as const)
    : (['read-on', 'readOn'] as const);
  showWayToPrivate(turn, reason, `${said}\n\n${translate(phrase, turn.locale, {})}`);
}

/** Offers the entries that the person may have meant. */
export function clarify(turn: Turn, entries: readonly string[]): void {
  turn.events.push({ type: 'question.clarified', entries, knowledge: turn.input.knowledge.version });
  say(turn, 'clarify', [...ownFirst(turn, entries).map((id) => `entry:${id}`), 'none']);
}

/** Whether an answer is valid today. Days are compared in UTC, which differs from local time by at most two hours. */
export function isInForce(entry: Entry, now: number): boolean {
  const { from, until } = entry.valid;
  if (from === null && until === null) return true;
  const today = new Date(now).toISOString().slice(0, 10);
  return (from === null || from <= today) && (until === null || today <= until);
}
