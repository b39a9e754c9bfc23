import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { safeFileName } from '../../../src/core/util/fileName.ts';

test.each([
  ['façana.png', 'façana.png'],
  ['C:\\Users\\anna\\foto 1.jpg', 'foto 1.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['foto\u202Egnp.exe', 'fotognp.exe'],
  ['a\r\nb"<c>.pdf', 'abc.pdf'],
  ['', 'file.png'],
  ['..', 'file.png'],
  [' \u0000 ', 'file.png'],
])('%j becomes %j', (name, safe) => {
  expect(safeFileName(name, 'file.png')).toBe(safe);
});

test('a long name keeps its ending', () => {
  const name = safeFileName(`${'🙂'.repeat(300)}.png`, 'file.png');
  expect(Array.from(name)).toHaveLength(120);
  expect(name.endsWith('🙂.png')).toBe(true);
});

test('whatever it is given, the name is short, names no folder and steers no terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const safe = safeFileName(name, 'file.png');
      expect(safe).not.toBe('');
      expect(safe.isWellFormed()).toBe(true);
      expect(Array.from(safe).length).toBeLessThanOrEqual(120);
      expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
      expect(safeFileName(safe, 'file.png')).toBe(safe);
    }),
  );
});
