import type { Timer } from '../../core/ports/clock.ts';
/** The process's own timers. */
export const systemTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds);
  return () => clearTimeout(handle);
};

/** The same, but they don't keep an otherwise idle process alive. */
export const unheldTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds).unref();
  return () => clearTimeout(handle);
};
