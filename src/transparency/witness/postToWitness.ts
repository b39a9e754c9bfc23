import { CodedError } from '../../core/model/errors.ts';
import { readAtMost } from '../../core/util/readAtMost.ts';
import type { WitnessPost } from './askWitness.ts';

const timeoutMs = 5_000;
/** Most bytes of an answer: a few signatures. */
const maxAnswerLength = 50_000;

/** Posts a checkpoint to a witness. */
export const postToWitness: WitnessPost = async (url, body, end) => {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      signal: AbortSignal.any([end, AbortSignal.timeout(timeoutMs)]),
    });
    const bytes = response.body === null ? new Uint8Array() : await readAtMost(response.body, maxAnswerLength);
    if (bytes !== null) return { status: response.status, body: Buffer.from(bytes).toString() };
  } catch (cause) {
    throw new CodedError('service.unreachable', `The witness at ${url} does not answer.`, { cause });
  }
  throw new CodedError('service.unreachable', `The witness at ${url} answers more than signatures.`);
};
