import { describe, expect, test } from '@jest/globals';
import {
  componentsOf,
  contentOfChoice,
  labelOf,
  sealedName,
  valuesToSeal,
  withChosen,
} from '../../../adapters/discord/choices.ts';
import { checkMessage } from './support/messageRules.ts';
import type { Component } from './support/world.ts';

const secret = new Uint8Array(32).fill(7);
const choicesUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Choice ${index}`, value: `entry:a.${index}` }));
const rowsOf = (count: number) => componentsOf(choicesUpTo(count), secret) as readonly Component[];
const shape = (count: number) => rowsOf(count).map((row) => row.components?.map(({ type }) => type));

describe('choices on Discord', () => {
  test('are buttons in rows of five; from eleven on they are one menu', () => {
    expect(shape(0)).toEqual([]);
    expect(shape(6)).toEqual([[2, 2, 2, 2, 2], [2]]);
    expect(shape(10)).toEqual([
      [2, 2, 2, 2, 2],
      [2, 2, 2, 2, 2],
    ]);
    expect(shape(11)).toEqual([[3]]);
    expect(rowsOf(25)[0]?.components?.[0]?.options).toHaveLength(25);
  });

  test('are always such as Discord takes, however odd their labels and values', () => {
    const odd = [
      { label: '', value: '' },
      { label: 'twice', value: 'entry:a' },
      { label: 'twice', value: 'entry:a' },
      { label: 'x'.repeat(80), value: `entry:${'y'.repeat(500)}` },
      { label: 'longest', value: 'z'.repeat(98) },
    ];
    for (const choices of [odd, [...choicesUpTo(20), ...odd]]) {
      expect(checkMessage({ content: 'which?', components: componentsOf(choices, secret) }, [])).toBeNull();
    }
  });

  test('carry their value; a long one is sealed under the name that they carry instead', () => {
    const long = `entry:${'y'.repeat(100)}`;
    const choices = [
      { label: 'short', value: 'entry:padro.alta' },
      { label: 'long', value: long },
    ];
    const [row] = componentsOf(choices, secret) as readonly Component[];
    const [short = '', carried = ''] = (row?.components ?? []).map(({ custom_id }) => custom_id);
    expect(contentOfChoice(short, 'short')).toEqual({ kind: 'choice', value: 'entry:padro.alta', text: 'short' });
    expect(sealedName(short)).toBeNull();
    expect(valuesToSeal(choices, secret)).toEqual([{ name: sealedName(carried), value: long }]);
    // Erased, or of somebody else: its words are still there.
    expect(contentOfChoice(carried, 'long')).toEqual({ kind: 'text', text: 'long' });
    expect(componentsOf(choices, secret)).toEqual(componentsOf(choices, secret));
    expect(sealedName(carried)).not.toBe(valuesToSeal(choices, new Uint8Array(32))[0]?.name);
  });

  test('of others than this bot mean nothing', () => {
    expect(contentOfChoice('help', 'Help')).toBeNull();
    expect(contentOfChoice('', '')).toBeNull();
    expect(contentOfChoice('l:3', '')).toBeNull();
  });

  test.each([4, 12])('show what was chosen of %i, and can no longer be chosen from', (count) => {
    const components = componentsOf(choicesUpTo(count), secret);
    expect(labelOf(components, 'c:entry:a.2')).toBe('Choice 2');
    expect(labelOf(components, 'c:entry:a.99')).toBe('');
    const after = (withChosen(components, 'c:entry:a.2') as readonly Component[]).flatMap(
      (row) => row.components ?? [],
    );
    expect(after.every(({ disabled }) => disabled)).toBe(true);
    const chosen = after.flatMap(({ style, label, options }) =>
      options ? options.filter((option) => option.default).map((option) => option.label) : style === 1 ? [label] : [],
    );
    expect(chosen).toEqual(['Choice 2']);
  });
});
