import { describe, expect, test } from '@jest/globals';
import { createWordsShared } from '../../../src/content/text/wordsShared.ts';
import { entryWith } from '../../support/town.ts';

const everyLocale = (text: string) => ({ ca: text, es: text, en: text });
const answer = (ca: string) => ({ answer: everyLocale(ca), source: null, verified: null });
const card = entryWith({
  id: 'cultura.library',
  title: everyLocale('Biblioteca'),
  answer: everyLocale('Us podeu fer el carnet amb el passaport o el DNI.'),
  aspects: { cost: answer('El carnet és gratuït.') },
  exceptions: [{ id: 'children', title: everyLocale('Infants'), ...answer('Signa el pare o la mare.') }],
});
const others = Array.from({ length: 20 }, (_, index) =>
  entryWith({ id: `other.number${index}`, answer: everyLocale('Cal portar el DNI vigent.') }),
);
const shared = createWordsShared([card, ...others]);

describe('how much of what a text says stands in what is written of a service', () => {
  test('is told for the service, its sides and its special cases', () => {
    const ofText = shared('accepteu el passaport?', 'ca');
    expect(ofText.ofService(card.id)).toBeGreaterThan(0.4);
    expect(ofText.ofPart(card.id, 'whole')).toBe(ofText.ofService(card.id));
    expect(ofText.ofPart(card.id, 'cost')).toBeLessThan(0.1);
    expect(shared('la mare', 'ca').ofPart(card.id, 'exceptions:children')).toBe(1);
    expect(shared('infants', 'ca').ofPart(card.id, 'exceptions:children')).toBe(1);
  });

  test('is more for words of which few services speak', () => {
    const rare = shared('passaport accepteu', 'ca').ofService(card.id);
    const common = shared('portar accepteu', 'ca').ofService('other.number1');
    expect(rare).toBeGreaterThan(common);
    expect(common).toBeGreaterThan(0);
  });

  test('knows forms of a word, and each language apart', () => {
    expect(shared('carnets', 'ca').ofService(card.id)).toBeGreaterThan(0.4);
    expect(shared('', 'es').ofService(card.id)).toBe(0);
  });

  test('knows words by what they mean, and verbs by their stems', () => {
    const fee = entryWith({
      id: 'taxes.fee',
      answer: everyLocale('Es tramita a la seu.'),
      aspects: { how: answer('Cal pagar al banc.'), contact: answer('El preu és a la web.') },
    });
    const among = createWordsShared([fee, ...others]);
    expect(among('on pago?', 'ca').ofPart(fee.id, 'how')).toBeGreaterThan(0.5);
    expect(among('quant costa?', 'ca').ofPart(fee.id, 'contact')).toBeGreaterThan(0.1);
    expect(among('quant costa?', 'ca').ofPart(fee.id, 'how')).toBe(0);
  });

  test('knows what stands in the middle of a long text', () => {
    const line = 'Cal venir amb cita i portar els papers que us demanin aquell dia.';
    const long = entryWith({
      id: 'taxes.long',
      answer: everyLocale(
        [...new Array(20).fill(line), 'El preu és a la web.', ...new Array(20).fill(line)].join('\n'),
      ),
    });
    expect(createWordsShared([long, ...others])('quant costa?', 'ca').ofPart(long.id, 'whole')).toBeGreaterThan(0.1);
  });

  test('is counted ahead, a service at a time', () => {
    const due: (() => void)[] = [];
    let reads = 0;
    const watched = {
      ...card,
      get answer() {
        reads += 1;
        return card.answer;
      },
    };
    const ahead = createWordsShared([watched, ...others], {
      timer: (_, callback) => {
        due.push(callback);
        return () => {};
      },
    });
    expect(reads).toBe(0);
    due.shift()?.();
    expect(reads).toBe(1);
    while (due.length > 0) due.shift()?.();
    const counted = reads;
    expect(ahead('accepteu el passaport?', 'ca').ofService(card.id)).toBeGreaterThan(0.4);
    expect(ahead('accepteu el passaport?', 'es').ofService(card.id)).toBeGreaterThan(0.4);
    expect(reads).toBe(counted);
  });

  test('is nothing of what nobody wrote', () => {
    const ofText = shared('passaport', 'ca');
    expect(ofText.ofService('none.such')).toBe(0);
    expect(ofText.ofPart(card.id, 'hours')).toBe(0);
    expect(shared('i a tu?', 'ca').ofService(card.id)).toBe(0);
  });
});
