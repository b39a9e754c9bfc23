import { isPublic } from '../replies/private.ts';
import { appendText, say } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Informs every person, once and first of all, that this is an automatic assistant, how to reach a person and where the
 * privacy page is (AI Act, art. 50.1).
 */
export const greet: Middleware = (turn, next) => {
  const { takeover } = turn.state;
  // A person in the middle of a flow is asked whether to go on.
  const isInFlow = turn.state.flow !== null && turn.definition !== null && !isPublic(turn);
  if (turn.input.inbound.content.kind === 'start' && takeover === null && !isInFlow) return welcome(turn);
  next();
  introduceOnce(turn, 'before');
};

/**
 * Introduces the bot to a person who has not met it, before or after the reply. It runs after the rest of the turn,
 * which may have changed the language or introduced the bot. During a takeover the bot says nothing, and in public it
 * does not introduce itself where it gives no reply.
 */
export function introduceOnce(turn: Turn, where: 'before' | 'behind'): void {
  const isSilent = turn.outbound.length === 0 && (turn.state.takeover !== null || isPublic(turn));
  if (turn.state.introduced || isSilent) return;
  introduce(turn, []);
  if (where === 'before') turn.outbound.unshift(...turn.outbound.splice(-1));
}

/** Introduces the bot to a person who has not asked anything yet, and offers frequent questions. */
export function welcome(turn: Turn): void {
  const { knowledge, account } = turn.input;
  const topics = knowledge.welcome.map(choiceFor);
  // One choice too many, and a channel with few buttons shows a list of numbers: help is the one that can be written.
  const { buttons } = account.capabilities;
  introduce(turn, buttons === topics.length ? topics : [...topics, 'command:help']);
  if (!isPublic(turn)) appendText(turn, attentionText(turn));
}

/** The choice of what the content names by one id: a flow, a command, or an entry. */
export function choiceFor(id: string): string {
  const [kind, name] = [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
  if (kind === 'flow') return `start:${name}`;
  return kind === 'command' ? `command:${name}` : `entry:${id}`;
}

/** Whether people attend now, and until when or from when on. */
export function attentionText({ input, locale }: Pick<Turn, 'input' | 'locale'>): string {
  const { knowledge, account, translate, now } = input;
  const { open, until } = knowledge.protocol.attention(account, now);
  return open
    ? translate('attendedUntil', locale, { time: knowledge.protocol.clock(until, locale) })
    : translate('attendedFrom', locale, { opening: knowledge.protocol.opening(until, now, locale) });
}

function introduce(turn: Turn, offered: readonly string[]): void {
  turn.state = { ...turn.state, introduced: true };
  if (isPublic(turn)) say(turn, 'introductionPublic', []);
  else say(turn, 'introduction', offered);
}
