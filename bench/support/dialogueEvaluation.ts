import type { createConversations } from './conversation.ts';
import { type JudgedTurn, type LabelledDialogue, readDialogues } from './dialogues.ts';
import { type Judgement, judgeTurn } from './judgeTurn.ts';
import { percent, shareOf } from './measures.ts';
import type { Report, Row } from './report.ts';
import type { ShippedKnowledge } from './shipped.ts';

/** What became of one turn. */
interface PlayedTurn extends Judgement {
  readonly dialogue: LabelledDialogue;
  readonly turn: JudgedTurn;
  readonly index: number;
}

/**
 * Plays the conversations of one part of test/data/dialogues, each turn on the state that the bot's own earlier turns
 * left behind: is each answered from the right topic, are menus rare, is no case opened without cause?
 */
export async function evaluateDialogues(
  { knowledge }: ShippedKnowledge,
  begin: ReturnType<typeof createConversations>,
  split: 'tune' | 'test',
): Promise<Report> {
  const judged: PlayedTurn[] = [];
  for (const dialogue of readDialogues().filter((each) => each.split === split)) {
    const { say } = begin(dialogue.locale);
    let offered: readonly string[] = [];
    for (const [index, turn] of dialogue.turns.entries()) {
      const { events, state } = await say({ kind: 'text', text: turn.user });
      judged.push({ dialogue, turn, index, ...judgeTurn(turn, events, knowledge, offered) });
      offered = state.offered;
      // Who is shown a menu that holds what was asked for picks it; the turn itself has been judged before.
      const wanted = `entry:${turn.topic}`;
      const isMenu = events.some(({ type }) => type === 'question.clarified');
      if (isMenu && turn.topic && state.offered.includes(wanted))
        offered = (await say({ kind: 'choice', value: wanted, text: '' })).state.offered;
    }
  }
  const later = judged.filter(({ index }) => index > 0);
  const needless = judged.filter(({ needlessCase }) => needlessCase).length;
  return {
    title: `Dialogues (${split === 'test' ? 'held out' : 'tuning part'}), turn by turn`,
    rows: summarise(judged),
    targets: [
      { name: 'follow-up turns right', share: shareOf(later, ({ right }) => right), least: 0.85 },
      { name: 'menus', share: shareOf(judged, ({ menu }) => menu), most: 0.1 },
      { name: 'cases without cause', count: needless, most: 0 },
    ],
    misses: judged
      .filter(({ right, needlessCase }) => !right || needlessCase)
      .map(({ dialogue, turn, index, did }) => ({
        turn: `${dialogue.id}.${index + 1}`,
        act: turn.act,
        user: turn.user.slice(0, 60),
        wanted: [turn.topic, turn.aspect].filter(Boolean).join(' '),
        did: did.slice(0, 70),
      })),
  };
}

function summarise(judged: readonly PlayedTurn[]): readonly Row[] {
  const row = (name: string, of: readonly PlayedTurn[]) => ({
    turns: name,
    count: of.length,
    right: percent(shareOf(of, ({ right }) => right)),
    'as written': percent(shareOf(of, ({ asWritten }) => asWritten)),
    menus: percent(shareOf(of, ({ menu }) => menu)),
    'cases without cause': of.filter(({ needlessCase }) => needlessCase).length,
  });
  return [
    ...[...Map.groupBy(judged, ({ turn }) => turn.act)]
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([act, of]) => row(act, of)),
    row(
      'first turns',
      judged.filter(({ index }) => index === 0),
    ),
    row(
      'follow-up turns',
      judged.filter(({ index }) => index > 0),
    ),
    row('all', judged),
  ];
}
