import busboy from 'busboy';
import type { Request } from 'express';
import type { CodedError } from '../../src/core/model/errors.ts';
import { fileNameIn } from '../../src/core/util/fileName.ts';
import type { UploadSlot } from '../../src/core/util/uploadSlots.ts';
import { readBytes } from './directline/body.ts';
import { Refusal } from './directline/refusal.ts';

/** A form or an upload, not validated yet. */
export interface MultipartForm {
  /** The activity sent with the files, as JSON text; null when there is none. */
  readonly activity: string | null;
  /** The fields of a form; of two with one name the last. */
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly SentFile[];
  /** There are more bytes or files than one message may have: no file is here. Null: there are not. */
  readonly excess: 'bytes' | 'files' | null;
}

export interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Most files of one message. */
export const maxFiles = 10;
const activityType = 'application/vnd.microsoft.activity';

/**
 * Reads an upload, either `multipart/form-data` or one file as the whole body, of at most `most` bytes of files, within
 * the time limits of its slot. Throws `input.too-large`, `input.slow` and `input.invalid`.
 */
export function readUpload(request: Request, most: number, slot: UploadSlot): Promise<MultipartForm> {
  return inTime(request, slot, async () => {
    if (Number(request.headers['content-length'] ?? 0) > most + maxFieldBytes) {
      request.resume();
      throw tooLarge(most);
    }
    if (!request.is('multipart/form-data')) {
      const bytes = await readBytes(request, most);
      const file = { name: fileNameIn(request.headers['content-disposition']), bytes };
      return { activity: null, fields: new Map(), files: [file], excess: null };
    }
    const form = await readMultipart(request, most);
    if (form.excess === 'bytes') throw tooLarge(most);
    if (form.excess === 'files') throw new Refusal(413, 'input.too-large', `Send at most ${maxFiles} files at once.`);
    return form;
  });
}

/**
 * Reads a form with files of a page. With too many bytes or files, its fields up to there are read: what somebody wrote is
 * shown to them again. `slot`: null for a form that is no larger than one without files. Throws `input.slow` and
 * `input.invalid`.
 */
export function readPageForm(request: Request, most: number, slot: UploadSlot | null): Promise<MultipartForm> {
  const read = () => readMultipart(request, most);
  return slot === null ? read() : inTime(request, slot, read);
}

/** Most bytes of each field, and of a form without files. */
export const maxFieldBytes = 64 * 1024;

/** Reads within the time limits of a slot. */
async function inTime<T>(request: Request, slot: UploadSlot, read: () => Promise<T>): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(tooSlow(slot.signal.reason));
  const note = (chunk: Buffer) => slot.progress(chunk.length);
  slot.signal.addEventListener('abort', end, { once: true });
  request.prependListener('data', note);
  try {
    return await Promise.race([read(), ended]);
  } finally {
    slot.signal.removeEventListener('abort', end);
    request.off('data', note);
  }
}

/** Rejects a body that is too slow. The rest is drained until the answer has closed the connection. */
function tooSlow(reason: CodedError): Refusal {
  return new Refusal(408, reason.code, reason.message);
}

function readMultipart(request: Request, most: number): Promise<MultipartForm> {
  return new Promise((resolve, reject) => {
    const files: SentFile[] = [];
    const fields = new Map<string, string>();
    let activity: string | null = null;
    let size = 0;

    // The rest is drained, so that the client gets to see the answer.
    const stop = () => {
      request.unpipe(form);
      request.resume();
    };
    const fail = (error: Refusal) => {
      stop();
      reject(error);
    };
    const exceed = (excess: MultipartForm['excess']) => {
      stop();
      resolve({ activity, fields, files: [], excess });
    };
    const form = openForm(request);
    form.on('field', (name, value, { mimeType }) => {
      if (name === 'activity' || mimeType === activityType) activity = value;
      else fields.set(name, value);
    });
    form.on('file', (_, stream, { filename, mimeType }) => {
      const isActivity = mimeType === activityType;
      const chunks: Buffer[] = [];
      let length = 0;
      stream.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (!isActivity) size += chunk.length;
        if (size > most || (isActivity && length > maxFieldBytes)) exceed('bytes');
        else chunks.push(chunk);
      });
      // An aborted part also fails the form, which reports it.
      stream.on('error', () => {});
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (isActivity) activity = bytes.toString();
        // A field for files in which none was chosen.
        else if (bytes.length > 0 || filename) files.push({ name: filename ?? '', bytes });
        if (files.length > maxFiles) exceed('files');
      });
    });
    form.on('filesLimit', () => exceed('files'));
    form.on('error', (cause) =>
      fail(new Refusal(400, 'input.invalid', 'The form is malformed. Send it again.', { cause })),
    );
    form.on('close', () => resolve({ activity, fields, files, excess: null }));
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
      limits: { files: maxFiles + 1, fields: 4, parts: maxFiles + 5, fieldSize: maxFieldBytes },
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
