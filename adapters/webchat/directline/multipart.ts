import busboy from 'busboy';
import type { Request } from 'express';
import type { CodedError } from '../../../src/core/model/errors.ts';
import { fileNameIn } from '../../../src/core/util/fileName.ts';
import type { UploadSlot } from '../../../src/core/util/uploadSlots.ts';
import { readBytes } from './body.ts';
import { Refusal } from './refusal.ts';

/** An upload, not validated yet. */
export interface Upload {
  /** The activity sent with the files, as JSON text; null when there is none. */
  readonly activity: string | null;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Most files of one message. */
const maxFiles = 10;
const maxActivityBytes = 64 * 1024;
const activityType = 'application/vnd.microsoft.activity';

/**
 * Reads an upload, either `multipart/form-data` or one file as the whole body, of at most `most` bytes of files, within
 * the time limits of its slot. Throws `input.too-large`, `input.slow` and `input.invalid`.
 */
export async function readUpload(request: Request, most: number, slot: UploadSlot): Promise<Upload> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(tooSlow(slot.signal.reason));
  const note = (chunk: Buffer) => slot.progress(chunk.length);
  slot.signal.addEventListener('abort', end, { once: true });
  request.prependListener('data', note);
  try {
    return await Promise.race([readBody(request, most), ended]);
  } finally {
    slot.signal.removeEventListener('abort', end);
    request.off('data', note);
  }
}

/** Rejects a body that is too slow. The rest is drained until the answer has closed the connection. */
function tooSlow(reason: CodedError): Refusal {
  return new Refusal(408, reason.code, reason.message);
}

async function readBody(request: Request, most: number): Promise<Upload> {
  if (Number(request.headers['content-length'] ?? 0) > most + maxActivityBytes) {
    request.resume();
    throw tooLarge(most);
  }
  if (request.is('multipart/form-data')) return readMultipart(request, most);
  const bytes = await readBytes(request, most);
  return { activity: null, files: [{ name: fileNameIn(request.headers['content-disposition']), bytes }] };
}

function readMultipart(request: Request, most: number): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const files: { name: string; bytes: Buffer }[] = [];
    let activity: string | null = null;
    let size = 0;

    const fail = (error: Refusal) => {
      request.unpipe(form);
      request.resume();
      reject(error);
    };
    const form = openForm(request);
    form.on('field', (name, value, { mimeType }) => {
      if (name === 'activity' || mimeType === activityType) activity = value;
    });
    form.on('file', (_, stream, { filename, mimeType }) => {
      const isActivity = mimeType === activityType;
      const chunks: Buffer[] = [];
      let length = 0;
      stream.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (!isActivity) size += chunk.length;
        if (size > most || (isActivity && length > maxActivityBytes)) fail(tooLarge(most));
        else chunks.push(chunk);
      });
      // An aborted part also fails the form, which reports it.
      stream.on('error', () => {});
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (isActivity) activity = bytes.toString();
        else files.push({ name: filename ?? '', bytes });
      });
    });
    form.on('filesLimit', () => fail(new Refusal(413, 'input.too-large', `Send at most ${maxFiles} files at once.`)));
    form.on('error', (cause) =>
      fail(new Refusal(400, 'input.invalid', 'The form is malformed. Send it again.', { cause })),
    );
    form.on('close', () => resolve({ activity, files }));
    request.on('close', () => {
      if (!request.complete) fail(new Refusal(400, 'input.invalid', 'The upload was interrupted. Send it again.'));
    });
    request.on('error', () => {});
    request.pipe(form);
  });
}

function openForm(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: maxFiles + 1, fields: 4, parts: maxFiles + 5, fieldSize: maxActivityBytes },
    });
  } catch (cause) {
    throw new Refusal(400, 'input.invalid', 'The form has no boundary. Let the browser set the Content-Type.', {
      cause,
    });
  }
}

function tooLarge(most: number): Refusal {
  return new Refusal(413, 'input.too-large', `The files have more than ${most} bytes together. Send smaller ones.`);
}
