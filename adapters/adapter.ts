import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Router } from 'express';
import type { Adapter } from '../src/core/adapter.ts';

/**
 * Offers a WebSocket upgrade. True: it was taken (accepted, or refused with an answer) and the socket must be left
 * alone. False: it is somebody else's.
 */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** What the folder of a platform gives to the composition root. */
export interface Channel {
  readonly adapter: Adapter;
  /**
   * Its HTTP routes, with their full paths, to be mounted at the root before any body parser; null where it has none.
   * They serve no pages and set what headers their answers need.
   */
  readonly router: Router | null;
  /** Null where it speaks no WebSocket. */
  readonly upgrade: Upgrade | null;
}
