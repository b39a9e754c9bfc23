import { expect, test } from '@jest/globals';
import { notUnderstood, recordOf, understandingOf } from '../../../src/core/model/understanding.ts';

test('a record of before it was read whether a text is outside is of none that is', () => {
  const { outside: _, ...before } = recordOf(notUnderstood('v1'));
  expect(understandingOf(before, () => null)).toEqual(notUnderstood('v1'));
  const read = { ...notUnderstood('v1'), outside: 0.4 };
  expect(understandingOf(recordOf(read), () => null)).toEqual(read);
});
