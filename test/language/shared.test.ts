import { describe, expect, test } from '@jest/globals';
import { freeMemory, movedToShared, shared } from '../../src/language/shared.ts';

const inSharedMemory = (array: Uint8Array | Int16Array | Float32Array) => array.buffer instanceof SharedArrayBuffer;

describe('plain data in shared memory', () => {
  test('is the same data, with its arrays copied and all else as it was', () => {
    const map = new Map([['a', 1]]);
    const data = {
      list: [{ weights: Float32Array.of(1.5, -2) }],
      names: ['x', 'y'],
      none: null,
      map,
      bias: Int16Array.of(7),
    };
    const copy = shared(data);
    expect(copy).toEqual(data);
    expect(inSharedMemory(copy.bias) && copy.list.every(({ weights }) => inSharedMemory(weights))).toBe(true);
    expect(inSharedMemory(data.bias)).toBe(false);
    expect(copy.map).toBe(map);
  });

  test('is copied once, however often it is shared, and only as much of its memory as it is', () => {
    const bytes = new Uint8Array(100).fill(3);
    const part = bytes.subarray(10, 20);
    const [one, other] = [shared({ part }), shared({ again: part })];
    expect(one.part.buffer).toBe(other.again.buffer);
    expect(one.part.buffer.byteLength).toBe(10);
    expect(shared(one).part).toBe(one.part);
    expect(shared({ rest: bytes.subarray(20) }).rest.buffer).not.toBe(one.part.buffer);
  });

  test('that is moved leaves nothing behind, but for what lies in one piece of memory with other things', () => {
    const alone = Uint8Array.of(1, 2, 3);
    const whole = Uint8Array.of(4, 5, 6, 7);
    const data = { alone, part: whole.subarray(1, 3) };
    const moved = movedToShared(data);
    expect([...moved.alone, ...moved.part]).toEqual([1, 2, 3, 5, 6]);
    expect(alone).toHaveLength(0);
    expect([...whole]).toEqual([4, 5, 6, 7]);
    freeMemory(whole.buffer, whole);
    expect(whole).toHaveLength(0);
  });
});
