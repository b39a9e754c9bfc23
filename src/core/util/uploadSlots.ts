import { CodedError } from '../model/errors.ts';
import type { Timer } from '../ports/clock.ts';

/** How many uploads there may be at once, and how slow one may be. */
export interface UploadLimits {
  /** Uploads of this process: each is in memory until it is kept. */
  readonly atOnce: number;
  /** Milliseconds for the whole body. */
  readonly wholeMs: number;
  /** Milliseconds without a byte. */
  readonly stallMs: number;
}

/** Somebody of whom there may be only so many uploads at once: a conversation, an address. */
export interface Uploader {
  readonly key: string;
  readonly most: number;
}

/** One upload under way. */
export interface UploadSlot {
  /** Aborted, with the reason, when the upload is too slow to go on. */
  readonly signal: AbortSignal;
  /** Notes bytes that arrived. */
  progress(bytes: number): void;
  /** Ends the time that runs against the sender: all bytes are there. */
  arrived(): void;
  leave(): void;
}

export interface UploadSlots {
  /**
   * Takes a slot.
   * @throws {CodedError} `rate.limited` when one of the uploaders has as many as it may, `store.busy` when all slots are
   * taken by uploads that move on
   */
  enter(uploaders: readonly Uploader[]): UploadSlot;
}

/** Milliseconds after which an upload is judged by its speed, and bytes a second below which it makes room for others. */
const graceMs = 3_000;
const slow = 16 * 1024;

interface Upload {
  readonly began: number;
  readonly abort: (reason: CodedError) => void;
  bytes: number;
  isArrived: boolean;
}

/**
 * Makes the slots of one process, so that slow clients hurt only themselves: each conversation and address has few, no
 * body takes for ever, and where all are taken the slowest one makes room for who comes.
 */
export function createUploadSlots(
  { atOnce, wholeMs, stallMs }: UploadLimits,
  /** `elapsed`: milliseconds that only grow. */
  { elapsed, timer }: { elapsed: () => number; timer: Timer },
): UploadSlots {
  const uploads = new Set<Upload>();
  const counts = new Map<string, number>();

  const speedOf = ({ bytes, began }: Upload) => bytes / ((elapsed() - began) / 1_000);
  const isSlow = (upload: Upload) => !upload.isArrived && elapsed() - upload.began >= graceMs && speedOf(upload) < slow;

  function makeRoom(): void {
    const [slowest] = [...uploads].filter(isSlow).sort((one, other) => speedOf(one) - speedOf(other));
    if (slowest === undefined) {
      throw new CodedError('store.busy', 'Too many uploads at this moment. Send it again in a moment.');
    }
    uploads.delete(slowest);
    slowest.abort(tooSlow('Others need the place of this upload, which hardly moved. Send it again.'));
  }

  return {
    enter(uploaders) {
      for (const { key, most } of uploaders) {
        if ((counts.get(key) ?? 0) < most) continue;
        throw new CodedError('rate.limited', 'Another upload is still under way. Send this one when it is done.');
      }
      if (uploads.size >= atOnce) makeRoom();
      const ending = new AbortController();
      const upload: Upload = {
        ...{ began: elapsed(), bytes: 0, isArrived: false },
        abort: (reason) => ending.abort(reason),
      };
      uploads.add(upload);
      for (const { key } of uploaders) counts.set(key, (counts.get(key) ?? 0) + 1);
      const stalled = () => upload.abort(tooSlow('The upload stood still. Send it again over a better connection.'));
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
