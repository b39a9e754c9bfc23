import { createHmac } from 'node:crypto';

/** Callback data of a button: at most 64 bytes, a limit of the platform. */
const maxDataBytes = 64;

/** Callback data of a button that was pressed: it shows the choice and does nothing. */
export const chosenData = 'x';

/**
 * Encodes a choice for a button. A value that is too long is replaced by its HMAC, the name under which it was sealed
 * with the conversation before the button was sent. The sealed value outlives restarts, any process can look it up, and
 * it is erased with the conversation.
 */
export function dataOf(value: string, secret: Uint8Array): { data: string; sealAs: string | null } {
  const data = `v${value}`;
  if (Buffer.byteLength(data) <= maxDataBytes) return { data, sealAs: null };
  const digest = createHmac('sha256', secret).update(`choice\n${value}`).digest('base64url');
  return { data: `h${digest}`, sealAs: nameOf(digest) };
}

/** Decodes a button's data: a value, or the name under which it was sealed; null for anything else. */
export function readData(data: string): { value: string } | { sealedAs: string } | null {
  if (data.startsWith('v') && data.length > 1) return { value: data.slice(1) };
  return /^h[\w-]{43}$/.test(data) ? { sealedAs: nameOf(data.slice(1)) } : null;
}

function nameOf(digest: string): string {
  return `choice.${digest}`;
}
