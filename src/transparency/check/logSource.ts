import { join } from 'node:path';
import { CodedError } from '../../core/model/errors.ts';
import { readAtMost } from '../../core/util/readAtMost.ts';
import { sleep, systemTimer } from '../../core/util/sleep.ts';
import { readOrNull } from '../log/durableFiles.ts';
import type { LogFiles } from '../merkle/tileReader.ts';

/** Most bytes of one file: a bundle of 256 entries of the greatest length. */
const maxBytes = 256 * (65_535 + 2);
const timeoutMs = 30_000;
/** Times that a busy server is asked again. */
const maxTries = 20;

/** The files of a log in a folder, or at an address that begins with `http`. */
export function openSource(location: string): LogFiles {
  if (!/^https?:\/\//.test(location)) return { read: (path) => readOrNull(join(location, path)) };
  const base = location.replace(/\/+$/, '');
  return { read: (path) => download(`${base}/${path}`) };
}

async function download(url: string): Promise<Uint8Array | null> {
  for (let tries = 1; ; tries += 1) {
    const response = await request(url);
    if (response.ok) return readAll(response, url);
    await response.body?.cancel();
    if (response.status === 404 || response.status === 410) return null;
    if (response.status !== 429 || tries === maxTries) throw unreachable(url, `it answers ${response.status}`);
    await sleep(Math.min(60, Number(response.headers.get('Retry-After')) || 1) * 1_000, systemTimer);
  }
}

async function request(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw unreachable(url, 'it does not answer', cause);
  }
}

async function readAll(response: Response, url: string): Promise<Uint8Array> {
  const bytes = response.body === null ? new Uint8Array() : await readAtMost(response.body, maxBytes);
  if (bytes === null) throw new CodedError('log.invalid', `${url} is larger than any file of a log.`);
  return bytes;
}

function unreachable(url: string, why: string, cause?: unknown): CodedError {
  return new CodedError('service.unreachable', `${url} cannot be read: ${why}. Try again later.`, { cause });
}
