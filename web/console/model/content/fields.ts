/** Plain data of an entry, as JSON has it. */
export type Data = string | number | boolean | null | readonly Data[] | DataObject;
export interface DataObject {
  readonly [key: string]: Data | undefined;
}

/** Where something is in an entry: `['answer', 'ca']`, `['exceptions', 0, 'title', 'es']`. */
export type FieldPath = readonly (string | number)[];

export const isDataObject = (value: unknown): value is DataObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly Data[] => Array.isArray(value);

/** Whether two values are the same, whatever the order of their keys; what is undefined is not there. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  }
  if (!isDataObject(one) || !isDataObject(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));
}

export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((at, key) => {
    if (isList(at)) return at[Number(key)];
    return isDataObject(at) ? at[key] : undefined;
  }, value);
}

export function textAt(value: unknown, path: FieldPath): string {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : '';
}

/** The texts of a list at a path. */
export function listAt(value: unknown, path: FieldPath): readonly string[] {
  const list = valueAt(value, path);
  return isList(list) ? list.filter((each) => typeof each === 'string') : [];
}

/** Sets a value at a path; undefined takes it away, and with it the objects that get empty above. */
export function withValue(value: Data | undefined, path: FieldPath, wanted: Data | undefined): Data | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return wanted;
  if (typeof key === 'number') {
    const list = isList(value) ? [...value] : [];
    const next = withValue(list[key], rest, wanted);
    if (next === undefined) list.splice(key, 1);
    else list[key] = next;
    return list.length === 0 ? undefined : list;
  }
  const { [key]: own, ...others } = isDataObject(value) ? value : {};
  const next = withValue(own, rest, wanted);
  if (next === undefined) return Object.values(others).every((each) => each === undefined) ? undefined : others;
  // A key that is there keeps its position.
  return own === undefined ? { ...others, [key]: next } : { ...(value as DataObject), [key]: next };
}

/** The top-level fields that differ; null: the field goes. */
export function changedFields(before: DataObject, after: DataObject): DataObject {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].filter((key) => !isSame(before[key], after[key])).map((key) => [key, after[key] ?? null]),
  );
}
