import type { Request } from 'express';
import { wrong } from './errors.ts';

/** A file that came with a form. */
export interface FormFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A form as it was sent: the values of each field in their order, and the files. */
export interface SentForm {
  /** The first value of a field, cleaned; empty where there is none. */
  value(name: string): string;
  /** All values of a field that are not empty, with those of `name[]`. */
  values(name: string): readonly string[];
  readonly files: readonly FormFile[];
  /** Everything in it in one order, by which the same form is recognised. */
  readonly entries: readonly (readonly [string, string])[];
}

const urlencoded = 'application/x-www-form-urlencoded';

/** Most fields of a form: services have few attributes. */
const mostFields = 200;

/**
 * Reads a form of either kind from the bytes of its body.
 * @throws {CodedError} `input.invalid`
 */
export async function readForm(request: Pick<Request, 'body' | 'headers'>): Promise<SentForm> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const type = (request.headers['content-type'] ?? urlencoded).toLowerCase();
  const fields: (readonly [string, string])[] = [];
  const files: FormFile[] = [];
  if (type.startsWith('multipart/form-data')) {
    for (const [name, value] of await multipart(body, request.headers['content-type'] ?? '')) {
      if (typeof value === 'string') fields.push([name, value]);
      else if (value.size > 0) files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
    }
  } else if (type.startsWith(urlencoded)) {
    fields.push(...new URLSearchParams(body.toString('utf8')));
  } else throw wrong(`Send the request as ${urlencoded}, or as multipart/form-data with files.`);
  if (fields.length > mostFields) throw wrong(`Send at most ${mostFields} fields.`);
  const entries = fields.map(([name, value]) => [name.trim(), cleaned(value)] as const);
  const values = (name: string) =>
    entries
      .filter(([each, value]) => (each === name || each === `${name}[]`) && value !== '')
      .map(([, value]) => value);
  return { value: (name) => values(name)[0] ?? '', values, files, entries };
}

async function multipart(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw wrong('The form cannot be read. Send it as multipart/form-data, whole and with its boundary.');
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: nobody types them, and no screen shows them
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function cleaned(value: string): string {
  return value.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '').trim();
}
