import type { Request } from 'express';
import { Refusal } from './refusal.ts';

/** Most bytes of a JSON body. */
const maxJsonBytes = 64 * 1024;

/**
 * Reads a JSON body of at most 64 KB; undefined when there is none. Written manually because every message passes
 * through it. Throws `input.too-large` and `input.invalid`.
 */
export async function readJson(request: Request): Promise<unknown> {
  // Set by a body parser that was mounted before the channel.
  if (request.body !== undefined) return request.body;
  const bytes = await readBytes(request, maxJsonBytes);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new Refusal(400, 'input.invalid', 'The body is not JSON. Send one activity as a JSON object.', { cause });
  }
}

/** Reads a body of at most `most` bytes. Throws `input.too-large` as soon as there are more. */
export function readBytes(request: Request, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Refusal) => {
      request.off('data', take);
      // Drains the rest of the body, so that the client gets to see the answer.
      request.resume();
      reject(error);
    };
    const tooLarge = () =>
      new Refusal(413, 'input.too-large', `The body has more than ${most} bytes. Send a smaller one.`);
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      fail(new Refusal(415, 'input.invalid', 'The body is compressed. Send it as it is.'));
      return;
    }
    if (Number(request.headers['content-length'] ?? 0) > most) {
      fail(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size > most) fail(tooLarge());
      else chunks.push(chunk);
    }
    request.on('data', take);
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const broken = () => {
      // Every request emits 'close'; it was aborted only if it is incomplete.
      if (!request.complete) reject(new Refusal(400, 'input.invalid', 'The request was interrupted. Send it again.'));
    };
    request.once('error', broken);
    request.once('close', broken);
  });
}
