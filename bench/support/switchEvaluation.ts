import type { createConversations } from './conversation.ts';
import { farApart, type JudgedTurn, type LabelledDialogue, readAskedDialogues, readDialogues } from './dialogues.ts';
import { judgeTurn } from './judgeTurn.ts';
import { percent, shareOf } from './measures.ts';
import type { Report } from './report.ts';
import type { ShippedKnowledge } from './shipped.ts';

/** How many turns of the other conversation are played first. */
const turnsBefore = 2;

interface PlayedSwitch {
  readonly locale: string;
  readonly user: string;
  /** The service that was spoken of before. */
  readonly before: string;
  readonly wanted: string;
  readonly did: string;
  readonly right: boolean;
  /** Whether the bot still speaks of the service before. */
  readonly stays: boolean;
  readonly menu: boolean;
  /** Whether what its conversation asks on next is answered about it, too; null: it goes on otherwise. */
  readonly onRight: boolean | null;
}

/**
 * Who asks something new in the middle of a conversation is to be understood as at its beginning: each first question that the bot
 * answers on its own is asked again after two turns of another conversation, about other services, and then what its own
 * conversation asks on.
 */
export async function evaluateSwitches(
  { knowledge }: ShippedKnowledge,
  begin: ReturnType<typeof createConversations>,
  split: 'tune' | 'test',
): Promise<Report> {
  const all = [...readDialogues(), ...readAskedDialogues()].filter((each) => each.split === split);
  const played: PlayedSwitch[] = [];
  for (const own of Map.groupBy(all, ({ locale }) => locale).values())
    for (const [number, { turns, locale }] of own.entries()) {
      const [question] = turns;
      const other = own[(number * farApart + 11) % own.length];
      if (question?.act !== 'topic' || !question.topic || other === undefined || speaksOf(other, question)) continue;
      const first = await begin(locale).say({ kind: 'text', text: question.user });
      if (!judgeTurn(question, first.events, knowledge, []).right) continue;
      const before = await playBefore(begin(locale), other);
      if (before === null) continue;
      const { events, state } = await before.say({ kind: 'text', text: question.user });
      const { right, did, menu } = judgeTurn(question, events, knowledge, []);
      const stays = state.dialogue.focus[0]?.entry === before.entry;
      const [, next] = turns;
      const goesOn = right && next?.act === 'aspect' && next.topic === question.topic;
      const asked = goesOn ? (await before.say({ kind: 'text', text: next.user })).events : [];
      const onRight = goesOn ? judgeTurn(next, asked, knowledge, []).right : null;
      played.push({
        onRight,
        locale,
        user: question.user,
        before: before.entry,
        wanted: question.topic,
        did,
        right,
        stays,
        menu,
      });
    }
  const rowOf = (language: string, of: readonly PlayedSwitch[]) => ({
    language,
    count: of.length,
    right: percent(shareOf(of, ({ right }) => right)),
    stays: percent(shareOf(of, ({ stays }) => stays)),
    menus: percent(shareOf(of, ({ menu }) => menu)),
    'asked on': askedOn(of).length,
    'right on': percent(shareOf(askedOn(of), ({ onRight }) => onRight === true)),
  });
  return {
    title: 'Questions that are right at the beginning, in the middle of another conversation',
    rows: [
      ...[...Map.groupBy(played, ({ locale }) => locale)].map(([name, of]) => rowOf(name, of)),
      rowOf('all', played),
    ],
    targets: [
      {
        name: 'asked on there, right',
        share: shareOf(askedOn(played), ({ onRight }) => onRight === true),
        least: 0.85,
      },
      { name: 'also right in the middle', share: shareOf(played, ({ right }) => right), least: 0.94 },
    ],
    misses: played
      .filter(({ right, onRight }) => !right || onRight === false)
      .map(({ user, before, wanted, did }) => ({ user: user.slice(0, 60), before, wanted, did: did.slice(0, 60) })),
  };
}

const askedOn = (of: readonly PlayedSwitch[]) => of.filter(({ onRight }) => onRight !== null);

/** Whether a conversation is also about what a question asks; two questions in one turn may be about anything. */
function speaksOf({ turns }: LabelledDialogue, { topic }: JudgedTurn): boolean {
  return turns.some((turn) => turn.topic === topic || turn.topics !== undefined);
}

/** Plays the beginning of a conversation. Null: it leaves no service spoken of, or a case or a form open. */
async function playBefore({ say }: ReturnType<ReturnType<typeof createConversations>>, { turns }: LabelledDialogue) {
  let last = null;
  for (const { user } of turns.slice(0, turnsBefore)) last = await say({ kind: 'text', text: user });
  const entry = last?.state.dialogue.focus[0]?.entry;
  if (last === null || entry === undefined || last.state.cases.length > 0 || last.state.flow !== null) return null;
  return { say, entry };
}
