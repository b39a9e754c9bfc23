/**
 * Why a request failed. `gone`: the server does not know the token or the conversation; `refused`: it would refuse the
 * same request again; `passing`: the network or the server failed, a retry may succeed; `barred`: the page may not show
 * the chat, or names a site that the server does not know, which only its developer can fix.
 */
type ConnectionProblem = 'gone' | 'refused' | 'passing' | 'barred';

/** A request that failed. */
export class LineError extends Error {
  // Declared only: what older browsers need for fields would weigh as much as this file.
  declare readonly problem: ConnectionProblem;
  /** Milliseconds that the server asks to wait, 0 when it does not say. */
  declare readonly rest: number;

  constructor(problem: ConnectionProblem, rest: number) {
    super(problem);
    this.problem = problem;
    this.rest = rest;
  }
}

/** What an HTTP status, with the code that the server gives in its body, means for the one who asked with a `bearer`. */
export function connectionProblemOf(
  status: number,
  code: string | undefined,
  bearer: 'siteKey' | 'token',
): ConnectionProblem {
  if (status === 408 || status === 429 || status >= 500) return 'passing';
  if (code === 'origin.refused' || bearer === 'siteKey') return 'barred';
  return status === 401 || status === 403 || status === 404 ? 'gone' : 'refused';
}
