/**
 * Why a request failed. `gone`: the server does not know the token or the conversation; `refused`: it will refuse the
 * same again; `passing`: the network or the server failed, the same may work later.
 */
export type Trouble = 'gone' | 'refused' | 'passing';

/** A request that failed. */
export class LineError extends Error {
  // Declared only: what older browsers need for fields would weigh as much as this file.
  declare readonly trouble: Trouble;
  /** Milliseconds that the server asks to be left alone, 0 when it does not say. */
  declare readonly rest: number;

  constructor(trouble: Trouble, rest: number) {
    super(trouble);
    this.trouble = trouble;
    this.rest = rest;
  }
}

/** What an HTTP status means for the one who asked. */
export function troubleOf(status: number): Trouble {
  if (status === 401 || status === 403 || status === 404) return 'gone';
  return status === 408 || status === 429 || status >= 500 ? 'passing' : 'refused';
}
