import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileFields } from '../../../../src/content/desk/editFields.ts';
import {
  allSteps,
  flowIdOf,
  newFlowText,
  readCondition,
  slotValues,
  unaskedSlots,
  writeCondition,
} from '../../../../web/console/model/content/flowSteps.ts';
import { freeName, insertedItem, movedItem, withoutItem } from '../../../../web/console/model/content/lists.ts';

const entry = {
  slots: {
    what: { type: 'choice', options: [{ id: 'hall', title: { ca: 'Sala' } }] },
    danger: { type: 'consent' },
    old: { type: 'text' },
  },
  steps: [
    { collect: 'what', ask: {} },
    // biome-ignore lint/suspicious/noThenProperty: steps of a flow, which nobody awaits.
    { if: 'what == "hall"', then: [{ collect: 'danger', ask: {} }], else: [{ say: {} }] },
  ],
};

test('a list is moved, added to and taken from without losing anything', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (list, from, to) => {
      const [one, other] = [from % list.length, to % list.length];
      const moved = movedItem(list, one, other);
      expect(moved.toSorted()).toEqual(list.toSorted());
      expect(moved[other]).toBe(list[one]);
      expect(withoutItem(insertedItem(list, one, 7), one)).toEqual(list);
    }),
  );
  expect(movedItem([1, 2], 5, 0)).toEqual([1, 2]);
  expect([freeName('regla', []), freeName('regla', ['regla', 'regla-2'])]).toEqual(['regla', 'regla-3']);
});

test('a simple condition is read and written the same, any other is left to be typed', () => {
  expect(readCondition(' what == "hall" ')).toEqual({ slot: 'what', is: true, value: 'hall' });
  expect(readCondition('what != ""')).toEqual({ slot: 'what', is: false, value: '' });
  for (const other of ['openCases > 0', 'a == "b" and c == "d"', 'a == b', '']) expect(readCondition(other)).toBeNull();
  expect(writeCondition({ slot: 'a', is: false, value: 'x"y' })).toBe('a != "xy"');
});

test('slots are known with what they can be, and those that nothing asks for', () => {
  const names = { yes: 'sí', no: 'no' };
  expect(slotValues(entry, 'what', 'es', names)).toEqual([['hall', 'Sala']]);
  expect(slotValues(entry, 'danger', 'ca', names)).toEqual([
    ['yes', 'sí'],
    ['no', 'no'],
  ]);
  expect(slotValues(entry, 'old', 'ca', names)).toBeNull();
  expect(unaskedSlots(entry)).toEqual(['old']);
  expect(allSteps(entry.steps)).toHaveLength(4);
});

test('a new flow has an id from its title, and a text that can be edited', () => {
  expect(flowIdOf("Objectes perduts a l'autobús!")).toBe('objectes-perduts-a-l-autobus');
  expect(flowIdOf('123')).toBe('flux');
  expect(readFileFields(newFlowText('x', 'Un "títol": nou'))).toMatchObject({
    flow: 'x',
    title: { ca: 'Un "títol": nou' },
  });
});
