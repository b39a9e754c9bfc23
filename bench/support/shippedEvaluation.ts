import { entriesOf } from '../../src/content/entries.ts';
import { type GateQuestion, shippedQuestions } from '../../src/content/gate/gateQuestion.ts';
import { isRight, type QuestionOutcome } from '../../src/content/gate/outcome.ts';
import { createPlayer } from '../../src/content/gate/player.ts';
import { locales } from '../../src/core/model/locale.ts';
import { heldAt } from './conversation.ts';
import { percent, shareOf } from './measures.ts';
import type { Report, Row } from './report.ts';
import type { ShippedKnowledge } from './shipped.ts';

/**
 * What somebody who asked got. `offered`: the right entry is among the choices of a menu or beside an answer; `form`: a
 * flow began, as where "street light is out" is taken down as a report; `wrong`: something else was answered, or offered
 * without it; `silent`: neither.
 */
type ShippedVerdict = 'right' | 'offered' | 'form' | 'wrong' | 'silent';

/** Judges what came of a question as the gate does, and what is not right besides. */
export function judgeShipped(question: GateQuestion, outcome: QuestionOutcome): ShippedVerdict {
  const expect = question.turns[0]?.expect ?? null;
  if (expect === null || isRight(expect, outcome)) return 'right';
  if (isRight({ ...expect, offered: true }, outcome)) return 'offered';
  // To what is none of the council's business nothing at all may be said.
  if (expect.entry !== null && outcome.answers.length === 0 && outcome.flow !== null) return 'form';
  return outcome.answers.length > 0 || outcome.menu.length > 0 || outcome.flow !== null ? 'wrong' : 'silent';
}

/**
 * The questions that ship for the gate of releases (`dialogs/evaluation.yaml`), asked and judged as it does. Editors see
 * them, so there are no targets: they say how the content does, not how good the bot is.
 */
export async function evaluateShipped({ content, knowledge, read }: ShippedKnowledge): Promise<Report> {
  const known = new Set(entriesOf(content).map(({ id }) => id));
  const { questions } = shippedQuestions(content.evaluation, known);
  const play = createPlayer(content, knowledge);
  const judged: { readonly question: GateQuestion; readonly outcome: QuestionOutcome; verdict: ShippedVerdict }[] = [];
  for (const question of questions) {
    const understanding = await read(question.turns[0]?.text ?? '');
    for (const outcome of play(question, () => understanding, heldAt))
      judged.push({ question, outcome, verdict: judgeShipped(question, outcome) });
  }
  const row = (name: string, of: typeof judged): Row => ({
    questions: name,
    count: of.length,
    'at once right': percent(shareOf(of, ({ verdict }) => verdict === 'right')),
    offered: percent(shareOf(of, ({ verdict }) => verdict === 'offered')),
    'a form begins': percent(shareOf(of, ({ verdict }) => verdict === 'form')),
    wrong: percent(shareOf(of, ({ verdict }) => verdict === 'wrong')),
    'no answer': percent(shareOf(of, ({ verdict }) => verdict === 'silent')),
  });
  return {
    title: 'Questions that ship for the gate of releases, each as a first message',
    rows: [
      ...locales.map((locale) =>
        row(
          locale,
          judged.filter(({ question }) => question.locale === locale),
        ),
      ),
      row(
        'none of our business',
        judged.filter(({ question }) => question.turns[0]?.expect?.entry === null),
      ),
      row('all', judged),
    ],
    targets: [],
    misses: judged
      .filter(({ verdict }) => verdict !== 'right')
      .map(({ question, outcome, verdict }) => ({
        message: question.shown.slice(0, 80),
        wanted: question.turns[0]?.expect?.entry ?? 'none',
        did: [verdict, ...outcome.answers.map(({ entry }) => entry), ...others(outcome)].join(' '),
      })),
  };
}

const others = ({ menu, beside, flow, danger, unanswered }: QuestionOutcome): readonly string[] => [
  ...(menu.length + beside.length > 0 ? [`(${[...menu, ...beside].join(' ')})`] : []),
  ...(flow === null ? [] : [`flow.${flow}`]),
  ...(danger === null ? [] : [`danger.${danger}`]),
  ...(unanswered === null ? [] : [unanswered]),
];
