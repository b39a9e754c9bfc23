import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Knowledge } from '../../src/core/knowledge.ts';
import { buildKnowledge } from '../../src/dialogs/buildKnowledge.ts';
import type { Content } from '../../src/dialogs/content.ts';
import { variantsOf } from '../../src/dialogs/entries.ts';
import { loadContent } from '../../src/dialogs/loadContent.ts';
import { createDetector } from '../../src/language/detection/index.ts';
import { runInWorker } from '../../src/language/inWorker.ts';

let content: Content;
let knowledge: Knowledge;

beforeAll(async () => {
  content = (await loadContent(fileURLToPath(new URL('../../dialogs', import.meta.url)), null)).content;
  knowledge = await buildKnowledge(content, 'v1');
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

  test('hands on what is none of its business', () => {
    expect(knowledge.understand('who won the football match between Brazil and Italy', 'en').decision.kind).toBe(
      'escalate',
    );
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
      'ok',
    ]) {
      expect(knowledge.detect(text)).toEqual(here.detect(text));
    }
  });
});

test('learning that fails says so with a code and its cause', async () => {
  const missing = new URL('../../src/language/no-such-worker.ts', import.meta.url);
  const error: unknown = await runInWorker(missing, null).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'index.failed' });
  expect((error as { cause: unknown }).cause).toMatchObject({ code: expect.stringContaining('MODULE_NOT_FOUND') });
});
