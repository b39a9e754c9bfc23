import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commentOf, ratedText } from '../../src/http/ratedText.ts';

test('what was written with a grade is found again, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.string(), (rating, comment) => {
      expect(commentOf(ratedText(rating, comment))).toBe(comment.trim());
    }),
  );
});

test('a grade alone, and another text, have no comment', () => {
  expect(commentOf(ratedText(4, ''))).toBe('');
  expect(commentOf('4 of 5\n\nfine')).toBe('');
});
