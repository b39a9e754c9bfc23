import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildKnowledge, rulesOnlyKnowledge, stageKnowledge } from '../../src/content/buildKnowledge.ts';
import type { Content } from '../../src/content/content.ts';
import { variantsOf } from '../../src/content/entries.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { createDetector } from '../../src/language/detection/index.ts';
import { runInWorker } from '../../src/language/inWorker.ts';
import { startLearning } from '../../src/language/learn.ts';
import { wordsOnly } from '../support/keptLearning.ts';

let content: Content;
let knowledge: Knowledge;

beforeAll(async () => {
  content = (await loadContent(fileURLToPath(new URL('../../dialogs', import.meta.url)), null)).content;
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
    expect(knowledge.understand(text, locale).decision).toEqual({ kind: 'answer', entry });
  });

  test('tells what is none of its business from what somebody of the city knows', () => {
    const of = (text: string) => knowledge.understand(text, 'en').decision.kind;
    expect(of('who won the football match between Brazil and Italy')).toBe('reword');
    expect(of('how many trees did you plant last year in the new park?')).toBe('escalate');
  });

  test('tells kinds of messages, whom to call, and what the protocol says', () => {
    expect(knowledge.classify('la farola de mi calle no funciona', 'es')).toMatchObject({
      kind: 'incident',
      rule: null,
    });
    expect(knowledge.danger('hi ha foc al meu edifici', null)).toMatchObject({
      level: 'alarm',
      help: { number: '112' },
    });
    expect(knowledge.danger('quiero suicidarme', null).help?.number).toBe('024');
    expect(knowledge.danger('com em puc empadronar?', null).level).toBe('none');
    expect(knowledge.traitsIn('your website is not accessible')).toEqual(['accessibility']);
    expect(knowledge.protocol.department('oiac', 'es')).toContain('OIAC');
  });

  test('names its version, and entries by their ids', () => {
    expect(knowledge.version).toBe('v1');
    expect(knowledge.entry('padro.alta')?.kind).toBe('faq');
    expect(knowledge.entry('padro.nothing')).toBeUndefined();
    expect(knowledge.command('/ajuda')).toBe('help');
  });

  test('tells languages apart as a detector that learnt in this thread does', () => {
    const here = createDetector(variantsOf(content).flatMap(({ variants }) => variants));
    for (const text of [
      'com em puc empadronar?',
      '¿dónde está la oficina?',
      'where is the office',
      'où est la mairie',
      'plaça de la Vila 1',
    ]) {
      expect(knowledge.detect(text)).toEqual(here.detect(text));
    }
  });
});

describe('knowledge of a beginning', () => {
  test('answers questions and knows rules before kinds are learnt', async () => {
    const { knowledge: first, whole } = await stageKnowledge(content, 'v1', { ...wordsOnly, learn: startLearning });
    expect(first.understand('com em puc empadronar?', 'ca').decision.kind).toBe('answer');
    expect(first.danger('hay fuego en mi edificio', null).level).toBe('alarm');
    expect(first.classify('la farola de mi calle no funciona', 'es').confidence).toBe(0);
    expect((await whole).classify('la farola de mi calle no funciona', 'es').kind).toBe('incident');
  });

  test('without any learning knows emergencies, languages, commands and entries, and asks people the rest', () => {
    const bare = rulesOnlyKnowledge(content, 'v1');
    expect(bare.danger('hay fuego en mi edificio', null).help?.number).toBe('112');
    expect(bare.detect('hay fuego en mi edificio').locale).toBe('es');
    expect(bare.detect('there is a fire in my building').locale).toBe('en');
    expect(bare.command('/ajuda')).toBe('help');
    expect(bare.entry('padro.alta')?.kind).toBe('faq');
    expect(bare.understand('com em puc empadronar?', 'ca').decision.kind).toBe('escalate');
  });
});

test('learning that fails says so with a code and its cause', async () => {
  const missing = new URL('../../src/language/no-such-worker.ts', import.meta.url);
  const error: unknown = await runInWorker(missing, null).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'index.failed' });
  expect((error as { cause: unknown }).cause).toMatchObject({ message: 'the worker ended with 1' });
});
