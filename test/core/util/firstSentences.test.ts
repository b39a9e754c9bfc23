import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openingOf } from '../../../src/core/util/firstSentences.ts';

describe('the opening of an answer', () => {
  test.each([
    ['One sentence. Another one!\n\n- a\n- b', 'One sentence. Another one!'],
    ['To pay, call **123 45.** Or write.\n- a\n- b', 'To pay, call **123 45.** Or write.'],
    [
      'Go to [a.b. Com](https://a.example/?x=1. B). Then wait ([more](https://b.example)).\n\nRest.',
      'Go to [a.b. Com](https://a.example/?x=1. B). Then wait ([more](https://b.example)).',
    ],
  ])('is the first paragraph, with links as they are: %j', (answer, text) => {
    expect(openingOf(answer)).toEqual({ text, isWhole: false, standsAlone: true });
  });

  test.each([
    [
      'Tell the council **before you start**. There are two ways:\n\n- a\n- b\n\nEnd.',
      'Tell the council **before you start**.',
    ],
    ['Heu de comunicar-ho. Hi ha dos tràmits:\n- a\n- b', 'Heu de comunicar-ho.'],
  ])('leaves out what only announces a list: %j', (answer, text) => {
    expect(openingOf(answer)).toEqual({ text, isWhole: false, standsAlone: false });
  });

  test('takes the whole list along where nothing else is said', () => {
    const text = 'The ways are:\n\n- by post\n- by [form](https://f.example)';
    expect(openingOf(`${text}\n\nMore.`)).toEqual({ text, isWhole: false, standsAlone: false });
    expect(openingOf(text)).toEqual({ text, isWhole: true, standsAlone: false });
    expect(openingOf('- a\n- b\n\nMore.')).toEqual({ text: '- a\n- b', isWhole: false, standsAlone: false });
  });

  test('is the whole answer where that is one paragraph', () => {
    expect(openingOf(' All of it. \n')).toEqual({ text: 'All of it.', isWhole: true, standsAlone: true });
    expect(openingOf('no stop')).toEqual({ text: 'no stop', isWhole: true, standsAlone: false });
  });

  test('stops at a sentence when it gets long', () => {
    const sentence = `${'Word '.repeat(50).trim()}.`;
    const { text, standsAlone } = openingOf(Array.from({ length: 5 }, () => sentence).join(' '));
    expect([text, standsAlone]).toEqual([`${sentence} ${sentence}`, false]);
  });

  test('is never empty, never cut within a link, and never ends in a colon while more follows', () => {
    const piece = fc.constantFrom(
      'A b.',
      'See [x. Y](https://e.example/a. B):',
      'Two ways:',
      '- one',
      '**C.**',
      '¿Qué?',
      'd',
    );
    const between = fc.constantFrom(' ', '\n', '\n\n');
    const answer = fc.array(fc.tuple(piece, between), { minLength: 1, maxLength: 8 }).map((all) => all.flat().join(''));
    fc.assert(
      fc.property(answer, (written) => {
        const { text, isWhole } = openingOf(written);
        expect(text).not.toBe('');
        expect(text.match(/\[/g)?.length ?? 0).toBe(text.match(/\]\([^)]*\)/g)?.length ?? 0);
        if (!isWhole && written.trim().includes('\n\n')) expect(text).not.toMatch(/:$/);
      }),
    );
  });
});
