import { type Data, type DataObject, type FieldPath, isDataObject, isList, isSame, withValue } from './fields.ts';

/** A field that two people changed differently. */
export interface FieldConflict {
  readonly path: FieldPath;
  readonly mine: Data | undefined;
  readonly theirs: Data | undefined;
}

export interface MergedFields {
  /** Both changes; where they conflict, mine. */
  readonly entry: DataObject;
  readonly conflicts: readonly FieldConflict[];
}

/** Merges two changes of one entry, field by field, each language and each wording by itself. */
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
  conflicts.push({ path, mine, theirs });
  return mine;
}

const isTexts = (value: Value): value is readonly string[] =>
  isList(value) && value.every((each) => typeof each === 'string');

/** Lists of wordings: theirs, without what I removed, with what I added. */
function mergeTexts(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const removed = new Set(base.filter((each) => !mine.includes(each)));
  const added = mine.filter((each) => !base.includes(each) && !theirs.includes(each));
  return [...theirs.filter((each) => !removed.has(each)), ...added];
}
