import type { LogPolicy } from '../log/logPolicy.ts';

/** Form of a digest in an entry: SHA-256, base64url. */
const digestForm = /^[\w-]{43}$/;

/** The type of an entry, and what is wrong with it; null: nothing. */
export function entryFault(
  entry: Uint8Array,
  policy: Pick<LogPolicy, 'roundingSeconds'>,
): { readonly type: string; readonly fault: string | null } {
  const read = parse(entry);
  if (read === null || typeof read.type !== 'string') return { type: 'unreadable', fault: 'it cannot be read.' };
  const { type, at, _sd: digests = [] } = read;
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time)) return { type, fault: 'it has no time.' };
  if (time % (policy.roundingSeconds * 1_000) !== 0) return { type, fault: 'its time is finer than the policy says.' };
  const areDigests =
    Array.isArray(digests) && digests.every((each) => typeof each === 'string' && digestForm.test(each));
  return { type, fault: areDigests ? null : 'its hidden fields are not digests.' };
}

function parse(entry: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(entry).toString());
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
