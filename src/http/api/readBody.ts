import { CodedError } from '../../core/model/errors.ts';
import { readAtMost } from '../../core/util/readAtMost.ts';
import type { UploadSlot } from '../../core/util/uploadSlots.ts';
import type { RequestContext } from './route.ts';

/**
 * The bytes of an uploaded file, at most so many, for as long as its slot allows.
 * @throws {CodedError} `input.too-large`, `input.invalid` where there are none
 */
export async function readBody(
  { request, response }: Pick<RequestContext, 'request' | 'response'>,
  most: number,
  slot: UploadSlot,
): Promise<Uint8Array> {
  const tooLarge = () => new CodedError('input.too-large', `The file has more than ${most} bytes. Send a smaller one.`);
  if (Number(request.headers['content-length'] ?? 0) > most) {
    // Reads and drops the rest, so that the response arrives.
    request.resume();
    throw tooLarge();
  }
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => {
    // The rest of a body that is too slow is not read.
    response.set('Connection', 'close');
    reject(slot.signal.reason);
  };
  slot.signal.addEventListener('abort', end, { once: true });
  request.prependListener('data', (chunk: Buffer) => slot.progress(chunk.length));
  const bytes = await Promise.race([readAtMost(request, most), ended]);
  if (bytes === null) throw tooLarge();
  if (bytes.length === 0) throw new CodedError('input.invalid', 'The file is empty. Send the bytes as the body.');
  return bytes;
}
