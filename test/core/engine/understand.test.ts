import { describe, expect, test } from '@jest/globals';
import { readHere, understand, understandWords } from '../../../src/core/engine/understand.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { readAs } from '../../support/knowledge.ts';
import { townKnowledge } from '../../support/town.ts';

const wanted = ['Voldria cita', 'El meu home em pega'];

/** A knowledge that writes down what it was asked, wants two vectors, and writes down those that come. */
function createListener() {
  const asked: { readonly text: string; readonly whole: string }[] = [];
  const weighed: (number | null)[][] = [];
  const knowledge: Knowledge = {
    ...townKnowledge,
    understand(text, whole) {
      asked.push({ text, whole });
      return {
        wants: wanted,
        understanding: notUnderstood('v1'),
        weigh(vectorOf) {
          weighed.push(wanted.map((each) => vectorOf(each)?.[0] ?? null));
          return { understanding: { ...notUnderstood('v1'), voice: 'meaning' } };
        },
      };
    },
  };
  return { asked, weighed, knowledge };
}

const text = 'Voldria cita. El meu home em pega';
const typed: InboundContent = { kind: 'text', text };
const reader = readHere;

describe('a message', () => {
  test('is read once, and the meanings that were wanted are weighed in; one that came too late is left out', async () => {
    const { asked, weighed, knowledge } = createListener();
    const vectorOf = async (of: string) => (of.startsWith('El') ? null : Float32Array.of(of.length));
    const found = await understand(knowledge, { reader, vectors: { vectorOf } }, typed);
    expect(found.voice).toBe('meaning');
    expect({ asked, weighed }).toEqual({ asked: [{ text, whole: text }], weighed: [[12, null]] });
  });

  test('is read by words where no meaning came, or none was wanted', async () => {
    const { weighed, knowledge } = createListener();
    const vectors = { vectorOf: async () => null };
    expect((await understand(knowledge, { reader, vectors }, typed)).voice).toBe('words');
    expect(weighed).toEqual([]);
    const sure: Knowledge = { ...knowledge, understand: () => readAs(notUnderstood('v1')) };
    const refusing = { vectorOf: () => Promise.reject(new Error('nothing was wanted')) };
    await expect(understand(sure, { reader, vectors: refusing }, typed)).resolves.toEqual(notUnderstood('v1'));
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
