import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locales } from '../../../src/core/model/locale.ts';
import { learn } from '../../../src/language/learn.ts';
import { openIndex, type TrainingEntry, trainIndex } from '../../../src/language/retrieval/index.ts';

const phrasings: Readonly<Record<string, Record<(typeof locales)[number], readonly string[]>>> = {
  'padro.alta': {
    ca: ["com m'empadrono", 'vull empadronar-me', 'alta al padró', 'què cal per empadronar-se'],
    es: ['cómo me empadrono', 'quiero empadronarme', 'alta en el padrón', 'qué papeles piden para empadronarse'],
    en: ['how do I register as a resident', 'sign up on the padron', 'register my address', 'papers to register'],
  },
  'residus.mobles': {
    ca: ['recollida de mobles', 'vull llençar un sofà', 'tinc un matalàs vell', 'qui recull els trastos'],
    es: ['recogida de muebles', 'quiero tirar un sofá', 'tengo un colchón viejo', 'quién recoge los trastos'],
    en: ['furniture collection', 'throw away a sofa', 'old mattress pick up', 'who collects bulky waste'],
  },
  'multes.pagar': {
    ca: ['pagar una multa', 'on pago la multa de trànsit', 'tinc una multa', 'descompte per pagar la multa aviat'],
    es: ['pagar una multa', 'dónde pago la multa de tráfico', 'tengo una multa', 'descuento por pagar la multa pronto'],
    en: ['pay a fine', 'where do I pay a traffic fine', 'I got a fine', 'discount for paying the fine early'],
  },
};

const entries: readonly TrainingEntry[] = Object.entries(phrasings).map(([id, own]) => ({
  id,
  variants: locales.flatMap((locale) => own[locale].map((text) => ({ locale, text }))),
}));

const retriever = openIndex(trainIndex(entries, { seed: 1 }));

describe('an index', () => {
  test.each([
    ['VULL EMPADRONARME', 'padro.alta'],
    ['kiero empadronarme xfa', 'padro.alta'],
    ['tirar un sofa viejo', 'residus.mobles'],
    ['tinc un matalas vell q vull llençar', 'residus.mobles'],
    ['wher can i pay my fine', 'multes.pagar'],
    ['pagar la mlulta de trafico', 'multes.pagar'],
    ['vull tirar un sofá a la basura', 'residus.mobles'],
  ])('finds %s', (text, entry) => {
    expect(retriever.rank(text, 'ca', 3)[0]?.entry).toBe(entry);
  });

  test('answers in any language whatever the hint says', () => {
    for (const hint of locales) expect(retriever.rank('recogida de muebles', hint, 1)[0]?.entry).toBe('residus.mobles');
  });

  test('is surer of what it has read than of what it has not', () => {
    const known = retriever.rank('pagar una multa', 'ca', 1)[0]?.confidence ?? 0;
    const strange = retriever.rank('what is the capital of Australia', 'en', 1)[0]?.confidence ?? 0;
    expect(known).toBeGreaterThan(strange);
  });

  test('has nothing to say to nothing', () => {
    for (const text of ['', '   ', '?!']) expect(retriever.rank(text, 'ca', 3)).toEqual([]);
  });

  test('ranks at most as many as asked, the surest first, with probabilities, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 5 }), (text, limit) => {
        const ranked = retriever.rank(text, 'ca', limit);
        expect(ranked.length).toBeLessThanOrEqual(limit);
        ranked.forEach(({ confidence }, index) => {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(ranked[index - 1]?.confidence ?? 1);
        });
      }),
    );
  });

  test('survives a very long text', () => {
    expect(retriever.rank('multa '.repeat(20_000), 'ca', 1)[0]?.entry).toBe('multes.pagar');
  });

  test('is the same for the same entries and seed, also when a worker trained it', async () => {
    const inWorker = openIndex((await learn(entries, { seed: 1 })).index);
    for (const text of ['vull empadronarme', 'sofà', 'pay fine', 'hola']) {
      expect(inWorker.rank(text, 'ca', 3)).toEqual(retriever.rank(text, 'ca', 3));
    }
  });
});
