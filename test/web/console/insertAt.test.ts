import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { insertAt } from '../../../web/console/model/insertAt.ts';

/** The text with `|` where the caret is. */
function inserted(written: string, piece: string): string {
  const at = written.indexOf('|');
  const { text, start } = insertAt({ text: written.replace('|', ''), start: at, end: at }, piece);
  return `${text.slice(0, start)}|${text.slice(start)}`;
}

describe('a text is put where somebody writes', () => {
  test.each([
    ['|', 'Bon dia.|'],
    ['Hola,|', 'Hola,\n\nBon dia.|'],
    ['Hola,\n|', 'Hola,\n\nBon dia.|'],
    ['|Salutacions', 'Bon dia.|\n\nSalutacions'],
    ['Hola,\n|\nSalutacions', 'Hola,\n\nBon dia.|\n\nSalutacions'],
    ['Hola, | Salutacions', 'Hola, Bon dia.| Salutacions'],
  ])('%j', (written, text) => {
    expect(inserted(written, 'Bon dia.')).toBe(text);
  });

  test('in place of what is selected', () => {
    expect(insertAt({ text: 'Hola, AQUÍ va', start: 6, end: 10 }, 'tot')).toEqual({
      text: 'Hola, tot va',
      start: 9,
      end: 9,
    });
  });

  test('and nothing else that was written is lost or moved', () => {
    const position = fc.nat();
    fc.assert(
      fc.property(fc.string(), fc.string(), position, (text, piece, at) => {
        const start = at % (text.length + 1);
        const next = insertAt({ text, start, end: start }, piece);
        const bare = (value: string) => value.replace(/\s/g, '');
        expect(bare(next.text)).toBe(bare(text.slice(0, start) + piece + text.slice(start)));
        expect(next.text.slice(next.start - piece.length, next.start)).toBe(piece);
      }),
    );
  });
});
