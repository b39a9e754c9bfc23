const copies = new WeakMap<ArrayBuffer, SharedArrayBuffer>();

/**
 * Plain data whose typed arrays lie in shared memory: sent to a thread they are not copied. An array that was copied
 * into shared memory before is not copied again, so that the second step of a start shares what the first one has.
 */
export function shared<T>(data: T): T {
  return sharedValue(data) as T;
}

function sharedValue(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : sharedArray(value as SharableArray);
  if (Array.isArray(value)) return value.every(isScalar) ? value : value.map(sharedValue);
  if (value === null || typeof value !== 'object' || value instanceof Map) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sharedValue(inner)]));
}

type SharableArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array;

function sharedArray(array: SharableArray): SharableArray {
  const { buffer, byteOffset, length } = array;
  if (buffer instanceof SharedArrayBuffer) return array;
  let copy = copies.get(buffer);
  if (copy === undefined) {
    copy = new SharedArrayBuffer(buffer.byteLength);
    new Uint8Array(copy).set(new Uint8Array(buffer));
    copies.set(buffer, copy);
  }
  const Kind = array.constructor as new (buffer: SharedArrayBuffer, from: number, length: number) => SharableArray;
  return new Kind(copy, byteOffset, length);
}

const isScalar = (value: unknown) => typeof value !== 'object' || value === null;
