import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { shippedThresholds } from '../../core/dialogue/thresholds.ts';
import type { Understanding } from '../../core/model/understanding.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { openBuilt } from '../buildKnowledge.ts';
import { findNewClashes, findPublishedClashes, openRanking, wordingsIn } from './clashes.ts';
import type { GateQuestion } from './gateQuestion.ts';
import {
  type FromGate,
  type GateResult,
  type GateSide,
  type GateStart,
  type GateWork,
  questionsAtOnce,
  type ToGate,
} from './gateThread.ts';
import { rankWithoutEach } from './leaveOneOut.ts';
import { createPlayer, type Play } from './player.ts';
import { judgeQuestion } from './verdict.ts';
import type { Clash } from './views.ts';

// The thread that asks questions of two contents, and looks for questions that come close to other entries.

const { work, niceness }: GateStart = workerData;
const answer = (message: FromGate) => parentPort?.postMessage(message);

// Elsewhere a priority is one of the whole process.
if (process.platform === 'linux') setPriority(niceness);

let onVectors: ((vectors: ToGate['vectors']) => void) | null = null;
parentPort?.on('message', ({ vectors }: ToGate) => onVectors?.(vectors));

answer({ kind: 'done', clashes: await clashesIn(work) });
parentPort?.close();

async function clashesIn(asked: GateWork): Promise<readonly Clash[]> {
  if (asked.kind === 'clashes') {
    const wordings = wordingsIn(asked.content);
    return findPublishedClashes(wordings, rankWithoutEach(asked.content, wordings), shippedThresholds);
  }
  const { before, after, questions, readsDangers, now } = asked;
  const sides = { before: openSide(before), after: openSide(after) };
  for (let from = 0; from < questions.length; from += questionsAtOnce) {
    const some = questions.slice(from, from + questionsAtOnce);
    const results = await compare(sides, some, { readsDangers, now });
    answer({ kind: 'compared', results: results.map((result, at) => ({ ...result, index: from + at })) });
  }
  return findNewClashes(
    { wordings: wordingsIn(before.content), rank: openRanking(before.source.models) },
    { wordings: wordingsIn(after.content), rank: openRanking(after.source.models) },
    { thresholds: sides.after.knowledge.thresholds, vectorsOf },
  );
}

interface OpenSide {
  readonly knowledge: Knowledge;
  readonly play: Play;
}

function openSide({ content, source }: GateSide): OpenSide {
  const knowledge = openBuilt(content, source);
  return { knowledge, play: createPlayer(content, knowledge) };
}

/** Reads all texts of a few questions by both contents, first their words, then their meanings, and plays them. */
async function compare(
  sides: Readonly<Record<'before' | 'after', OpenSide>>,
  some: readonly GateQuestion[],
  { readsDangers, now }: { readonly readsDangers: boolean; readonly now: number },
): Promise<readonly Omit<GateResult, 'index'>[]> {
  const texts = [...new Set(some.flatMap(({ turns }) => turns.map(({ text }) => text)))];
  // Pinned questions are few, and read as people's messages are.
  const whole = new Set(
    some
      .filter(({ source }) => readsDangers || source === 'pinned')
      .flatMap(({ turns }) => turns.map(({ text }) => text)),
  );
  const readWords = ({ knowledge }: OpenSide) =>
    new Map(texts.map((text) => [text, knowledge.understand(text, whole.has(text) ? text : '')]));
  const said = { before: readWords(sides.before), after: readWords(sides.after) };
  const wantsOf = (text: string) => [...(said.before.get(text)?.wants ?? []), ...(said.after.get(text)?.wants ?? [])];
  const wants = new Set(texts.flatMap(wantsOf));
  const vectors: ToGate['vectors'] = wants.size === 0 ? new Map() : await vectorsOf([...wants]);
  const understood = (side: 'before' | 'after') =>
    new Map(
      [...said[side]].map(([text, reading]): readonly [string, Understanding] => [
        text,
        reading.wants.some((wanted) => vectors.has(wanted))
          ? reading.weigh((wanted) => vectors.get(wanted) ?? null).understanding
          : reading.understanding,
      ]),
    );
  const read = { before: understood('before'), after: understood('after') };
  const play = (question: GateQuestion, side: 'before' | 'after') =>
    sides[side].play(question, (text) => read[side].get(text) as Understanding, now);
  return some.map((question) => {
    const after = play(question, 'after');
    const compared = play(question, 'before').map((outcome, turn) => ({
      before: outcome,
      after: after[turn] ?? outcome,
    }));
    const judged = judgeQuestion(question, compared);
    const isReported = judged.verdict !== 'same' || judged.failing;
    return {
      ...judged,
      isByWords: question.turns.some(({ text }) => wantsOf(text).some((wanted) => !vectors.has(wanted))),
      compared: isReported ? (compared[judged.turn] ?? null) : null,
    };
  });
}

function vectorsOf(texts: readonly string[]): Promise<ToGate['vectors']> {
  const { promise, resolve } = Promise.withResolvers<ToGate['vectors']>();
  onVectors = resolve;
  answer({ kind: 'wants', texts });
  return promise;
}
