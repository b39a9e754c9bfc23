import { type Data, type DataObject, type FieldPath, isDataObject, isList, isSame, withValue } from './fields.ts';

/** A field that two people changed differently. */
export interface FieldConflict {
  readonly path: FieldPath;
  readonly mine: Data | undefined;
  readonly theirs: Data | undefined;
}

interface MergedFields {
  /** Both changes; where they conflict, mine. */
  readonly entry: DataObject;
  readonly conflicts: readonly FieldConflict[];
}

/** Merges two changes of one entry, field by field, each language and each wording on its own. */
export function mergeFields(base: DataObject, mine: DataObject, theirs: DataObject): MergedFields {
  const conflicts: FieldConflict[] = [];
  const merged = merge(base, mine, theirs, [], conflicts);
  return { entry: isDataObject(merged) ? merged : {}, conflicts };
}

/** The entry with their value of a field. */
export function takeTheirs(entry: DataObject, { path, theirs }: FieldConflict): DataObject {
  const taken = withValue(entry, path, theirs);
  return isDataObject(taken) ? taken : {};
}

type Value = Data | undefined;

function merge(base: Value, mine: Value, theirs: Value, path: FieldPath, conflicts: FieldConflict[]): Value {
  if (isSame(mine, theirs) || isSame(base, mine)) return theirs;
  if (isSame(base, theirs)) return mine;
  if (isDataObject(mine) && isDataObject(theirs)) {
    const before = isDataObject(base) ? base : {};
    const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    return Object.fromEntries(
      [...keys].flatMap((key) => {
        const value = merge(before[key], mine[key], theirs[key], [...path, key], conflicts);
        return value === undefined ? [] : [[key, value]];
      }),
    );
  }
  if (isTexts(mine) && isTexts(theirs)) return mergeTexts(isTexts(base) ? base : [], mine, theirs);
  const items = mergeItems(base, mine, theirs, path, conflicts);
  if (items !== null) return items;
  conflicts.push({ path, mine, theirs });
  return mine;
}

/**
 * Merges lists whose items have ids, such as rules: what only one changed, moved, added or removed is as that one has it.
 * Null: they have none, or both changed which items there are, or their order.
 */
function mergeItems(
  base: Value,
  mine: Value,
  theirs: Value,
  path: FieldPath,
  conflicts: FieldConflict[],
): readonly Data[] | null {
  const [old, own, other] = [idsOf(base), idsOf(mine), idsOf(theirs)];
  if (old === null || own === null || other === null || !isList(mine) || !isList(theirs)) return null;
  if (!isSame(old, own) && !isSame(old, other) && !isSame(own, other)) return null;
  const wanted = isSame(old, own) ? other : own;
  const itemIn = (list: Value, id: string) =>
    isList(list) ? list.find((each) => isDataObject(each) && each.id === id) : undefined;
  return wanted.flatMap((id, index) => {
    const [before, one, another] = [itemIn(base, id), itemIn(mine, id), itemIn(theirs, id)];
    // One of them removed it while the other changed it.
    if (one === undefined || another === undefined) return one ?? another ?? [];
    return merge(before, one, another, [...path, index], conflicts) ?? [];
  });
}

/** The ids of the items of a list; null where some have none, or the same. */
function idsOf(value: Value): readonly string[] | null {
  if (!isList(value)) return null;
  const ids = value.map((each) => (isDataObject(each) && typeof each.id === 'string' ? each.id : null));
  return ids.every((id) => id !== null) && new Set(ids).size === ids.length ? ids : null;
}

const isTexts = (value: Value): value is readonly string[] =>
  isList(value) && value.every((each) => typeof each === 'string');

/** Lists of wordings: theirs, without what I removed, with what I added. */
function mergeTexts(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const removed = new Set(base.filter((each) => !mine.includes(each)));
  const added = mine.filter((each) => !base.includes(each) && !theirs.includes(each));
  return [...theirs.filter((each) => !removed.has(each)), ...added];
}
