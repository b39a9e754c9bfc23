import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildKnowledge, rulesOnlyKnowledge, stageKnowledge } from '../../src/content/buildKnowledge.ts';
import type { Content } from '../../src/content/content.ts';
import { learntVariantsOf } from '../../src/content/entries.ts';
import { decide } from '../../src/core/dialogue/decide.ts';
import { shippedThresholds } from '../../src/core/dialogue/thresholds.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { createDetector } from '../../src/language/detection/index.ts';
import { runInWorker } from '../../src/language/inWorker.ts';
import { wordsOnly } from '../support/keptLearning.ts';
import { shippedContent } from '../support/shippedContent.ts';

const thresholds = shippedThresholds.topics.meaning;

let content: Content;
let knowledge: Knowledge;

/** What it means by its words. */
const read = (reader: Knowledge, text: string) => reader.understand(text, text).understanding;

beforeAll(async () => {
  content = await shippedContent();
  knowledge = await buildKnowledge(content, 'v1', wordsOnly);
});

describe('knowledge of what is shipped', () => {
  test.each([
    ['ca', 'Bon dia, com em puc empadronar al Prat?', 'padro.alta'],
    ['es', 'quiero tirar un sofá viejo, ¿lo venís a recoger?', 'residus.mobles'],
    ['en', 'what are the opening hours of the citizens office', 'oiac.horari'],
    ['ca', 'moltes gràcies per tot', 'smalltalk.thanks'],
    ['es', 'quiero hablar con una persona', 'command.person'],
  ] as const)('finds what is meant in %s: %s', (locale, text, entry) => {
    const { topics, language } = read(knowledge, text);
    expect(decide(topics, thresholds)).toMatchObject({ kind: 'answer', entry });
    expect(language.locale).toBe(locale);
  });

  test('gives no answer to what no entry answers', () => {
    const of = (text: string) => decide(read(knowledge, text).topics, thresholds).kind;
    expect(of('who won the football match between Brazil and Italy')).toBe('none');
    expect(of('in which year was the front of the town hall painted?')).not.toBe('answer');
  });

  test('tells sides of a service, acts, and special cases, by their words', () => {
    expect(read(knowledge, 'i quant costa?').aspects[0]?.aspect).toBe('cost');
    expect(read(knowledge, 'y qué horario tiene').aspects[0]?.aspect).toBe('hours');
    expect(read(knowledge, 'no, I meant the library').acts[0]).toEqual({ act: 'correct', confidence: 0.95 });
    expect(read(knowledge, 'no, I meant the library').rest?.topics[0]?.entry).toBe('cultura.biblioteques');
    expect(read(knowledge, 'i si no tinc contracte de lloguer?').exceptions.map(({ entry }) => entry)).toContain(
      'padro.alta',
    );
  });

  test('knows about what people name other towns', () => {
    expect(knowledge.reachesBeyond?.('mobilitat.bus-transport')).toBe(true);
    expect(knowledge.reachesBeyond?.('cultura.biblioteques')).toBe(false);
    expect(knowledge.reachesBeyond?.('nothing')).toBe(false);
  });

  test('knows how aspects are called, and whom to call by the id of a danger', () => {
    expect(knowledge.aspectTitle('cost')?.en).toMatch(/cost|fee/i);
    expect(knowledge.helpFor('suicide')?.number).toBe('024');
    expect(knowledge.helpFor('nothing')).toBeNull();
  });

  test('tells kinds of messages, whom to call, and what the protocol says', () => {
    expect(read(knowledge, 'la farola de mi calle no funciona').kind).toMatchObject({
      kind: 'incident',
      rule: null,
    });
    expect(read(knowledge, 'hi ha foc al meu edifici').danger).toMatchObject({
      level: 'alarm',
      help: { number: '112' },
    });
    expect(read(knowledge, 'quiero suicidarme').danger.help?.number).toBe('024');
    expect(read(knowledge, 'com em puc empadronar?').danger.level).toBe('none');
    expect(read(knowledge, 'your website is not accessible').traits).toEqual(['accessibility']);
    expect(knowledge.protocol.department('oiac', 'es')).toContain('OIAC');
  });

  test('names its version, and entries by their ids', () => {
    expect(knowledge.version).toBe('v1');
    expect(knowledge.entry('padro.alta')?.kind).toBe('faq');
    expect(knowledge.entry('padro.nothing')).toBeUndefined();
    expect(knowledge.command('/ajuda')).toBe('help');
  });

  test('tells languages apart as a detector that learnt in this thread does', () => {
    const here = createDetector(learntVariantsOf(content).flatMap(({ variants }) => variants));
    for (const text of [
      'com em puc empadronar?',
      '¿dónde está la oficina?',
      'where is the office',
      'où est la mairie',
      'plaça de la Vila 1',
    ]) {
      expect(read(knowledge, text).language).toMatchObject(here.detect(text));
    }
  });
});

describe('knowledge of a beginning', () => {
  test('answers questions and knows rules before kinds are learnt', async () => {
    const { knowledge: first, whole } = await stageKnowledge(content, 'v1', wordsOnly);
    expect(decide(read(first, "com m'empadrono").topics, thresholds).kind).toBe('answer');
    expect(read(first, 'hay fuego en mi edificio').danger.level).toBe('alarm');
    expect(read(first, 'la farola de mi calle no funciona').kind.confidence).toBe(0);
    expect(read(await whole, 'la farola de mi calle no funciona').kind.kind).toBe('incident');
  });

  test('without any learning knows emergencies, languages, commands and entries, and no question', () => {
    const bare = rulesOnlyKnowledge(content, 'v1');
    expect(read(bare, 'hay fuego en mi edificio').danger.help?.number).toBe('112');
    expect(read(bare, 'hay fuego en mi edificio').language.locale).toBe('es');
    expect(read(bare, 'there is a fire in my building').language.locale).toBe('en');
    expect(bare.command('/ajuda')).toBe('help');
    expect(bare.entry('padro.alta')?.kind).toBe('faq');
    expect(read(bare, 'com em puc empadronar?')).toMatchObject({ topics: [], aspects: [], acts: [] });
  });
});

test('learning that fails says so with a code and its cause', async () => {
  const missing = new URL('../../src/language/no-such-worker.ts', import.meta.url);
  const error: unknown = await runInWorker(missing, null).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'index.failed' });
  expect((error as { cause: unknown }).cause).toMatchObject({ message: 'the worker ended with 1' });
});
