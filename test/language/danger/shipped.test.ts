import { beforeAll, describe, expect, test } from '@jest/globals';
import { openShippedDangers, readDangerCases, type ShippedDangers } from '../../../bench/support/dangers.ts';
import { lessonsOf } from '../../../src/content/buildKnowledge.ts';
import type { Content } from '../../../src/content/content.ts';
import { dangerHelpOf, dangerRulesOf } from '../../../src/content/dangers/dangersOf.ts';
import { openDangerDetector } from '../../../src/language/danger/index.ts';
import { keptLearning } from '../../support/keptLearning.ts';
import { nearlyEqualTo } from '../../support/nearlyEqual.ts';
import { shippedContent } from '../../support/shippedContent.ts';

let content: Content;
let dangers: ShippedDangers;

beforeAll(async () => {
  content = await shippedContent();
  dangers = await openShippedDangers({ content, words: await keptLearning(lessonsOf(content)).dangers });
});

/** Every so many of them: a fair part, so that the test takes seconds. `npm run bench:crisis` looks at all. */
const some = <T>(all: readonly T[], every: number): readonly T[] => all.filter((_, i) => i % every === 0);

describe('the dangers that ship', () => {
  test.each([
    ['hi ha foc a la cuina', '112'],
    ['huele mucho a gas en la escalera', '112'],
    ['my father is not breathing', '112'],
    ['mi marido me pega', '016'],
    ['el meu nòvio m’ha pegat', '016'],
    ['he is beating me', '016'],
    ['quiero morir', '024'],
    ['I want to end my life', '024'],
    ['vull suïcidar-me', '024'],
    ['mi padrastro me toca', '116 111'],
  ])('"%s" gets %s by rules alone', (text, number) => {
    const read = openDangerDetector({
      ...{ dangers: dangerRulesOf(content), help: dangerHelpOf(content), words: null, meaning: null },
      isOurs: () => true,
    });
    const { level, help } = read(text)(null);
    expect({ level, number: help?.number }).toEqual({ level: 'alarm', number });
    for (const language of ['ca', 'es', 'en']) expect(help?.alarm[language]).toContain(number);
  });

  test('what answers a question of a flow brings no number along by words alone', async () => {
    const words = await keptLearning(lessonsOf(content)).dangers;
    const read = openDangerDetector({
      ...{ dangers: dangerRulesOf(content), help: dangerHelpOf(content), words, meaning: null },
      isOurs: () => true,
    });
    const answers = ['no', 'No.', 'sí', 'avui', 'hoy', 'today', 'ara mateix', 'ahora no', 'no, avui no', 'esta noche'];
    for (const text of [...answers, 'els dilluns', 'al carrer Major 12', 'no ho sé', 'solo los viernes', 'not today'])
      expect([text, read(text)(null).level]).toEqual([text, 'none']);
    for (const text of ['no respira', 'foc', 'no, em vull morir'])
      expect([text, read(text)(null).level]).toEqual([text, 'alarm']);
  });

  test('nothing claims that somebody was alerted: only the one who was can make it true', () => {
    for (const { alarm, line } of content.dangers.help)
      for (const text of [...Object.values(alarm), ...Object.values(line)])
        expect(text).not.toMatch(/he avisat|hem avisat|he avisado|hemos avisado|have alerted/i);
  });

  test('112 can be tapped in every text', () => {
    for (const { alarm, line } of content.dangers.help)
      for (const text of [...Object.values(alarm), ...Object.values(line)]) expect(text).toContain('](tel:112)');
  });

  test('general help is written in the languages of those who live here', () => {
    const [general] = content.dangers.help;
    for (const language of ['ca', 'es', 'en', 'fr', 'ar', 'ro', 'ur', 'zh', 'pt', 'it', 'de', 'uk', 'ru'])
      expect([general?.alarm[language], general?.line[language]]).not.toContain(undefined);
  });

  test('no message that measures them is one that they were learnt from', () => {
    const { examples, lookalikes, ordinary } = content.dangers;
    const measured = [...readDangerCases('crises'), ...readDangerCases('lookalikes')].map(({ text }) => text);
    const isMeasured = nearlyEqualTo(measured);
    // The number alone: anybody who reads the lines that measure can't write the examples any more.
    expect([...examples, ...lookalikes, ...ordinary].filter(({ text }) => isMeasured(text)).length).toBe(0);
  });

  test('a text of one letter, or none, is no danger to the detector that ships', () => {
    for (const text of ['x', 'X', 'à', '.', '7', '112', '👍', 'x.'])
      expect([text, dangers.byMeaning(text).level]).toEqual([text, 'none']);
  });
});

describe('on messages that were never learnt from', () => {
  test('crises get a number, in every language', () => {
    const missed = (cases: ReturnType<typeof readDangerCases>) =>
      cases.filter(({ text }) => dangers.byMeaning(text).level === 'none').length / cases.length;
    const crises = some(readDangerCases('crises'), 8);
    expect(missed(crises.filter(({ language }) => ['ca', 'es', 'en'].includes(language)))).toBeLessThan(0.12);
    expect(missed(crises.filter(({ language }) => !['ca', 'es', 'en'].includes(language)))).toBeLessThan(0.12);
  });

  test('look-alikes are seldom alarms', () => {
    const lookalikes = some(readDangerCases('lookalikes'), 8);
    const alarms = lookalikes.filter(({ text }) => dangers.byMeaning(text).level === 'alarm');
    expect(alarms.length / lookalikes.length).toBeLessThan(0.04);
  });

  test('ordinary questions seldom begin with a number', () => {
    const variants = some(dangers.variants, 31);
    const lines = variants.filter((text) => dangers.byMeaning(text).level !== 'none');
    expect(lines.length / variants.length).toBeLessThan(0.02);
  });
});
