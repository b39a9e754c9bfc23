import { expect, test } from '@jest/globals';
import { createKeptCases, type SavedCases } from '../../../web/widget/keptCases.ts';
import type { Shelf } from '../../../web/widget/shelf.ts';

const linkOf = (code: string) => `[Seguiu el cas](https://bot.example/cas/${code}#7KQ4-M2XB-01ZT) quan vulgueu.`;

function open() {
  let kept: SavedCases | null = null;
  const shelf: Shelf<SavedCases> = {
    get: () => kept,
    set(value) {
      kept = value;
    },
  };
  return { cases: createKeptCases(shelf), kept: () => kept };
}

test('cases whose links the bot writes are at hand, the newest first, each once', () => {
  const { cases } = open();
  cases.note(linkOf('AAAA-0001'), 1);
  cases.note(`${linkOf('AAAA-0001')} ${linkOf('BBBB-0002')}`, 1);
  cases.note('el cas CCCC-0003, sense clau: https://bot.example/cas/CCCC-0003', 1);
  expect(cases.all()).toEqual([
    { code: 'BBBB-0002', key: '7KQ4-M2XB-01ZT', at: 1 },
    { code: 'AAAA-0001', key: '7KQ4-M2XB-01ZT', at: 1 },
  ]);
});

test('a case that was forgotten is not taken from the conversation again, and its key is gone', () => {
  const { cases, kept } = open();
  cases.note(linkOf('AAAA-0001'), 1);
  cases.note(linkOf('BBBB-0002'), 1);
  cases.forget('AAAA-0001');
  cases.note(linkOf('AAAA-0001'), 1);
  expect(cases.all().map(({ code }) => code)).toEqual(['BBBB-0002']);
  cases.forgetAll();
  cases.note(linkOf('BBBB-0002'), 1);
  expect(cases.all()).toEqual([]);
  expect(JSON.stringify(kept())).not.toContain('M2XB');
});

test('ten cases are remembered', () => {
  const { cases } = open();
  for (let number = 10; number < 25; number += 1) cases.note(linkOf(`AAAA-00${number}`), 1);
  expect(cases.all()).toHaveLength(10);
  expect(cases.all()[0]?.code).toBe('AAAA-0024');
});
