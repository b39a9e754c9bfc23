import { type Data, type DataObject, type FieldPath, isDataObject, isList, valueAt, withValue } from './fields.ts';
import { insertedItem, withoutItem } from './lists.ts';

/** A list of steps: that of the flow itself, or a branch of a condition. */
interface StepListAt {
  readonly path: FieldPath;
  /** What precedes the numbers of its steps: "", "3.". */
  readonly place: string;
  /** Its condition; null: the steps of the flow itself. */
  readonly condition: DataObject | null;
  readonly branch: 'then' | 'else';
}

/** All lists of steps of a flow, in the order in which they are shown. `elsePlace`: marks steps of an else branch. */
export function stepLists(entry: DataObject, elsePlace: string): readonly StepListAt[] {
  const within = (list: StepListAt): readonly StepListAt[] => {
    const steps = valueAt(entry, list.path);
    if (!isList(steps)) return [];
    const branches = steps.flatMap((step, at): readonly StepListAt[] => {
      if (!isDataObject(step) || !('if' in step)) return [];
      const own = [...list.path, at];
      const place = `${list.place}${at + 1}.`;
      const then: StepListAt = { path: [...own, 'then'], place, condition: step, branch: 'then' };
      const other: StepListAt = { path: [...own, 'else'], place: place + elsePlace, condition: step, branch: 'else' };
      return [...within(then), ...(isList(step.else) ? within(other) : [])];
    });
    return [list, ...branches];
  };
  return within({ path: ['steps'], place: '', condition: null, branch: 'then' });
}

/** Whether a path begins with another one. */
const beginsWith = (path: FieldPath, start: FieldPath): boolean => start.every((key, index) => path[index] === key);

/** Where a step can go: every list but its own, and none that is within it. */
export function moveTargets(lists: readonly StepListAt[], path: FieldPath, at: number): readonly StepListAt[] {
  const own = [...path, at];
  return lists.filter((each) => each.path.join() !== path.join() && !beginsWith(each.path, own));
}

/** A flow after one of its steps went to another list, and where the step is now. */
interface MovedStep {
  readonly entry: DataObject;
  readonly path: FieldPath;
  readonly at: number;
}

/**
 * Moves a step to another list: out of a branch it goes right below the condition, else to the end. An else branch
 * that is left empty goes.
 */
export function moveStep(entry: DataObject, path: FieldPath, at: number, to: FieldPath): MovedStep {
  const from = valueAt(entry, path);
  const step = isList(from) ? from[at] : undefined;
  if (!isList(from) || step === undefined || beginsWith(to, [...path, at])) return { entry, path, at };
  const rest = withoutItem(from, at);
  const isGone = rest.length === 0 && path.at(-1) === 'else';
  const without = asObject(withValue(entry, path, isGone ? undefined : rest));
  // What was below the step in its list has moved up.
  const index = to[path.length];
  const hasMoved = beginsWith(to, path) && typeof index === 'number' && index > at;
  const target = hasMoved ? [...path, index - 1, ...to.slice(path.length + 1)] : to;
  const list = valueAt(without, target);
  const steps = isList(list) ? list : [];
  const holder = path[target.length];
  const into = beginsWith(path, target) && typeof holder === 'number' ? holder + 1 : steps.length;
  return { entry: asObject(withValue(without, target, insertedItem(steps, into, step))), path: target, at: into };
}

const asObject = (value: Data | undefined): DataObject => (isDataObject(value) ? value : {});
