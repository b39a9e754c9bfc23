import { EventEmitter } from 'node:events';
import { codeOf } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { guarded } from '../../core/util/guarded.ts';

/**
 * Wake-ups within one process. A listener that fails takes along neither the others nor whoever calls: that is a turn
 * that has just been committed, or a connection in the middle of its reading.
 */
export function createLocalPubSub(log: Log): PubSub {
  const failed = (error: unknown) => log.error({ code: codeOf(error), error }, 'somebody who was woken failed');
  const emitter = new EventEmitter();
  // One listener for each open stream: the default limit of ten is a guard against leaks that does not fit here.
  emitter.setMaxListeners(0);
  return {
    publish: (topic) => {
      emitter.emit(topic);
    },
    subscribe: (topic, listener) => {
      const call = guarded(listener, failed);
      emitter.on(topic, call);
      return () => emitter.off(topic, call);
    },
  };
}
