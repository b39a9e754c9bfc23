import { beforeAll, describe, expect, test } from '@jest/globals';
import { findNewClashes, type RankedContent } from '../../../src/content/gate/clashes.ts';
import { compareKnowledge, findClashes } from '../../../src/content/gate/compareKnowledge.ts';
import { pinnedQuestions } from '../../../src/content/gate/gateQuestion.ts';
import type { Clash, Wording } from '../../../src/content/gate/views.ts';
import { decide } from '../../../src/core/dialogue/decide.ts';
import { shippedThresholds as thresholds } from '../../../src/core/dialogue/thresholds.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import { createRandom } from '../../../src/language/retrieval/random.ts';
import { learntFrom, rankedFrom, withQuestions, withTopics } from '../../support/gateSide.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const now = Date.UTC(2026, 10, 26, 10);
const deps = { thresholds, vectorsOf: async () => new Map<string, Float32Array>() };
const shipped = await shippedContent();
const few = withTopics(shipped, ['animals', 'esports']);
let before: RankedContent;
const careless: Wording = { entry: 'animals.gossos-espais', locale: 'ca', text: 'he de censar el gos o no' };

beforeAll(async () => {
  before = await rankedFrom(shipped);
}, 300_000);

test('a careless question is found, with the question that it is near to, and what it does to citizens', async () => {
  const sides = {
    before: await learntFrom(few),
    after: await learntFrom(withQuestions(few, [careless])),
  };
  const questions = pinnedQuestions({
    questions: [{ ask: 'he de censar el gos o no?', locale: 'ca', expect: 'animals.cens', offered: false }],
    dialogues: [],
  });
  const { clashes, failing } = await compareKnowledge({ ...sides, questions }, { now });
  expect(clashes).toHaveLength(1);
  expect(clashes[0]).toMatchObject({ wording: careless, other: 'animals.cens', taken: 1, advice: 'move' });
  expect(clashes[0]?.near).toMatchObject({ entry: 'animals.cens', locale: 'ca' });
  // What nothing told before.
  expect(failing).toMatchObject([{ verdict: 'worse', blocking: true }]);
  expect(failing[0]?.compared.before.answers).toMatchObject([{ entry: 'animals.cens' }]);
}, 300_000);

/** What people add around a question without changing it. */
const around: Readonly<Record<Locale, readonly (readonly [string, string])[]>> = {
  ca: [
    ['', ' o no'],
    ['hola, ', ''],
    ['', ' si us plau'],
    ['una pregunta: ', ''],
  ],
  es: [
    ['', ' o no'],
    ['hola, ', ''],
    ['', ' por favor'],
    ['una pregunta: ', ''],
  ],
  en: [
    ['', ' or not'],
    ['hi, ', ''],
    ['', ' please'],
    ['one question: ', ''],
  ],
};

/** Questions of entries, one each at most, that the bot answers at once, said a little otherwise. */
function saidOtherwise({ wordings, rank }: RankedContent, count: number): readonly Wording[] {
  const random = createRandom(26);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const faq = new Set(Object.values(shipped.faq).flatMap(({ entries }) => entries.map(({ id }) => id)));
  const ofFaq = wordings.filter(({ entry }) => faq.has(entry));
  const byEntry = [...Map.groupBy(ofFaq, ({ entry }) => entry).values()];
  const found: Wording[] = [];
  while (found.length < count) {
    const wording = pick(byEntry.splice(Math.floor(random() * byEntry.length), 1)[0] ?? []);
    const decision = decide(rank(wording.text, null).ranked, thresholds.topics.words);
    if (decision.kind !== 'answer' || decision.entry !== wording.entry) continue;
    const [head, tail] = pick(around[wording.locale]);
    found.push({ ...wording, text: `${head}${wording.text.replace(/[?!.]+$/, '')}${tail}` });
  }
  return found;
}

describe('questions that an import brings', () => {
  const others = ['censar gos', 'he de censar el gos'];
  let twice: Wording;
  let strayed: readonly (Wording & { readonly from: string })[];
  let own: readonly Wording[];
  let clashes: readonly Clash[];

  beforeAll(async () => {
    twice = before.wordings.find(({ entry, locale }) => entry === 'animals.cens' && locale === 'ca') as Wording;
    const made = saidOtherwise(before, 40).filter(({ entry }) => !entry.startsWith('animals.'));
    own = made.slice(20);
    // Each goes to the entry of the next one but one.
    const away = made.slice(0, 20);
    strayed = away.map((wording, index) => ({
      ...wording,
      entry: away[(index + 2) % away.length]?.entry ?? '',
      from: wording.entry,
    }));
    const careful = [careless, ...others.map((text) => ({ ...careless, text })), { ...twice, entry: careless.entry }];
    const after = await rankedFrom(withQuestions(shipped, [...careful, ...strayed, ...own]));
    clashes = await findNewClashes(before, after, deps);
  }, 300_000);

  test('are found among others like them, which do not excuse them; what stands under both is to be removed', () => {
    const advised = clashes.filter(
      ({ wording, other }) => wording.entry === careless.entry && other === 'animals.cens',
    );
    expect(new Map(advised.map(({ wording, advice }) => [wording.text, advice]))).toEqual(
      new Map([...[careless.text, ...others].map((text) => [text, 'move'] as const), [twice.text, 'remove']]),
    );
    expect(advised.find(({ wording }) => wording.text === twice.text)?.near).toEqual(twice);
  });

  test('under an entry that is not theirs are found, 95 of 100 at least', () => {
    const found = strayed.filter(({ entry, text, from }) =>
      clashes.some(({ wording, other }) => wording.entry === entry && wording.text === text && other === from),
    );
    expect(found.length / strayed.length).toBeGreaterThanOrEqual(0.95);
  });

  test('under their own entry are left alone, 95 of 100 at least', () => {
    const blamed = own.filter((each) => clashes.some(({ wording }) => wording.text === each.text));
    expect(blamed.length / own.length).toBeLessThanOrEqual(0.05);
  });
});

describe('all questions of a content', () => {
  test('are looked at one by one, each as if it did not stand where it does', async () => {
    const strayed: Wording = {
      entry: 'esports.centres',
      locale: 'es',
      text: 'hola, dar de baja a mi perra que murió',
    };
    const clashes = await findClashes(withQuestions(few, [strayed]));
    const found = clashes.find(({ wording }) => wording.entry === strayed.entry && wording.text === strayed.text);
    expect(found).toMatchObject({ other: 'animals.cens', falls: [], advice: 'move' });
    expect(found?.near).toMatchObject({ entry: 'animals.cens', text: 'dar de baja a mi perra que murió' });
    expect(clashes.filter(({ wording, other }) => other === wording.entry)).toEqual([]);
  }, 300_000);
});

test('a content without new questions has no new clash', async () => {
  expect(await findNewClashes(before, before, deps)).toEqual([]);
});
