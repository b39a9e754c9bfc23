import { createHmac } from 'node:crypto';

/** What a button carries: at most 64 bytes, says the platform. */
const most = 64;

/** What the button that was pressed carries afterwards: it shows the choice and does nothing more. */
export const chosenData = 'x';

/**
 * A choice as a button carries it. A value that is too long is replaced by its HMAC, the name under which the value
 * was sealed with the conversation before the button was sent: that outlives restarts, any process can look it up, and
 * it goes when the conversation is erased.
 */
export function dataOf(value: string, secret: Uint8Array): { data: string; sealAs: string | null } {
  const data = `v${value}`;
  if (Buffer.byteLength(data) <= most) return { data, sealAs: null };
  const digest = createHmac('sha256', secret).update(`choice\n${value}`).digest('base64url');
  return { data: `h${digest}`, sealAs: nameOf(digest) };
}

/** What a button stands for: a value, or the name under which it was sealed; null for anything else. */
export function readData(data: string): { value: string } | { sealedAs: string } | null {
  if (data.startsWith('v') && data.length > 1) return { value: data.slice(1) };
  return /^h[\w-]{43}$/.test(data) ? { sealedAs: nameOf(data.slice(1)) } : null;
}

function nameOf(digest: string): string {
  return `choice.${digest}`;
}
