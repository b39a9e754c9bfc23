import { describe, expect, test } from '@jest/globals';
import type { Localised } from '../../../src/core/model/locale.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const titled = (ca: string, es: string, en: string): Localised => ({ ca, es, en });
const entries = [
  entryWith({
    id: 'multes.allegacions',
    title: titled('Recórrer una multa', 'Recurrir una multa', 'Contest a fine'),
    followUps: ['multes.pagar', 'oiac.cita', 'tributs.rebut'],
  }),
  entryWith({ id: 'multes.pagar', title: titled('Pagar una multa', 'Pagar una multa', 'Pay a fine') }),
  entryWith({ id: 'oiac.cita', title: titled('Demanar una multa', 'Pedir una multa', 'Ask for a fine') }),
  entryWith({ id: 'tributs.rebut', title: titled('Pagar un rebut', 'Pagar un recibo', 'Pay a bill') }),
  entryWith({ id: 'tributs.ibi', title: titled('IBI', 'IBI', 'Property tax'), followUps: ['multes.pagar'] }),
];
const knowledge = { ...createKnowledge({ ...town, entries: [...town.entries, ...entries] }), moves: always('follow') };

function below(entry: string, text: string): string {
  const dialogue = { focus: [{ entry, aspect: null }], last: { did: 'answered', others: [] } } as const;
  const read = understood(text, { shape: shapeOf(text) });
  return textsOf(turnOf(text, { knowledge, understanding: read, state: underWay({ dialogue }) })).join('\n');
}

describe('a few words that ask the same of a service beside', () => {
  const side = (what: string) => ({
    ...{ answer: titled(`${what} ca`, `${what} es`, `${what} en`), source: null, verified: null },
  });
  const taxes = [
    entryWith({ id: 'tributs.ibi', aspects: { cost: side('cost of ibi') }, followUps: ['multes.pagar'] }),
    entryWith({ id: 'tributs.vehicles', aspects: { cost: side('cost of vehicles') } }),
    entryWith({ id: 'multes.pagar' }),
    entryWith({ id: 'mobilitat.grua', aspects: { cost: side('cost of grua') } }),
  ];
  const siblings = createKnowledge({ ...town, entries: [...town.entries, ...taxes] });
  const ask = (text: string, ranked: Readonly<Record<string, number>>, aspect: 'cost' | null, likeness = 0) => {
    const dialogue = { focus: [{ entry: 'tributs.ibi', aspect }], last: { did: 'answered', others: [] } } as const;
    const topics = Object.entries(ranked).map(([entry, confidence]) => ({ entry, confidence }));
    const exceptions = [{ entry: 'tributs.ibi', exception: 'sold', likeness }];
    const understanding = understood(text, { shape: shapeOf(text), topics, exceptions });
    const known = { ...siblings, moves: always('follow') };
    return textsOf(turnOf(text, { knowledge: known, understanding, state: underWay({ dialogue }) })).join('\n');
  };

  test('get the side that was just told, or the whole', () => {
    const cars = { 'mobilitat.grua': 0.37, 'tributs.vehicles': 0.36 };
    expect(ask('and for my car?', cars, 'cost')).toBe('cost of vehicles ca');
    expect(ask('and for my car?', cars, null)).toMatch(/^tributs\.vehicles/);
    expect(ask('i la multa?', { 'multes.pagar': 0.5 }, null)).toMatch(/^multes\.pagar/);
  });

  test('get it of a service of another field, too, where they surely name that', () => {
    const towed = { 'mobilitat.grua': 0.95 };
    expect(ask('and the tow?', towed, 'cost')).toMatch(/^cost of grua/);
    expect(ask('and the tow?', towed, null)).toMatch(/^mobilitat\.grua/);
    expect(ask('the tow', towed, 'cost')).toMatch(/^mobilitat\.grua/);
    expect(ask('and how does the tow work if I am away?', towed, 'cost')).toMatch(/^mobilitat\.grua/);
  });

  test.each([
    ['that begin nothing', 'for my car?', { 'tributs.vehicles': 0.36 }, 0],
    ['of another field', 'and for my car?', { 'mobilitat.grua': 0.37 }, 0],
    ['that are hardly like it', 'and for my car?', { 'tributs.vehicles': 0.2 }, 0],
    ['that are as much like the one spoken of', 'and for my car?', { 'tributs.vehicles': 0.36, 'tributs.ibi': 0.2 }, 0],
    ['that are like a special case of that one', 'and if I sold it?', { 'tributs.vehicles': 0.36 }, 0.5],
  ] as const)('stay with the one spoken of: words %s', (_, text, ranked, likeness) => {
    expect(ask(text, ranked, 'cost', likeness)).not.toMatch(/vehicles|grua/);
  });
});

describe('what is asked below a service', () => {
  test.each(['vale y dónde la pago', 'i on la pago', 'com la paguem?', 'how do I pay it', 'puedo pagarla con tarjeta'])(
    'is about the one beside it that is named by what is done: %s',
    (text) => {
      expect(below('multes.allegacions', text)).toMatch(/^multes\.pagar/);
    },
  );

  test.each([
    ['multes.allegacions', 'y dónde la recurro'],
    ['multes.allegacions', 'i com ho demano'],
    ['multes.allegacions', 'i si no era jo qui conduïa el cotxe aquell dia i no la vull pagar'],
    ['tributs.ibi', 'i on el pago'],
  ])('stays with %s: %s', (entry, text) => {
    expect(below(entry, text)).not.toContain('multes.pagar ');
  });
});
