import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import busboy from 'busboy';

/** Reads what a bot sent along, be it JSON or a form with files. */
export async function readCall(
  request: IncomingMessage,
): Promise<{ payload: Record<string, unknown>; files: { name: string; bytes: Buffer }[] }> {
  if (!request.headers['content-type']?.startsWith('multipart/')) {
    const body = await buffer(request);
    return { payload: body.length === 0 ? {} : JSON.parse(body.toString()), files: [] };
  }
  const payload: Record<string, unknown> = {};
  const files: Promise<{ name: string; bytes: Buffer }>[] = [];
  const form = busboy({ headers: request.headers, defParamCharset: 'utf8' });
  form.on('field', (name, value) => {
    // Numbers and objects are written as JSON; what looks like neither is text.
    payload[name] = /^(-?\d+|[{[].*)$/s.test(value) && name !== 'caption' ? JSON.parse(value) : value;
  });
  form.on('file', (_, stream, { filename }) => {
    files.push(buffer(stream).then((bytes) => ({ name: String(filename), bytes })));
  });
  await new Promise((resolve, reject) => {
    form.on('close', resolve).on('error', reject);
    request.pipe(form);
  });
  return { payload, files: await Promise.all(files) };
}
