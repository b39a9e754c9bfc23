import { beforeAll, describe, expect, test } from '@jest/globals';
import { compareKnowledge } from '../../../src/content/gate/compareKnowledge.ts';
import { type GateQuestion, pinnedQuestions } from '../../../src/content/gate/gateQuestion.ts';
import type { GateSide } from '../../../src/content/gate/gateThread.ts';
import { learntFrom, withoutEntry, withTopics } from '../../support/gateSide.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const now = Date.UTC(2026, 10, 26, 10);
/** Enough for what is asked here. */
const topics = ['animals', 'padro', 'residus', 'mobilitat', 'cultura'];
const few = withTopics(await shippedContent(), topics);

const past = (text: string, more: Partial<GateQuestion> = {}): GateQuestion => ({
  source: 'past',
  locale: 'ca',
  turns: [{ text, expect: null }],
  shown: text,
  times: 1,
  context: null,
  ...more,
});

const pinned = pinnedQuestions({
  questions: [
    { ask: 'com em puc empadronar al Prat?', locale: 'ca', expect: 'padro.alta', offered: false },
    { ask: 'cens animals', locale: 'ca', expect: 'animals.cens', offered: false },
    { ask: 'quant val un vol a Roma', locale: 'ca', expect: 'none', offered: false },
  ],
  dialogues: [
    {
      locale: 'ca',
      turns: [
        { ask: "s'ha mort el meu gos, com el dono de baixa", expect: 'animals.cens', offered: false },
        { ask: 'moltes gràcies', expect: 'smalltalk.thanks', offered: false },
      ],
    },
  ],
});

let before: GateSide;
let after: GateSide;

beforeAll(async () => {
  before = await learntFrom(few);
  after = await learntFrom(withoutEntry(few, 'animals.cens'));
}, 120_000);

describe('a content compared with itself', () => {
  test('changes nothing, whatever is asked and however often', async () => {
    const progress: number[] = [];
    const questions = [...pinned, past('cens animals', { times: 7 })];
    const compared = await compareKnowledge(
      { before, after: before, questions },
      { now, onProgress: (done) => progress.push(done) },
    );
    expect(compared).toMatchObject({
      questions: 5,
      times: 11,
      counts: { better: 0, worse: 0, look: 0, same: 5 },
      changes: [],
      failing: [],
      clashes: [],
    });
    expect(progress).toEqual([5]);
  });
});

describe('an entry that is removed', () => {
  test('takes its pinned questions and dialogues along, which blocks, and those of people', async () => {
    const questions = [...pinned, past('cens animals', { times: 7 }), past('on és la deixalleria?')];
    const { changes, failing, counts } = await compareKnowledge({ before, after, questions }, { now });
    const fallen = changes.filter(({ blocking }) => blocking).map(({ question }) => question);
    expect(fallen).toEqual([pinned[1], pinned[3]]);
    expect(failing.map(({ question }) => question)).toEqual(fallen);
    expect(changes.slice(0, 2).map(({ verdict }) => verdict)).toEqual(['worse', 'worse']);
    for (const { compared, turn } of changes.slice(0, 2)) {
      expect(turn).toBe(0);
      expect(compared.before.answers).toMatchObject([{ entry: 'animals.cens' }]);
      expect(JSON.stringify(compared.after)).not.toContain('animals.cens');
    }
    expect(changes[2]?.question).toMatchObject({ source: 'past', times: 7 });
    expect(counts.same).toBe(3);
  });

  test('put back makes them right again', async () => {
    const { changes, counts } = await compareKnowledge({ before: after, after: before, questions: pinned }, { now });
    expect(changes.map(({ verdict }) => verdict)).toEqual(['better', 'better']);
    expect(counts).toEqual({ better: 2, worse: 0, look: 0, same: 2 });
  });
});

test('a question is asked in the conversation in which it was asked', async () => {
  const about = (entry: string) =>
    past('i quant costa?', {
      context: { dialogue: { focus: [{ entry, aspect: null }], last: { did: 'answered', others: [] } }, offered: [] },
    });
  const questions = [about('animals.cens'), about('padro.alta')];
  const { changes } = await compareKnowledge({ before, after, questions }, { now });
  expect(changes.map(({ question }) => question)).toEqual([questions[0]]);
  expect(changes[0]?.compared.before.answers).toMatchObject([{ entry: 'animals.cens', aspect: 'cost' }]);
});

test('a pinned question that tells of a danger gets the help that people get', async () => {
  const text = 'hi ha foc a casa meva';
  const expected = { entry: 'padro.alta', aspect: null, offered: false };
  const questions: GateQuestion[] = [past(text, { source: 'pinned', turns: [{ text, expect: expected }] })];
  const { failing } = await compareKnowledge({ before, after: before, questions }, { now });
  expect(failing).toMatchObject([{ blocking: false, verdict: 'same' }]);
  expect(failing[0]?.compared.after.danger).not.toBeNull();
});

test('meanings are asked for once for both contents, and what has none is read by words', async () => {
  const asked: string[] = [];
  const { byWords } = await compareKnowledge(
    { before, after, questions: pinned },
    {
      now,
      vectorsOf: async (texts) => {
        asked.push(...texts);
        return new Map();
      },
    },
  );
  expect(new Set(asked).size).toBe(asked.length);
  expect(byWords).toBeGreaterThan(0);
});

describe('a comparison that is called off', () => {
  test('ends with its reason', async () => {
    const controller = new AbortController();
    const questions = Array.from({ length: 2_000 }, (_, index) => past(`cens animals ${index}`));
    const comparing = compareKnowledge(
      { before, after, questions },
      { now, signal: controller.signal, onProgress: () => controller.abort(new Error('not wanted any more')) },
    );
    await expect(comparing).rejects.toThrow('not wanted any more');
  });

  test('does not begin where that was said before', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(compareKnowledge({ before, after, questions: pinned }, { now, signal })).rejects.toThrow('too late');
  });

  test('ends with the failure to find meanings', async () => {
    const vectorsOf = async () => {
      throw new Error('no meanings today');
    };
    await expect(compareKnowledge({ before, after, questions: pinned }, { now, vectorsOf })).rejects.toThrow(
      'no meanings today',
    );
  });
});
