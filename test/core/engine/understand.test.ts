import { describe, expect, test } from '@jest/globals';
import { sentencesOf, understandDanger } from '../../../src/core/engine/understand.ts';
import { noDanger } from '../../../src/core/model/danger.ts';
import type { TextMeaning } from '../../../src/core/ports/knowledge.ts';

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

describe('what a message says of danger', () => {
  const text = 'Voldria cita pel padró. El meu home em pega';
  const seen: (TextMeaning | null)[] = [];
  const knowledge = {
    danger: (_: string, meaning: TextMeaning | null) => {
      seen.push(meaning);
      return { ...noDanger, doubtful: meaning === null };
    },
  };
  const inbound = { id: '1', content: { kind: 'text', text }, localeHint: null } as const;

  test('is judged by the meaning of the whole and of each sentence; one that came too late is left out', async () => {
    seen.length = 0;
    const vectorOf = async (asked: string) => (asked.startsWith('El') ? null : Float32Array.from([asked.length]));
    await understandDanger(knowledge, { vectorOf }, inbound);
    const whole = Float32Array.from([text.length]);
    expect(seen).toEqual([null, { vector: whole, sentences: [Float32Array.from([22])] }]);
  });

  test('is judged by words where the meaning of the whole did not come', async () => {
    seen.length = 0;
    await understandDanger(knowledge, { vectorOf: async () => null }, inbound);
    expect(seen).toEqual([null]);
  });
});
