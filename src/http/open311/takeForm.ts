import type { IncomingMessage } from 'node:http';
import { CodedError } from '../../core/model/errors.ts';
import { wrong } from './errors.ts';
import { type FormKind, formKindOf, keyIn, readForm, type SentForm } from './form.ts';

/** First bytes of a form, within which its key must be: only with a good one is the rest read. */
const startBytes = 65_536;
/** Most bytes of a form besides its files. */
const formBytes = 262_144;
/** Larger forms that one process holds at once. */
const mostLarge = 4;

/** Takes a form with its key. `check`: what the key is good for; it throws where it is good for nothing. */
type TakeForm = <K, T>(
  request: IncomingMessage,
  check: (key: string) => Promise<K>,
  use: (key: K, form: SentForm) => Promise<T>,
) => Promise<T>;

/** Creates what reads forms for one process. `fileBytes`: the most that all files of one have together. */
export function createTakeForm({ fileBytes }: { fileBytes: number }): TakeForm {
  let large = 0;

  return async (request, check, use) => {
    const kind = formKindOf(request.headers);
    const most = kind.boundary === null ? formBytes : formBytes + fileBytes;
    const body = readBody(request, most);
    let isLarge = false;
    try {
      const key = await check(keyOf(request, await body.upTo(startBytes), kind));
      if (!body.isWhole()) {
        if (large >= mostLarge)
          throw new CodedError('rate.limited', 'Too many large forms at this time. Send it again in a moment.');
        isLarge = true;
        large += 1;
      }
      return await use(key, await readForm(await body.upTo(Number.POSITIVE_INFINITY), kind));
    } finally {
      if (isLarge) large -= 1;
      await body.leave();
    }
  };
}

function keyOf({ headers }: IncomingMessage, start: Buffer, kind: FormKind): string {
  const given = headers['x-api-key'];
  return typeof given === 'string' ? given.trim() : keyIn(start, kind);
}

interface Body {
  /** What has arrived once there are so many bytes, or all. @throws {CodedError} `input.too-large` */
  upTo(bytes: number): Promise<Buffer>;
  isWhole(): boolean;
  /** Drops what is left, so that the answer arrives. */
  leave(): Promise<void>;
}

function readBody(request: IncomingMessage, most: number): Body {
  // Leaving the loop of a usual iterator would close the connection before the answer.
  const source = request.iterator({ destroyOnReturn: false });
  const pieces: Buffer[] = [];
  let size = 0;
  let isWhole = false;
  const needFit = (bytes: number) => {
    if (bytes > most) throw new CodedError('input.too-large', `The form has more than ${most} bytes.`);
  };
  return {
    isWhole: () => isWhole,
    async upTo(bytes) {
      if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
        throw wrong('Send the form without compressing it.');
      needFit(Number(request.headers['content-length'] ?? 0));
      while (!isWhole && size < bytes) {
        const next = await source.next();
        if (next.done === true) isWhole = true;
        else {
          pieces.push(next.value);
          size += next.value.length;
          needFit(size);
        }
      }
      return Buffer.concat(pieces);
    },
    async leave() {
      await source.return?.();
      request.resume();
    },
  };
}
