import { describe, expect, test } from '@jest/globals';
import { createPassages } from '../../../src/content/text/passages.ts';
import { entryWith } from '../../support/town.ts';

const courses = entryWith({
  id: 'educacio.adults',
  title: { ca: "Escola d'adults", es: 'Escuela de adultos', en: 'School for adults' },
  answer: {
    ca: "Per estudiar d'adult hi ha cursos. Apunteu-vos abans que comencin.\n\n- **Català:** parelles lingüístiques.\n- **Informàtica:** mireu el [web](https://example.org/informatica-i-idiomes).",
    es: 'Hay cursos.\n\n- **Catalán:** parejas lingüísticas.\n- **Informática:** mire la web.',
    en: 'There are courses.\n\n- **Catalan:** language pairs.\n- **Computing:** see the website.',
  },
});
const others = Array.from({ length: 30 }, (_, index) => entryWith({ id: `other.number${index}` }));
const find = createPassages([courses, ...others]);

describe('the passage of an answer about a detail', () => {
  test.each([
    ['i informàtica?', 'ca', '**Informàtica:** mireu el [web](https://example.org/informatica-i-idiomes).'],
    ['¿y de informático para mayores?', 'es', '**Informática:** mire la web.'],
    ['and language pairs?', 'en', '**Catalan:** language pairs.'],
    ["quan m'hi haig d'apuntar, doncs: abans que comencin?", 'ca', 'Apunteu-vos abans que comencin.'],
  ] as const)('is the one that alone has a rare word of the question: %s', (text, locale, passage) => {
    expect(find(courses, text, locale)).toBe(passage);
  });

  test.each([
    ['no word of it', 'i els dissabtes?'],
    ['words of two passages alike', 'informàtica o parelles'],
    ['only words of its title', "l'escola és per a adults?"],
    ['only a word of an address', 'i idiomes?'],
  ])('is none where the question has %s', (_, text) => {
    expect(find(courses, text, 'ca')).toBeNull();
  });

  test('is told by words that what would be said instead does not have', () => {
    expect(find(courses, 'i informàtica?', 'ca', "Informàtica: n'hi ha.")).toBeNull();
    expect(find(courses, 'i informàtica?', 'ca', 'De català.')).toMatch(/^\*\*Informàtica/);
  });

  test('goes on after a question, which tells nothing by itself', () => {
    const faulty = entryWith({
      id: 'tributs.rebut',
      answer: { ca: 'És al web. Hi ha un error? Reclameu-lo. Pagueu-lo.', es: 'Web.', en: 'Web.' },
    });
    expect(createPassages([faulty, ...others])(faulty, 'i un error?', 'ca')).toBe('Hi ha un error? Reclameu-lo.');
  });

  test('is told by no word with which many services are asked for', () => {
    const questions = (text: string) => ({ ca: [text], es: [text], en: [text] });
    const asked = [...others.slice(0, 20).map(() => questions('quan comencin?')), questions('informàtica')];
    const findAsked = createPassages([courses, ...others], asked);
    expect(find(courses, 'quan comencin?', 'ca')).toBe('Apunteu-vos abans que comencin.');
    expect(findAsked(courses, 'quan comencin?', 'ca')).toBeNull();
    expect(findAsked(courses, 'i informàtica?', 'ca')).toMatch(/^\*\*Informàtica/);
  });

  test('is none where many services speak of the same word', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      entryWith({ id: `common.number${index}`, answer: courses.answer }),
    );
    expect(createPassages([courses, ...many])(courses, 'i informàtica?', 'ca')).toBeNull();
  });
});
