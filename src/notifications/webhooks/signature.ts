import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver verifies the caller, as the Standard Webhooks specify (HMAC-SHA256 of id, time and
 * body).
 */
export function signedHeaders(
  secret: Uint8Array,
  { id, at, body }: { id: string; at: number; body: string },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
