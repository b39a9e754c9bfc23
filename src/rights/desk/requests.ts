import { CodedError } from '../../core/model/errors.ts';
import type { RightsRequest } from '../../core/model/rights/rightsRequest.ts';
import type { RightsAnswer } from '../../core/ports/rights/rightsDesk.ts';

/** Closed requests that the record remembers. The journal keeps all of them. */
const closedKept = 200;

/** All requests with one of them as it is now; of the closed ones, those that were closed last. */
export function withRequest(requests: readonly RightsRequest[], request: RightsRequest): readonly RightsRequest[] {
  const others = requests.filter(({ id }) => id !== request.id);
  const all =
    request.closed === null && others.length < requests.length ? inPlace(requests, request) : [...others, request];
  const forgotten = new Set(
    closedIn(all)
      // What is restricted must be found again to be used again.
      .filter(({ restricts }) => !restricts)
      .slice(closedKept)
      .map(({ id }) => id),
  );
  return all.filter(({ id }) => !forgotten.has(id));
}

function inPlace(requests: readonly RightsRequest[], request: RightsRequest): readonly RightsRequest[] {
  return requests.map((each) => (each.id === request.id ? request : each));
}

/** The newest first. */
export function closedIn(requests: readonly RightsRequest[]): readonly RightsRequest[] {
  return requests
    .filter(({ closed }) => closed !== null)
    .sort((one, other) => (other.closed?.at ?? 0) - (one.closed?.at ?? 0));
}

export function requestOf(requests: readonly RightsRequest[], id: string): RightsRequest {
  const found = requests.find((each) => each.id === id);
  if (found === undefined)
    throw new CodedError('rights.unknown', 'There is no such request on the desk. Load the list again.');
  return found;
}

/** @throws {CodedError} `rights.step` where something must be done or said first */
export function needed({ right, savedAt }: RightsRequest, { outcome, correction }: RightsAnswer): void {
  if (outcome === 'refused') return;
  if ((right === 'access' || right === 'export') && savedAt === null)
    throw new CodedError('rights.step', 'Save what is kept first, and hand it over to the person.');
  if (right === 'correct' && correction === '')
    throw new CodedError('rights.step', 'Write the correct statement: it is shown next to what was said.');
}

export function noPerson(): CodedError {
  return new CodedError(
    'rights.no-person',
    'Nothing is kept under this code, conversation or confirmed address. Ask the person for the code of one of their cases.',
  );
}

export function alreadyClosed(): CodedError {
  return new CodedError('rights.closed', 'This was already done. Load the list again.');
}
