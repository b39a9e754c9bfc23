import { type AskedTurn, playAsked } from './askedEvaluation.ts';
import type { createConversations } from './conversation.ts';
import { type JudgedTurn, readImprovisedDialogues } from './dialogues.ts';
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

const kindIn = ({ index, turn }: AskedTurn) => (index === 0 ? 'first' : (kindOf[turn.act] ?? 'other'));

/** Plays the conversations that people improvised with the bot, judged by the texts that they get: who was answered otherwise then may have gone on otherwise. */
export async function evaluateImprovised(
  shipped: ShippedKnowledge,
  begin: ReturnType<typeof createConversations>,
): Promise<Report> {
  const played = await playAsked(readImprovisedDialogues(), shipped, begin);
  const isSaid = ({ verdict }: AskedTurn) => verdict === 'said';
  const row = (name: string, of: readonly AskedTurn[]) => ({
    turns: name,
    count: of.length,
    'right service': percent(shareOf(of, ({ right }) => right)),
    said: percent(shareOf(of, isSaid)),
    'needless cases': of.filter(({ needlessCase }) => needlessCase).length,
  });
  const wantedBy = ({ act, topic, topics, texts = [] }: JudgedTurn) =>
    [act, ...(topic ? [topic] : (topics ?? []).map((each) => each.topic)), ...texts].join(' ');
  return {
    title: 'Conversations that people improvised with the bot, judged by the texts they got',
    rows: [
      ...kinds.map((kind) =>
        row(
          kind,
          played.filter((each) => kindIn(each) === kind),
        ),
      ),
      row(
        'all but the first',
        played.filter(({ index }) => index > 0),
      ),
    ],
    targets: [],
    misses: played
      .filter((each) => !isSaid(each))
      .map(({ id, turn, index, did }) => ({
        turn: `${id}.${index + 1}`,
        user: turn.user.slice(0, 70),
        wanted: wantedBy(turn).slice(0, 60),
        did: did.slice(0, 70),
      })),
  };
}
