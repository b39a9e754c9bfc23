import { exceptionName } from '../../src/core/dialogue/details.ts';
import type { Event } from '../../src/core/model/event.ts';
import type { createConversations } from './conversation.ts';
import { type JudgedTurn, type LabelledDialogue, readAskedDialogues } from './dialogues.ts';
import { type Judgement, judgeTurn } from './judgeTurn.ts';
import { percent, shareOf } from './measures.ts';
import type { Report, Row } from './report.ts';
import type { ShippedKnowledge } from './shipped.ts';

/**
 * What somebody who asked on got. `said`: a text that says something on it, or the word that nothing is known where nothing
 * is; `silent`: another text of the right service, as if it answered; `denied`: the word that nothing is known, though a
 * text says something; `elsewhere`: another service, a case, or nothing.
 */
type AskedVerdict = 'said' | 'silent' | 'denied' | 'elsewhere';

/** Judges by the texts that were given, not only by the service, what the bot answered to a question. `spokenOf`: the service in focus after it. */
function judgeAsked(
  turn: JudgedTurn,
  events: readonly Event[],
  {
    knowledge,
    spokenOf,
  }: { readonly knowledge: Parameters<typeof judgeTurn>[2]; readonly spokenOf: string | undefined },
): AskedVerdict {
  const given = events.flatMap((event) => (event.type === 'question.answered' ? [event] : []));
  // That nothing is known is said of a service, which is spoken of since.
  const isDenied =
    spokenOf === turn.topic &&
    events.some((event) => event.type === 'question.unanswered' && event.reason === 'no-fact');
  const own = given.filter(({ entry }) => entry === turn.topic);
  const { texts } = turn;
  const names = own.map(({ aspect, exception }) => (exception ? exceptionName(exception) : (aspect ?? 'whole')));
  if (names.some((name) => texts?.includes(name))) return 'said';
  // Where nobody named the texts, the service tells.
  if (texts === undefined) return judgeTurn(turn, events, knowledge, []).right ? 'said' : 'elsewhere';
  if (texts.length === 0 && isDenied) return 'said';
  const others = turn.also ?? [];
  if (others.some((reading) => judgeTurn({ ...turn, ...reading, also: [] }, events, knowledge, []).asWritten))
    return 'said';
  if (own.length > 0) return isDenied ? 'denied' : 'silent';
  if (isDenied && given.length === 0) return 'denied';
  return 'elsewhere';
}

/** A turn of a conversation that was played, with what it got. */
export interface AskedTurn extends Pick<Judgement, 'right' | 'needlessCase' | 'did'> {
  /** Of its conversation. */
  readonly id: string;
  readonly turn: JudgedTurn;
  readonly index: number;
  readonly verdict: AskedVerdict;
}

/** Plays conversations whose labels name the texts that answer. */
export async function playAsked(
  dialogues: readonly LabelledDialogue[],
  { knowledge }: ShippedKnowledge,
  begin: ReturnType<typeof createConversations>,
): Promise<readonly AskedTurn[]> {
  const played: AskedTurn[] = [];
  for (const { id, locale, turns } of dialogues) {
    const { say } = begin(locale);
    for (const [index, turn] of turns.entries()) {
      const { events, state } = await say({ kind: 'text', text: turn.user });
      const spokenOf = state.dialogue.focus[0]?.entry;
      const { right, needlessCase, did } = judgeTurn(turn, events, knowledge, []);
      const verdict = judgeAsked(turn, events, { knowledge, spokenOf });
      played.push({ id, turn, index, verdict, right, needlessCase, did });
    }
  }
  return played;
}

/** Plays the conversations in which neighbours ask on about one service. */
export async function evaluateAsked(
  shipped: ShippedKnowledge,
  begin: ReturnType<typeof createConversations>,
  split: 'tune' | 'test',
): Promise<Report> {
  const dialogues = readAskedDialogues().filter((each) => each.split === split);
  const judged = await playAsked(dialogues, shipped, begin);
  const isQuestion = ({ turn }: AskedTurn) => ['topic', 'aspect', 'back'].includes(turn.act);
  const isSaid = ({ verdict }: AskedTurn) => verdict === 'said';
  const later = judged.filter(({ index }) => index > 0);
  const row = (name: string, of: readonly AskedTurn[]): Row => ({
    turns: name,
    count: of.length,
    'right service': percent(shareOf(of, ({ right }) => right)),
    said: percent(shareOf(of, isSaid)),
    silent: percent(shareOf(of, ({ verdict }) => verdict === 'silent')),
    denied: percent(shareOf(of, ({ verdict }) => verdict === 'denied')),
    elsewhere: percent(shareOf(of, ({ verdict }) => verdict === 'elsewhere')),
  });
  const questions = later.filter(isQuestion);
  return {
    title: 'Neighbours who ask on, judged by the texts they got',
    rows: [
      row(
        'first',
        judged.filter(({ index }) => index === 0),
      ),
      row(
        'later, a text says it',
        questions.filter(({ turn }) => (turn.texts?.length ?? 1) > 0),
      ),
      row(
        'later, no text does',
        questions.filter(({ turn }) => turn.texts?.length === 0),
      ),
      row('later, all questions', questions),
      row(
        'later, no question',
        later.filter((each) => !isQuestion(each)),
      ),
    ],
    targets:
      split === 'test'
        ? [{ name: 'said, or told that nothing is known', share: shareOf(questions, isSaid), least: 0.8 }]
        : [],
    misses: judged
      .filter(({ verdict }) => verdict !== 'said')
      .map(({ id, turn, index, verdict, did }) => ({
        turn: `${id}.${index + 1}`,
        verdict,
        user: turn.user.slice(0, 60),
        wanted: `${turn.topic} ${(turn.texts ?? []).join(' ')}`.slice(0, 60),
        did: did.slice(0, 70),
      })),
  };
}
