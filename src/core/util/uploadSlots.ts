import { CodedError } from '../model/errors.ts';
import type { Timer } from '../ports/clock.ts';

/** Limits on simultaneous and slow uploads. */
export interface UploadLimits {
  /** Uploads of this process: each is in memory until it is stored. */
  readonly atOnce: number;
  /** Maximum duration of the whole body, milliseconds. */
  readonly wholeMs: number;
  /** Maximum time without a byte, milliseconds. */
  readonly stallMs: number;
}

/** Something that may have only so many uploads at once: a conversation or an address. */
interface Uploader {
  readonly key: string;
  readonly most: number;
}

/** One upload in progress. */
export interface UploadSlot {
  /** Aborted, with the reason, when the upload is too slow. */
  readonly signal: AbortSignal;
  /** Records received bytes. */
  progress(bytes: number): void;
  /** Stops the sender's time limits: all bytes have arrived. */
  arrived(): void;
  leave(): void;
}

export interface UploadSlots {
  /**
   * Takes a slot.
   * @throws {CodedError} `rate.limited` when one of the uploaders has reached its limit, `store.busy` when all slots
   * are taken by uploads that make progress
   */
  enter(uploaders: readonly Uploader[]): UploadSlot;
}

/**
 * Milliseconds after which an upload is judged by its speed, and the speed in bytes a second below which it yields to
 * others.
 */
const graceMs = 3_000;
const slowBytesPerSecond = 16 * 1024;

interface Upload {
  readonly began: number;
  readonly abort: (reason: CodedError) => void;
  bytes: number;
  isArrived: boolean;
}

/**
 * Creates the upload slots of one process, so that slow clients hurt only themselves. Each conversation and address has
 * few slots, no upload takes for ever, and when all slots are taken the slowest upload yields to a new one.
 */
export function createUploadSlots(
  { atOnce, wholeMs, stallMs }: UploadLimits,
  /** `elapsed`: milliseconds that only grow. */
  { elapsed, timer }: { elapsed: () => number; timer: Timer },
): UploadSlots {
  const uploads = new Set<Upload>();
  const counts = new Map<string, number>();

  const speedOf = ({ bytes, began }: Upload) => bytes / ((elapsed() - began) / 1_000);
  const isSlow = (upload: Upload) =>
    !upload.isArrived && elapsed() - upload.began >= graceMs && speedOf(upload) < slowBytesPerSecond;

  function evictSlowest(): void {
    const [slowest] = [...uploads].filter(isSlow).sort((one, other) => speedOf(one) - speedOf(other));
    if (slowest === undefined) {
      throw new CodedError('store.busy', 'Too many uploads at this time. Send it again in a moment.');
    }
    uploads.delete(slowest);
    slowest.abort(tooSlow('The upload was too slow and was cancelled to make room for others. Send it again.'));
  }

  return {
    enter(uploaders) {
      for (const { key, most } of uploaders) {
        if ((counts.get(key) ?? 0) < most) continue;
        throw new CodedError('rate.limited', 'Another upload is still in progress. Send this one when it is done.');
      }
      if (uploads.size >= atOnce) evictSlowest();
      const ending = new AbortController();
      const upload: Upload = {
        began: elapsed(),
        bytes: 0,
        isArrived: false,
        abort: (reason) => ending.abort(reason),
      };
      uploads.add(upload);
      for (const { key } of uploaders) counts.set(key, (counts.get(key) ?? 0) + 1);
      const stalled = () => upload.abort(tooSlow('The upload stalled. Send it again over a better connection.'));
      let cancelStall = timer(stallMs, stalled);
      const cancelWhole = timer(wholeMs, () => upload.abort(tooSlow('The upload took too long. Send a smaller file.')));
      const stop = () => {
        cancelStall();
        cancelWhole();
      };
      let left = false;
      return {
        signal: ending.signal,
        progress(bytes) {
          upload.bytes += bytes;
          if (upload.isArrived || left) return;
          cancelStall();
          cancelStall = timer(stallMs, stalled);
        },
        arrived() {
          upload.isArrived = true;
          stop();
        },
        leave() {
          if (left) return;
          left = true;
          stop();
          uploads.delete(upload);
          for (const { key } of uploaders) {
            const count = (counts.get(key) ?? 1) - 1;
            if (count === 0) counts.delete(key);
            else counts.set(key, count);
          }
        },
      };
    },
  };
}

function tooSlow(message: string): CodedError {
  return new CodedError('input.slow', message);
}
