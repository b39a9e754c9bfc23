import type { Response } from 'express';

/** Answers with a CSV file that is saved, not shown. `name` is ASCII. */
export function sendCsv(response: Response, name: string, bytes: Uint8Array): void {
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Length': bytes.byteLength,
    'Content-Disposition': `attachment; filename="${name}"`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(bytes);
}
