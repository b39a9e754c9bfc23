import { expect, test } from '@jest/globals';
import { notUnderstood, recordOf, understandingOf } from '../../../src/core/model/understanding.ts';

test('a record of before its scope was read says nothing about whose business a text is', () => {
  const { scope: _, ...before } = recordOf(notUnderstood('v1'));
  expect(understandingOf(before, () => null)).toEqual(notUnderstood('v1'));
  const read = { ...notUnderstood('v1'), scope: { outside: 0.4, report: 0.1 } };
  expect(understandingOf(recordOf(read), () => null)).toEqual(read);
});
