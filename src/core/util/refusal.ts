import type { ErrorCode } from '../model/errors.ts';

/** How a request was refused: HTTP status and the stable code of the reason. */
interface NotedRefusal {
  readonly status: number;
  readonly code: ErrorCode;
}

const noted = new WeakMap<object, NotedRefusal>();

/**
 * Records why a request is refused on the object that carries the answer (a response, or the socket of an upgrade), for
 * metrics.
 */
export function noteRefusal(carrier: object, status: number, code: ErrorCode): void {
  noted.set(carrier, { status, code });
}

/** Why it was refused; null: nothing was recorded. */
export function refusalOf(carrier: object): NotedRefusal | null {
  return noted.get(carrier) ?? null;
}
