import { randomFillSync } from 'node:crypto';

const poolLength = 4096;
let pool = Buffer.alloc(0);

/**
 * Random bytes from the system's generator, fetched 4 KiB at a time: a system call for each nonce and salt costs more
 * than the encryption. At most 4,096 bytes at once; no byte is used twice.
 */
export function randomPool(length: number): Buffer {
  if (pool.length < length) pool = randomFillSync(Buffer.allocUnsafeSlow(poolLength));
  const bytes = pool.subarray(0, length);
  pool = pool.subarray(length);
  return bytes;
}
