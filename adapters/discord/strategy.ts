import type { GatewayDispatchPayload, IShardingStrategy, SessionInfo, WebSocketOptions } from 'discord.js';
import { CloseCodes, SimpleShardingStrategy } from 'discord.js';

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

interface StrategyDeps {
  readonly retrieve: () => SessionInfo | null | Promise<SessionInfo | null>;
  readonly update: (info: SessionInfo | null) => void;
  readonly onDispatch: (event: GatewayDispatchPayload) => void;
  /** A session began or was resumed. */
  readonly onUp: () => void;
  /** The gateway sent something. */
  readonly onHello: () => void;
  readonly onClosed: (code: number) => void;
}

/**
 * How the client manages its connection: the default, except that we own the session (events count as received when
 * they are handled, and closing leaves it open to be resumed) and receive the raw events: the client would turn them
 * into objects and cache them.
 */
export function createStrategy(manager: Manager, deps: StrategyDeps): IShardingStrategy {
  const emit = (event: string, payload: never): boolean => {
    announce(event, payload);
    return event === 'dispatch' || Reflect.apply(manager.emit, manager, [event, payload]);
  };
  const announce = (event: string, payload: { data?: GatewayDispatchPayload; code?: number }): void => {
    if (event === 'dispatch' && payload.data) deps.onDispatch(payload.data);
    else if (event === 'ready' || event === 'resumed') deps.onUp();
    else if (event === 'hello') deps.onHello();
    else if (event === 'closed') deps.onClosed(payload.code ?? 0);
  };
  const ours = {
    retrieveSessionInfo: deps.retrieve,
    updateSessionInfo: (_: number, info: SessionInfo | null) => deps.update(info),
  };
  const inner = new SimpleShardingStrategy(
    Object.create(manager, { emit: { value: emit }, options: { get: () => ({ ...manager.options, ...ours }) } }),
  );
  return {
    spawn: (ids) => inner.spawn(ids),
    connect: () => inner.connect(),
    send: (id, payload) => inner.send(id, payload),
    fetchStatus: () => inner.fetchStatus(),
    // Code 1000, which the client would send, ends the session.
    destroy: (options) => inner.destroy({ ...options, code: CloseCodes.Resuming }),
  };
}
