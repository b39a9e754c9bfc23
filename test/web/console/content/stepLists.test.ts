import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DataObject, valueAt } from '../../../../web/console/model/content/fields.ts';
import { allSteps } from '../../../../web/console/model/content/flowSteps.ts';
import { moveStep, moveTargets, stepLists } from '../../../../web/console/model/content/stepLists.ts';

/** Steps with branches in branches; each gets its own number, so that none is taken for another. */
const { steps: anySteps } = fc.letrec<{ step: DataObject; steps: readonly DataObject[] }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3 },
    fc.constant({ say: '' }),
    // biome-ignore lint/suspicious/noThenProperty: steps of a flow, which nobody awaits.
    fc.record({ if: fc.constant(''), then: tie('steps') }),
    // biome-ignore lint/suspicious/noThenProperty: steps of a flow, which nobody awaits.
    fc.record({ if: fc.constant(''), then: tie('steps'), else: tie('steps') }),
  ),
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
}));
const anyFlow = anySteps.map((steps): DataObject => {
  let count = 0;
  return JSON.parse(JSON.stringify({ flow: 'x', steps }), (key, value) =>
    key === 'say' || key === 'if' ? `${key} ${count++}` : value,
  );
});
const namesIn = ({ steps }: DataObject) => allSteps(steps).map((step) => String(step.say ?? step.if));
const at = (entry: DataObject, path: readonly (string | number)[], index: number) => valueAt(entry, [...path, index]);

test('whatever step goes wherever it may: it is there, with all within it, and no other is lost or out of order', () => {
  fc.assert(
    fc.property(anyFlow, fc.nat(), fc.nat(), fc.nat(), (flow, list, index, wanted) => {
      const lists = stepLists(flow, 'no.');
      const from = lists[list % lists.length];
      if (from === undefined) throw new Error('there is no list');
      const steps = valueAt(flow, from.path) as readonly DataObject[];
      const place = index % steps.length;
      const targets = moveTargets(lists, from.path, place);
      const target = targets[wanted % Math.max(targets.length, 1)];
      if (target === undefined) return;
      const moved = moveStep(flow, from.path, place, target.path);
      expect(at(moved.entry, moved.path, moved.at)).toEqual(steps[place]);
      expect(namesIn(moved.entry).toSorted()).toEqual(namesIn(flow).toSorted());
      const own = new Set(namesIn({ steps: [steps[place] ?? {}] }));
      const others = ({ steps: all }: DataObject) => namesIn({ steps: all }).filter((name) => !own.has(name));
      expect(others(moved.entry)).toEqual(others(flow));
    }),
    { numRuns: 200 },
  );
});

const flow: DataObject = {
  // biome-ignore lint/suspicious/noThenProperty: steps of a flow, which nobody awaits.
  steps: [{ say: 'a' }, { if: 'x', then: [{ say: 'b' }], else: [{ say: 'c' }] }, { say: 'd' }],
};
const branch = ['steps', 1, 'then'];

test('out of a branch it goes below the condition, into one to the end; what moved up meanwhile is found', () => {
  expect(moveStep(flow, branch, 0, ['steps'])).toMatchObject({
    path: ['steps'],
    at: 2,
    entry: { steps: [{ say: 'a' }, { if: 'x' }, { say: 'b' }, { say: 'd' }] },
  });
  const { entry, ...to } = moveStep(flow, ['steps'], 0, branch);
  expect(to).toEqual({ path: ['steps', 0, 'then'], at: 1 });
  expect(valueAt(entry, to.path)).toEqual([{ say: 'b' }, { say: 'a' }]);
});

test('an else branch that is left empty goes, and a condition does not go into itself', () => {
  const { entry } = moveStep(flow, ['steps', 1, 'else'], 0, branch);
  expect(valueAt(entry, branch)).toEqual([{ say: 'b' }, { say: 'c' }]);
  expect(valueAt(entry, ['steps', 1, 'else'])).toBeUndefined();
  expect(moveTargets(stepLists(flow, 'no.'), ['steps'], 1)).toEqual([]);
  expect(moveStep(flow, ['steps'], 1, branch).entry).toBe(flow);
  expect(stepLists(flow, 'no.').map(({ place }) => place)).toEqual(['', '2.', '2.no.']);
});
