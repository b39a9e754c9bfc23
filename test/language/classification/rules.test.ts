import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openRules, type RulesOfKind, type WrittenRule } from '../../../src/language/classification/index.ts';
import { wordsOf } from '../../../src/language/classification/wordsOf.ts';

const rule = (id: string, patterns: readonly string[], more: Partial<WrittenRule> = {}): WrittenRule => {
  return { id, patterns, unless: [], identifiers: [], ...more };
};
const written: readonly RulesOfKind[] = [
  {
    kind: 'insult',
    rules: [rule('insult.word', ['idiota'], { unless: ['llibre .. idiota', 'idiota .. dostoievski'] })],
  },
  { kind: 'emergency', rules: [rule('emergency.fire', ['hi ha foc'])] },
  { kind: 'personal-data', rules: [rule('personal-data.identifier', [], { identifiers: ['dni'] })] },
];
const open = openRules(written);
const rules = (text: string) => open(text, wordsOf(text));

describe('rules', () => {
  test('say which one fired and on what, as it stands in the text', () => {
    const text = 'Ep!  Ets un ÍDIOTA, tu';
    const [fired] = rules(text);
    expect(fired).toMatchObject({ id: 'insult.word', kind: 'insult' });
    expect(text.slice(fired?.evidence.start, fired?.evidence.end)).toBe('ÍDIOTA');
  });

  test('are taken back by their exceptions, but only where these overlap', () => {
    expect(rules('teniu el llibre L’idiota?')).toEqual([]);
    expect(rules('idiota de Dostoievski')).toEqual([]);
    expect(rules('torneu-me el llibre que vaig deixar ahir al taulell, idiota').map(({ id }) => id)).toEqual([
      'insult.word',
    ]);
    expect(rules('el llibre idiota, i tu ets idiota')).toHaveLength(1);
  });

  test('come the gravest first, each once', () => {
    expect(rules('idiota, idiota, hi ha foc! 12345678Z').map(({ kind }) => kind)).toEqual([
      'emergency',
      'insult',
      'personal-data',
    ]);
  });

  test('find identifiers where they stand', () => {
    const text = 'el meu dni és 12.345.678-Z, gràcies';
    const [fired] = rules(text);
    expect(text.slice(fired?.evidence.start, fired?.evidence.end)).toBe('12.345.678-Z');
  });

  test('name a passage of the text, whatever it holds', () => {
    const pieces = fc.constantFrom(
      'idiota',
      'hi ha foc',
      'Í',
      '🔥',
      "l'",
      '\u0301',
      '12345678Z',
      'ß',
      '\ud800',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }))), (pieces) => {
        const text = pieces.join(' ');
        for (const { evidence } of rules(text)) {
          expect(evidence.start).toBeLessThan(evidence.end);
          expect(evidence.end).toBeLessThanOrEqual(text.length);
          expect(text.slice(evidence.start, evidence.end).trim()).not.toBe('');
        }
      }),
    );
  });
});
