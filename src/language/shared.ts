/** Copies by the memory that was copied, and by where in it. */
const copies = new WeakMap<ArrayBuffer, Map<string, SharedArrayBuffer>>();

/**
 * Plain data whose typed arrays lie in shared memory: sent to a thread they are not copied. An array that was copied
 * before is not copied again, so that the second step of a start shares what the first one has.
 */
export function shared<T>(data: T): T {
  return sharedValue(data, new Set()) as T;
}

/** The same, and frees the memory of the arrays that are given at once: they cannot be used afterwards. */
export function movedToShared<T>(data: T): T {
  const copied = new Set<SharableArray>();
  const result = sharedValue(data, copied) as T;
  for (const array of copied) freeMemory(array.buffer, array);
  return result;
}

/** Frees memory that one array alone lies in; small ones share a pool of Node's, which stays. */
export function freeMemory(buffer: ArrayBufferLike, array: { readonly byteLength: number }): void {
  if (buffer instanceof ArrayBuffer && array.byteLength === buffer.byteLength && buffer.byteLength > 0)
    buffer.transfer(0);
}

function sharedValue(value: unknown, copied: Set<SharableArray>): unknown {
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : sharedArray(value as SharableArray, copied);
  if (Array.isArray(value)) return value.every(isScalar) ? value : value.map((each) => sharedValue(each, copied));
  if (value === null || typeof value !== 'object' || value instanceof Map) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sharedValue(inner, copied)]));
}

type SharableArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float16Array
  | Float32Array;

function sharedArray(array: SharableArray, copied: Set<SharableArray>): SharableArray {
  const { buffer, byteOffset, byteLength, length } = array;
  if (buffer instanceof SharedArrayBuffer) return array;
  copied.add(array);
  const ofBuffer = copies.get(buffer) ?? new Map<string, SharedArrayBuffer>();
  copies.set(buffer, ofBuffer);
  // What was read from a file may lie in one piece of memory with everything else.
  const part = `${byteOffset} ${byteLength}`;
  let copy = ofBuffer.get(part);
  if (copy === undefined) {
    copy = new SharedArrayBuffer(byteLength);
    new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
    ofBuffer.set(part, copy);
  }
  const Kind = array.constructor as new (buffer: SharedArrayBuffer, from: number, length: number) => SharableArray;
  return new Kind(copy, 0, length);
}

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;
