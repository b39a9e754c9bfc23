import { expect, test } from '@jest/globals';
import { openShipped } from '../../../bench/support/shipped.ts';
import { computeVectors } from '../../../bench/support/vectors.ts';
import { pinnedQuestions } from '../../../src/content/gate/gateQuestion.ts';
import { createPlayer } from '../../../src/content/gate/player.ts';
import { judgeQuestion } from '../../../src/content/gate/verdict.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import { keptLearning } from '../../support/keptLearning.ts';
import { shippedContent } from '../../support/shippedContent.ts';

test('the pinned questions that ship are answered as they say', async () => {
  const { content, knowledge, read } = await openShipped({
    learn: keptLearning,
    content: await shippedContent(),
    vectorOf: computeVectors(),
  });
  const play = createPlayer(content, knowledge);
  const questions = pinnedQuestions(content.tests);
  expect(questions.length).toBeGreaterThanOrEqual(30);
  const failing: unknown[] = [];
  for (const question of questions) {
    const understood = new Map<string, Understanding>();
    for (const { text } of question.turns) understood.set(text, await read(text));
    const outcomes = play(question, (text) => understood.get(text) as Understanding, Date.UTC(2026, 10, 26, 10));
    const judged = judgeQuestion(
      question,
      outcomes.map((outcome) => ({ before: outcome, after: outcome })),
    );
    if (judged.failing) failing.push([question.shown, outcomes[judged.turn]]);
  }
  expect(failing).toEqual([]);
}, 120_000);
