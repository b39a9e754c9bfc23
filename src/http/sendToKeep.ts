import type { Response } from 'express';

/** A file that somebody saves: its name, and its type, as for `response.type`. */
interface FileToKeep {
  readonly name: string;
  readonly type: string;
  readonly body: string | Uint8Array;
}

export const csvType = 'text/csv; charset=utf-8';

/**
 * Sends what somebody may see alone, as a file to save: no cache on the way keeps it, and nothing in it runs if it is opened all
 * the same.
 */
export function sendToKeep(response: Response, { name, type, body }: FileToKeep): void {
  response
    .set({
      'Cache-Control': 'no-store',
      'Content-Disposition': /^[\w.-]+$/.test(name)
        ? `attachment; filename="${name}"`
        : `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    })
    .type(type)
    .send(body);
}
