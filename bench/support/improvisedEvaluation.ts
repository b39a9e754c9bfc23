import { judgeAsked } from './askedEvaluation.ts';
import type { createConversations } from './conversation.ts';
import { type JudgedTurn, readImprovisedDialogues } from './dialogues.ts';
import { judgeTurn } from './judgeTurn.ts';
import { percent, shareOf } from './measures.ts';
import type { Report } from './report.ts';
import type { ShippedKnowledge } from './shipped.ts';

/** What somebody who talked on as people do meant, in the order of the table. */
const kinds = ['first', 'asked on', 'turned elsewhere', 'went back', 'two questions', 'corrected', 'other'] as const;

const kindOf: Readonly<Record<string, (typeof kinds)[number]>> = {
  aspect: 'asked on',
  topic: 'turned elsewhere',
  back: 'went back',
  two: 'two questions',
  correct: 'corrected',
};

interface PlayedTurn {
  readonly id: string;
  readonly turn: JudgedTurn;
  readonly kind: (typeof kinds)[number];
  readonly right: boolean;
  readonly said: boolean;
  readonly needlessCase: boolean;
  readonly did: string;
}

/** Plays the conversations that people improvised with the bot, judged by the texts that they get: who was answered otherwise then may have gone on otherwise. */
export async function evaluateImprovised(
  { knowledge }: ShippedKnowledge,
  begin: ReturnType<typeof createConversations>,
): Promise<Report> {
  const played: PlayedTurn[] = [];
  for (const { id, locale, turns } of readImprovisedDialogues()) {
    const { say } = begin(locale);
    for (const [index, turn] of turns.entries()) {
      const { events, state } = await say({ kind: 'text', text: turn.user });
      const spokenOf = state.dialogue.focus[0]?.entry;
      const { right, did, needlessCase } = judgeTurn(turn, events, knowledge, []);
      const said = turn.topic ? judgeAsked(turn, events, { knowledge, spokenOf }) === 'said' : right;
      const kind = index === 0 ? 'first' : (kindOf[turn.act] ?? 'other');
      played.push({ id: `${id}.${index + 1}`, turn, kind, right, said, needlessCase, did });
    }
  }
  const row = (name: string, of: readonly PlayedTurn[]) => ({
    turns: name,
    count: of.length,
    'right service': percent(shareOf(of, ({ right }) => right)),
    said: percent(shareOf(of, ({ said }) => said)),
    'needless cases': of.filter(({ needlessCase }) => needlessCase).length,
  });
  return {
    title: 'Conversations that people improvised with the bot, judged by the texts they got',
    rows: [
      ...kinds.map((kind) =>
        row(
          kind,
          played.filter((each) => each.kind === kind),
        ),
      ),
      row(
        'all but the first',
        played.filter(({ kind }) => kind !== 'first'),
      ),
    ],
    targets: [],
    misses: played
      .filter(({ said }) => !said)
      .map(({ id, turn, did }) => ({
        turn: id,
        user: turn.user.slice(0, 70),
        wanted:
          `${turn.act} ${turn.topic ?? turn.topics?.map(({ topic }) => topic).join(' ') ?? ''} ${(turn.texts ?? []).join(' ')}`.slice(
            0,
            60,
          ),
        did: did.slice(0, 70),
      })),
  };
}
