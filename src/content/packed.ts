import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Timer } from '../core/ports/clock.ts';
import { weakly } from '../core/util/memoizeLast.ts';
import { unheldTimer } from '../core/util/sleep.ts';

/** Milliseconds after which a value is packed: a start has read it by then, and has yet to collect its garbage. */
const packAfterMs = 3_000;
/** Fast rather than small: texts shrink to a quarter either way. */
const level = 1;

/**
 * Keeps plain data of some megabytes that is seldom read: packed after a while, and unpacked again for those who ask for
 * it. The caller keeps no reference to `value`.
 */
export function packed<T extends object>(value: T, timer: Timer = unheldTimer): () => T {
  let whole: T | null = value;
  let unpack: () => T = () => whole as T;
  timer(packAfterMs, () => {
    const bytes = deflateRawSync(serialize(whole), { level });
    whole = null;
    unpack = weakly(() => deserialize(inflateRawSync(bytes)) as T);
  });
  return () => unpack();
}
