/*
 * Inner products of vectors of sentences: what comparing meanings spends its time with. Four sums go on beside each other, since
 * one alone would wait for itself. There is one function for each kind of numbers, as only arrays of one kind are read fast.
 */

/** The inner product of a vector and of as many numbers from a place on. */
export function productOfFloats(vector: Float32Array, others: Float32Array, from: number): number {
  const size = vector.length;
  const whole = size - (size % 4);
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  for (let d = 0; d < whole; d += 4) {
    p += (vector[d] as number) * (others[from + d] as number);
    q += (vector[d + 1] as number) * (others[from + d + 1] as number);
    r += (vector[d + 2] as number) * (others[from + d + 2] as number);
    s += (vector[d + 3] as number) * (others[from + d + 3] as number);
  }
  for (let d = whole; d < size; d++) p += (vector[d] as number) * (others[from + d] as number);
  return p + q + r + s;
}

/** The same with numbers of 8 bits. */
export function productOfBytes(vector: Float32Array, packed: Int8Array, from: number): number {
  const size = vector.length;
  const whole = size - (size % 4);
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  for (let d = 0; d < whole; d += 4) {
    p += (vector[d] as number) * (packed[from + d] as number);
    q += (vector[d + 1] as number) * (packed[from + d + 1] as number);
    r += (vector[d + 2] as number) * (packed[from + d + 2] as number);
    s += (vector[d + 3] as number) * (packed[from + d + 3] as number);
  }
  for (let d = whole; d < size; d++) p += (vector[d] as number) * (packed[from + d] as number);
  return p + q + r + s;
}

/** The lengths of vectors of `size` numbers of 8 bits, one after the other. */
export function lengthsOf(packed: Int8Array, size: number): Float64Array {
  const lengths = new Float64Array(size === 0 ? 0 : packed.length / size);
  for (let at = 0; at < lengths.length; at++) {
    let squares = 0;
    for (let place = at * size; place < (at + 1) * size; place++) squares += (packed[place] as number) ** 2;
    lengths[at] = Math.sqrt(squares);
  }
  return lengths;
}
