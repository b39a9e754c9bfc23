import { EventEmitter } from 'node:events';
import { codeOf } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { guarded } from '../../core/util/guarded.ts';

/**
 * Signals within one process. A failing listener affects neither the others nor the publisher, which may be a turn just
 * committed or a connection in the middle of a read.
 */
export function createLocalPubSub(log: Log): PubSub {
  const failed = (error: unknown) => log.error({ code: codeOf(error), error }, 'a subscriber failed');
  const emitter = new EventEmitter();
  // One listener per open stream: Node's leak warning at ten does not apply here.
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
