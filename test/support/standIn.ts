/**
 * What a stand-in may leave out: members of objects, at any depth, also of what functions return. What is given has the type
 * that it has in the real one, so a test does not compile once the real one has changed.
 */
export type DeepPartial<T> = T extends (...given: infer Given) => infer Returned
  ? (...given: Given) => DeepPartial<Returned>
  : T extends Promise<infer Value>
    ? Promise<DeepPartial<Value>>
    : T extends readonly unknown[]
      ? { readonly [Index in keyof T]: DeepPartial<T[Index]> }
      : T extends object
        ? { readonly [Name in keyof T]?: DeepPartial<T[Name]> }
        : T;

/** Stands in for a large thing of which the tested code uses only what is given. */
export function standIn<T>(given: DeepPartial<T>): T {
  return given as T;
}
