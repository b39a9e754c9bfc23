import { EventEmitter } from 'node:events';
import type { Wake } from '../../core/ports.ts';

/** Wake-ups within one process. */
export function createLocalWake(): Wake {
  const emitter = new EventEmitter();
  // One listener for each open stream: the default limit of ten is a guard against leaks that does not fit here.
  emitter.setMaxListeners(0);
  return {
    publish: (topic) => {
      emitter.emit(topic);
    },
    subscribe: (topic, listener) => {
      emitter.on(topic, listener);
      return () => emitter.off(topic, listener);
    },
  };
}
