import { describe, expect, test } from '@jest/globals';
import { sentencesOf } from '../../../src/language/danger/sentencesOf.ts';

describe('sentences of a message', () => {
  test('are those that say something, where there are several', () => {
    expect(sentencesOf('Bon dia! Voldria cita pel padró. El meu home em pega, ajuda')).toEqual([
      'Voldria cita pel padró',
      'El meu home em pega, ajuda',
    ]);
    expect(sentencesOf('早上好。请帮帮我我丈夫要杀了我。我想预约社会服务处')).toHaveLength(2);
    expect(sentencesOf('Com em puc empadronar?')).toEqual([]);
    expect(sentencesOf('')).toEqual([]);
  });

  test('of a long message are the first and the last ones', () => {
    const long = Array.from({ length: 50 }, (_, n) => `sentence number ${n}`);
    const found = sentencesOf(long.join('. '));
    expect(found).toHaveLength(8);
    expect([found[0], found.at(-1)]).toEqual([long[0], long.at(-1)]);
  });
});
