import type { Case } from './cases.ts';
import type { Outcome } from './wire.ts';

/** The service's fault in a case; null: none. */
export function faultOf({ bytes, isOwed }: Case, { status, head, body, late }: Outcome): string | null {
  if (late) return 'no answer, and the connection stays';
  if (status === null) return isOwed ? 'the connection ended without an answer' : null;
  if (Number.isNaN(status)) return 'what came is no answer';
  if (status >= 500) return `answered ${status}`;
  const line = bytes.toString('latin1', 0, 200);
  // Such an answer has no body, and what follows answers something else.
  if (line.startsWith('HEAD ')) return null;
  const isDirectLine = /^[A-Z]+ \/v3\/directline\//.test(line);
  const isRefusedByUs = status >= 400 && /\r\ncontent-type: application\/json/i.test(head);
  if (isDirectLine && status >= 400 && isOwed && !isRefusedByUs && /\r\ncontent-/i.test(head))
    return `answered ${status} without saying why`;
  if (isRefusedByUs && body !== '' && !/^\{"error":\{"code":"[a-z.-]+","message":"(?:[^"\\]|\\.){10,}"/.test(body))
    return `answered ${status} without a code or what to do`;
  return null;
}
