import type { Timer } from '../../core/ports/clock.ts';
/** The process's own timers. */
export const systemTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds);
  return () => clearTimeout(handle);
};

/** The same, but they don't keep a process alive which has nothing else to do. */
export const unheldTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds).unref();
  return () => clearTimeout(handle);
};
