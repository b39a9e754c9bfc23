import type { IncomingHttpHeaders } from 'node:http';
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

/** Most files of a form; those beyond what a request may have are refused later, with the reason. */
const mostPieces = mostFields + 10;

/** How a form is written. `boundary`: between its parts; null: it is urlencoded. */
export interface FormKind {
  readonly type: string;
  readonly boundary: string | null;
}

/** @throws {CodedError} `input.invalid` */
export function formKindOf(headers: IncomingHttpHeaders): FormKind {
  const type = headers['content-type'] ?? urlencoded;
  if (type.toLowerCase().startsWith(urlencoded)) return { type, boundary: null };
  if (!type.toLowerCase().startsWith('multipart/form-data'))
    throw wrong(`Send the request as ${urlencoded}, or as multipart/form-data with files.`);
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw unreadable();
  return { type, boundary };
}

/** The key that is a field of a form whose first bytes are these; empty where there is none. */
export function keyIn(start: Buffer, { boundary }: FormKind): string {
  if (boundary === null) return new URLSearchParams(start.toString('latin1')).get('api_key')?.trim() ?? '';
  const pieces = start.toString('latin1').split(`--${boundary}`, mostPieces + 2);
  for (const part of pieces) {
    const end = part.indexOf('\r\n\r\n');
    const name = /;\s*name="?([^";\r\n]*)/i.exec(part.slice(0, Math.max(end, 0)))?.[1];
    if (name?.trim() === 'api_key') return part.slice(end).trim();
  }
  return '';
}

/**
 * Reads a form from the bytes of its body.
 * @throws {CodedError} `input.invalid`
 */
export async function readForm(body: Buffer, kind: FormKind): Promise<SentForm> {
  const fields: (readonly [string, string])[] = [];
  const files: FormFile[] = [];
  if (kind.boundary === null) {
    fields.push(...new URLSearchParams(body.toString('utf8')));
  } else {
    needFewPieces(body, kind.boundary);
    for (const [name, value] of await multipart(body, kind.type)) {
      if (typeof value === 'string') fields.push([name, value]);
      else if (value.size > 0) files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
    }
  }
  if (fields.length > mostFields) throw tooManyFields();
  const entries = fields.map(([name, value]) => [name.trim(), cleaned(value)] as const);
  const values = (name: string) =>
    entries
      .filter(([each, value]) => (each === name || each === `${name}[]`) && value !== '')
      .map(([, value]) => value);
  return { value: (name) => values(name)[0] ?? '', values, files, entries };
}

/** Counts the parts before anything is made of them: a small body may have very many. */
function needFewPieces(body: Buffer, boundary: string): void {
  let pieces = 0;
  for (let at = body.indexOf(`--${boundary}`); at !== -1; at = body.indexOf(`--${boundary}`, at + boundary.length)) {
    pieces += 1;
    // The last one stands for the end.
    if (pieces > mostPieces + 1) throw tooManyFields();
  }
}

async function multipart(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw unreadable();
  }
}

const tooManyFields = () => wrong(`Send at most ${mostFields} fields.`);
const unreadable = () => wrong('The form cannot be read. Send it as multipart/form-data, whole and with its boundary.');

// biome-ignore lint/suspicious/noControlCharactersInRegex: nobody types them, and no screen shows them
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function cleaned(value: string): string {
  return value.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '').trim();
}
