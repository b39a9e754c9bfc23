import { describe, expect, test } from '@jest/globals';
import { understand, understandWords } from '../../../src/core/engine/understand.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import type { Knowledge, VectorOf } from '../../../src/core/ports/knowledge.ts';

const wanted = ['Voldria cita', 'El meu home em pega'];

/** A knowledge that writes down what it was asked, and wants two vectors as long as it has none. */
function createListener() {
  const asked: { readonly text: string; readonly whole: string; readonly found: readonly (number | null)[] }[] = [];
  const knowledge: Pick<Knowledge, 'understand'> = {
    understand(text: string, whole: string, vectorOf: VectorOf) {
      const found = wanted.map((each) => vectorOf(each)?.[0] ?? null);
      asked.push({ text, whole, found });
      const isWeighed = found.some((each) => each !== null);
      const voice = isWeighed ? ('meaning' as const) : ('words' as const);
      return { wants: isWeighed ? [] : wanted, understanding: { ...notUnderstood('v1'), voice } };
    },
  };
  return { asked, knowledge };
}

const text = 'Voldria cita. El meu home em pega';
const typed: InboundContent = { kind: 'text', text };

describe('a message', () => {
  test('is read again with the meanings that were wanted; one that came too late is left out', async () => {
    const { asked, knowledge } = createListener();
    const vectorOf = async (of: string) => (of.startsWith('El') ? null : Float32Array.of(of.length));
    expect((await understand(knowledge, { vectorOf }, typed)).voice).toBe('meaning');
    expect(asked).toEqual([
      { text, whole: text, found: [null, null] },
      { text, whole: text, found: [12, null] },
    ]);
  });

  test('is read by words where no meaning came, or none was wanted', async () => {
    const { asked, knowledge } = createListener();
    expect((await understand(knowledge, { vectorOf: async () => null }, typed)).voice).toBe('words');
    expect(asked).toHaveLength(1);
    const sure: Pick<Knowledge, 'understand'> = {
      understand: () => ({ wants: [], understanding: notUnderstood('v1') }),
    };
    const refuse = () => Promise.reject(new Error('nothing was wanted'));
    await expect(understand(sure, { vectorOf: refuse }, typed)).resolves.toEqual(notUnderstood('v1'));
  });

  test('is judged without personal identifiers, and as a whole for dangers alone', () => {
    const { asked, knowledge } = createListener();
    understandWords(knowledge, { kind: 'text', text: '  soc 12345678Z, ajuda ' });
    expect(asked).toMatchObject([{ text: 'soc  , ajuda', whole: 'soc 12345678Z, ajuda' }]);
  });

  test.each<[string, InboundContent, string, string]>([
    ['an edit', { kind: 'edit', of: 'm1', text: 'foc' }, 'foc', 'foc'],
    ['a file', { kind: 'files', files: [], text: 'foc' }, 'foc', 'foc'],
    ['a choice, whose text is ours', { kind: 'choice', value: 'none', text: 'foc' }, 'foc', ''],
    ['a start', { kind: 'start' }, '', ''],
  ])('of another kind is read as far as the person typed it: %s', (_, content, judged, whole) => {
    const { asked, knowledge } = createListener();
    understandWords(knowledge, content);
    expect(asked).toMatchObject([{ text: judged, whole }]);
  });
});
